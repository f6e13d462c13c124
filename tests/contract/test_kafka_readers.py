"""Others read our topics with tools of their own: kcat, and the official SDK of CloudEvents."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary
from cloudevents.core.formats.json import JSONFormat

from shared.adapters.cloud_events import headers
from shared.adapters.kafka_bus import Cluster
from shared.contract.codec import encode
from tests.contract.kafka_opened import broker_bus
from tests.contract.samples import COUNTY, DISCHARGED, NOON, TOPIC, envelope
from tests.contract.test_bus import PLACE

pytestmark = pytest.mark.slow

SENT = (
    envelope("offender-a", 1),
    replace(envelope("offender-a", 2, DISCHARGED), caused_by="offender-a.1", actor="王五"),
)


@pytest.fixture
async def cluster(kafka_address: str, kafka_name: Callable[[], str]) -> AsyncIterator[Cluster]:
    """With what was sent."""
    cluster = Cluster(servers=kafka_address, namespace=kafka_name())
    async with broker_bus(cluster.servers, cluster.namespace) as bus:
        await bus.publish(TOPIC, SENT)
        yield cluster


async def test_kcat_reads_headers_key_and_data(cluster: Cluster) -> None:
    kcat = shutil.which("kcat") or shutil.which("kafkacat")
    if kcat is None:
        pytest.skip("kcat is not installed (Debian: apt-get install kcat)")
    read = [kcat, "-b", cluster.servers, "-C", "-t", cluster.topics.named(TOPIC), "-o", "beginning", "-e", "-q", "-J"]
    reading = await asyncio.create_subprocess_exec(*read, stdout=asyncio.subprocess.PIPE)
    printed, _ = await reading.communicate()
    assert reading.returncode == 0
    records = [json.loads(line) for line in printed.splitlines()]
    assert [(record["partition"], record["offset"], record["key"]) for record in records] == [
        (PLACE.partition, 0, COUNTY),
        (PLACE.partition, 1, COUNTY),
    ]
    for record, sent in zip(records, SENT, strict=True):
        assert pairs(record["headers"]) == {name: value.decode() for name, value in headers(sent)}
        assert json.loads(record["payload"]) == json.loads(encode(sent.data))


async def test_the_sdk_of_cloud_events_reads_what_was_said(cluster: Cluster) -> None:
    place = TopicPartition(cluster.topics.named(TOPIC), PLACE.partition)
    async with AIOKafkaConsumer(bootstrap_servers=cluster.servers) as consumer:
        consumer.assign([place])
        await consumer.seek_to_beginning(place)
        records = [await asyncio.wait_for(consumer.getone(), 10) for _ in SENT]
    for record, sent in zip(records, SENT, strict=True):
        event = from_binary(KafkaMessage(dict(record.headers), record.key, record.value), JSONFormat())
        assert (event.get_id(), event.get_type(), event.get_source()) == (sent.id, sent.type, sent.source)
        assert (event.get_subject(), event.get_time(), event.get_specversion()) == (sent.subject, NOON, "1.0")
        assert event.get_datacontenttype() == "application/json"
        assert event.get_data() == json.loads(encode(sent.data))
        assert event.get_extension("partitionkey") == COUNTY
        assert event.get_extension("streamversion") == str(sent.version)
        assert event.get_extension("causationid") == sent.caused_by


def pairs(flat: Sequence[str]) -> Mapping[str, Any]:
    """kcat prints names and values in turn."""
    return dict(zip(flat[::2], flat[1::2], strict=True))
