"""What aiokafka does without us: records that are only decoded, and the way of one record there and back."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from time import perf_counter, process_time

import msgspec
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from shared.adapters.kafka_bus import Cluster
from tests.bench.ceilings import Data

AT_ONCE = 10_000
BODY = b"x" * 500


class Attributes(msgspec.Struct, gc=False):
    """What a reader of CloudEvents has to know of a record."""

    ce_id: str
    ce_type: str
    ce_source: str
    ce_subject: str
    ce_time: datetime
    ce_actor: str


@asynccontextmanager
async def reading(cluster: Cluster, topics: Sequence[str]) -> AsyncIterator[AIOKafkaConsumer]:
    """All partitions, by no group, from their beginning."""
    consumer = AIOKafkaConsumer(bootstrap_servers=cluster.servers, enable_auto_commit=False)
    await consumer.start()
    try:
        named = [cluster.topics.named(topic) for topic in topics]
        consumer.assign([TopicPartition(name, partition) for name in named for partition in range(cluster.partitions)])
        await consumer.seek_to_beginning()
        yield consumer
    finally:
        await consumer.stop()


async def decode_only(cluster: Cluster, topics: Sequence[str], events: int) -> tuple[float, float]:
    """How many a second, and microseconds of processor time for each."""
    decode = msgspec.json.Decoder(Data).decode
    decoded = 0
    async with reading(cluster, topics) as consumer:
        began, used = perf_counter(), process_time()
        while decoded < events:
            for records in (await consumer.getmany(timeout_ms=500, max_records=AT_ONCE)).values():
                decoded += len([(attributes(record.headers), decode(record.value)) for record in records])
        assert decoded == events, f"{decoded} of {events} events"
        return events / (perf_counter() - began), (process_time() - used) / events * 1e6


def attributes(headers: Sequence[tuple[str, bytes]]) -> Attributes:
    return msgspec.convert({name: value.decode() for name, value in headers}, Attributes)


async def round_trips(cluster: Cluster, topic: str, number: int) -> list[float]:
    """Milliseconds of each, one after the other: acknowledged by all that keep it, and fetched again."""
    producer = AIOKafkaProducer(bootstrap_servers=cluster.servers, acks="all", enable_idempotence=True)
    await producer.start()
    try:
        async with reading(cluster, [topic]) as consumer:
            await consumer.seek_to_end()
            name = cluster.topics.named(topic)
            await round_trip(producer, consumer, name)
            return [await round_trip(producer, consumer, name) for _ in range(number)]
    finally:
        await producer.stop()


async def round_trip(producer: AIOKafkaProducer, consumer: AIOKafkaConsumer, name: str) -> float:
    began = perf_counter()
    await asyncio.gather(producer.send_and_wait(name, BODY, partition=0), consumer.getone())
    return 1000 * (perf_counter() - began)
