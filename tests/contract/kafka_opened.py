"""A bus over Kafka, opened on mock brokers or on genuine ones, and closed again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from shared.adapters.kafka_bus import Cluster, KafkaBus
from tests.contract.mock_broker import MockBrokers
from tests.contract.samples import TOPIC
from tests.servers.kafka_client import made

TOPICS = (TOPIC, "sifasuo.roster", "sifasuo.mediation")


@asynccontextmanager
async def kafka_bus(brokers: MockBrokers, **settings: Any) -> AsyncIterator[KafkaBus]:
    """With empty topics."""
    opened = cluster(brokers, **settings)
    for topic in TOPICS:
        brokers.create(topic, opened.partitions)
    async with KafkaBus(opened) as bus:
        yield bus


def cluster(brokers: MockBrokers, **settings: Any) -> Cluster:
    """The mock brokers do not tell a waiting request about new records: so it must not wait for long."""
    return Cluster(servers=brokers.servers, **{"fetch_wait_ms": 5, **settings})


@asynccontextmanager
async def broker_bus(address: str, namespace: str, **settings: Any) -> AsyncIterator[KafkaBus]:
    """On a genuine broker, with topics that nobody else has."""
    cluster = Cluster(servers=address, namespace=namespace, **settings)
    await made(address, [cluster.topics.named(topic) for topic in TOPICS], cluster.partitions)
    async with KafkaBus(cluster) as bus:
        yield bus
