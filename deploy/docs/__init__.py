"""What is made from the code: pages on events, lifecycles and rules, the events' schemas, the AsyncAPI document."""
