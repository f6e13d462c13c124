"""The distributed column: the same services on a genuine Kafka and on FerretDB, where both can be had."""

from tests.bench import kafka_events, kafka_latency, scale_out
from tests.bench.figures import Figure
from tests.bench.kafka_parts import NotHere, parts


async def measured(*, rounds: int, offices: int, events: int, seconds: int, replayed: int) -> list[Figure]:
    """None where a part is missing; then it is said which, and why."""
    try:
        with parts() as these:
            return [
                *await kafka_events.measured(these, rounds, offices, events),
                *await kafka_latency.measured(these, rounds, seconds),
                *await scale_out.measured(these, rounds, offices, replayed),
            ]
    except NotHere as why:
        print(f"not measured: {why}", flush=True)
        return []
