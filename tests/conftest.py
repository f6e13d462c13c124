"""Servers that tests may ask for."""

pytest_plugins = ("tests.servers.mongo", "tests.servers.kafka")
