"""What the bus over Kafka does when brokers refuse, fall silent, or change places; on mock brokers."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from itertools import pairwise

import pytest
from aiokafka.errors import MessageSizeTooLargeError, OffsetOutOfRangeError
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary
from cloudevents.core.formats.json import JSONFormat

from shared.adapters import kafka_bus as adapter
from shared.adapters.kafka_bus import KafkaBus
from shared.adapters.kafka_topics import TopicsDisagree
from shared.adapters.partitioner import partition_of
from shared.contract.envelope import Envelope
from shared.ports.bus import Delivery, Place, Subscription
from shared.ports.unavailable import Unavailable
from tests.contract import mock_broker as kafka
from tests.contract.group import State
from tests.contract.kafka_opened import cluster, kafka_bus
from tests.contract.mock_broker import MockBrokers
from tests.contract.samples import COUNTY, TOPIC, envelope
from tests.contract.test_bus import COUNTIES, PLACE, enrolled, everything

ALL = (1, 2, 3)


@pytest.fixture
async def bus(brokers: MockBrokers) -> AsyncIterator[KafkaBus]:
    async with kafka_bus(brokers) as bus:
        yield bus


@pytest.fixture
def up_again(brokers: MockBrokers) -> Iterator[None]:
    yield
    brokers.up(*ALL)


def versions(first: int, last: int, stream: str = "offender-a") -> Sequence[Envelope[object]]:
    return [envelope(stream, version) for version in range(first, last + 1)]


async def until_read(subscription: Subscription, version: int) -> Sequence[Delivery]:
    found: list[Delivery] = []
    async with asyncio.timeout(10):
        while not found or found[-1].version < version:
            found += await subscription.getmany(100, 0.2)
    return found


def told(deliveries: Sequence[Delivery]) -> list[int]:
    return [delivery.version for delivery in deliveries]


def without_gaps(read: Sequence[int]) -> bool:
    """Whatever is repeated, no event comes before the one that it followed."""
    return read[0] == 1 and all(after <= before + 1 for before, after in pairwise(read))


@pytest.mark.parametrize("error", [kafka.NOT_LEADER, kafka.REQUEST_TIMED_OUT])
async def test_a_refusal_that_passes_is_waited_out(bus: KafkaBus, brokers: MockBrokers, error: int) -> None:
    await bus.publish(TOPIC, versions(1, 2))
    brokers.fail(kafka.PRODUCE, error, error)
    await bus.publish(TOPIC, versions(3, 5))
    assert told(await everything(await bus.subscribe([TOPIC], {}))) == [1, 2, 3, 4, 5]


async def test_fetches_that_fail_are_repeated(bus: KafkaBus, brokers: MockBrokers) -> None:
    subscription = await bus.subscribe([TOPIC], {})
    brokers.fail(kafka.FETCH, kafka.REQUEST_TIMED_OUT, kafka.NOT_LEADER, kafka.REQUEST_TIMED_OUT)
    await bus.publish(TOPIC, versions(1, 3))
    assert told(await until_read(subscription, 3)) == [1, 2, 3]


async def test_a_leader_that_moves_is_followed(bus: KafkaBus, brokers: MockBrokers) -> None:
    subscription = await bus.subscribe([TOPIC], {})
    for round_, broker in enumerate((1, 2, 3, 1)):
        brokers.lead(TOPIC, PLACE.partition, broker)
        await bus.publish(TOPIC, versions(3 * round_ + 1, 3 * round_ + 3))
    assert told(await until_read(subscription, 12)) == list(range(1, 13))


@pytest.mark.slow
@pytest.mark.usefixtures("up_again")
async def test_a_broker_that_comes_back_loses_nothing(bus: KafkaBus, brokers: MockBrokers) -> None:
    brokers.lead(TOPIC, PLACE.partition, 2)
    subscription = await bus.subscribe([TOPIC], {})
    await bus.publish(TOPIC, versions(1, 3))
    assert told(await until_read(subscription, 3)) == [1, 2, 3]
    brokers.down(2)
    publishing = asyncio.create_task(bus.publish(TOPIC, versions(4, 6)))
    await asyncio.sleep(0.3)
    assert not publishing.done()
    brokers.up(2)
    await publishing
    read = told(await until_read(subscription, 6))
    assert without_gaps([1, 2, 3, *read])


@pytest.mark.slow
@pytest.mark.usefixtures("up_again")
async def test_what_nobody_acknowledges_is_told(brokers: MockBrokers) -> None:
    async with kafka_bus(brokers, patience_s=0.5) as bus:
        await bus.publish(TOPIC, versions(1, 3))
        brokers.down(*ALL)
        for _ in range(2):
            with pytest.raises(Unavailable):
                await bus.publish(TOPIC, versions(4, 6))
        brokers.up(*ALL)
        async with asyncio.timeout(10):
            while not await published(bus, versions(4, 6)):
                pass
        read = told(await everything(await bus.subscribe([TOPIC], {})))
    assert without_gaps(read)
    assert read[-1] == 6


async def published(bus: KafkaBus, envelopes: Sequence[Envelope[object]]) -> bool:
    try:
        await bus.publish(TOPIC, envelopes)
    except Unavailable:
        return False
    return True


async def test_behind_a_batch_that_failed_nothing_is_sent(
    bus: KafkaBus, brokers: MockBrokers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "BATCH_BYTES", 1000)
    brokers.fail(kafka.PRODUCE, kafka.MESSAGE_TOO_LARGE)
    with pytest.raises(MessageSizeTooLargeError):
        await bus.publish(TOPIC, versions(1, 20))
    # Brokers would refuse what follows a missing number of its sequence; the mock ones do not look.
    assert bus._producer is None
    subscription = await bus.subscribe([TOPIC], {})
    assert not await everything(subscription)
    await bus.publish(TOPIC, versions(1, 20))
    assert told(await everything(subscription)) == list(range(1, 21))


async def test_a_failure_of_one_partition_spares_the_others(bus: KafkaBus, brokers: MockBrokers) -> None:
    other = next(county for county in COUNTIES if partition_of(county, 12) != PLACE.partition)
    brokers.lead(TOPIC, PLACE.partition, 1)
    brokers.lead(TOPIC, partition_of(other, 12), 2)
    brokers.fail(kafka.PRODUCE, kafka.MESSAGE_TOO_LARGE)
    with pytest.raises(MessageSizeTooLargeError):
        await bus.publish(TOPIC, [envelope("offender-a", 1), envelope("offender-b", 1, enrolled(other))])
    assert len(await everything(await bus.subscribe([TOPIC], {}))) == 1


async def test_partitions_are_read_in_turn(bus: KafkaBus, brokers: MockBrokers) -> None:
    other = next(county for county in COUNTIES if partition_of(county, 12) != PLACE.partition)
    for partition in (PLACE.partition, partition_of(other, 12)):
        brokers.lead(TOPIC, partition, 1)
    await bus.publish(TOPIC, versions(1, 100))
    await bus.publish(TOPIC, [envelope("offender-b", version, enrolled(other)) for version in range(1, 101)])
    subscription = await bus.subscribe([TOPIC], {})
    first_half = [delivery.stream for _ in range(10) for delivery in await subscription.getmany(10, 0)]
    assert len(first_half) == 100
    assert 40 <= first_half.count("offender-b") <= 60


async def test_a_cancelled_publisher_can_begin_again(bus: KafkaBus, brokers: MockBrokers) -> None:
    brokers.fail(kafka.PRODUCE, *[kafka.REQUEST_TIMED_OUT] * 3)
    publishing = asyncio.create_task(bus.publish(TOPIC, versions(1, 3)))
    await asyncio.sleep(0.05)
    publishing.cancel()
    await bus.publish(TOPIC, versions(1, 5))
    read = told(await everything(await bus.subscribe([TOPIC], {})))
    assert without_gaps(read)
    assert read[-1] == 5


async def test_a_topic_with_other_partitions_is_refused(bus: KafkaBus, brokers: MockBrokers) -> None:
    brokers.create("sifasuo.other", partitions=4)
    with pytest.raises(TopicsDisagree, match="4 partitions, not 12"):
        await bus.publish("sifasuo.other", versions(1, 1))
    with pytest.raises(TopicsDisagree):
        await bus.subscribe([TOPIC, "sifasuo.other"], {})
    with pytest.raises(TopicsDisagree):
        await bus.join("sifasuo.group", [TOPIC, "sifasuo.other"], State().start)


async def test_a_position_that_is_not_there_is_an_error_and_no_leap(bus: KafkaBus) -> None:
    await bus.publish(TOPIC, versions(1, 3))
    subscription = await bus.subscribe([TOPIC], {PLACE: 9})
    with pytest.raises(OffsetOutOfRangeError):
        await until_read(subscription, 3)


@pytest.mark.usefixtures("up_again")
async def test_without_brokers_it_says_so_and_closes_in_time(brokers: MockBrokers) -> None:
    brokers.down(*ALL)
    async with asyncio.timeout(5), KafkaBus(cluster(brokers, patience_s=0.3)) as bus:
        with pytest.raises(Unavailable):
            await bus.publish(TOPIC, versions(1, 1))
        with pytest.raises(Unavailable):
            await bus.subscribe([TOPIC], {})


@pytest.mark.slow
@pytest.mark.usefixtures("up_again")
async def test_closing_does_not_wait_for_brokers_that_are_gone(
    brokers: MockBrokers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "CLOSE_S", 0.2)
    async with kafka_bus(brokers, patience_s=0.3) as bus:
        await bus.publish(TOPIC, versions(1, 3))
        subscription = await bus.subscribe([TOPIC], None)
        brokers.down(*ALL)
        with pytest.raises(Unavailable):
            await bus.publish(TOPIC, versions(4, 6))
        async with asyncio.timeout(5):
            await bus.close()
        assert not [task for task in asyncio.all_tasks() if "Sender" in repr(task.get_coro())]
        assert list(await subscription.getmany(10, 30)) == []
        assert await subscription.ends() == await subscription.positions()


async def test_another_client_reads_cloud_events(bus: KafkaBus, brokers: MockBrokers) -> None:
    confluent_kafka = pytest.importorskip("confluent_kafka")
    sent = envelope("offender-a", 1)
    await bus.publish(TOPIC, [sent])
    reader = confluent_kafka.Consumer({"bootstrap.servers": brokers.servers, "group.id": "another"})
    reader.assign([confluent_kafka.TopicPartition(TOPIC, PLACE.partition, 0)])
    message = await asyncio.to_thread(reader.poll, 10)
    await asyncio.to_thread(reader.close)
    assert message is not None
    event = from_binary(
        KafkaMessage(dict(message.headers() or []), message.key(), message.value() or b""), JSONFormat()
    )
    assert (event.get_id(), event.get_extension("partitionkey")) == (sent.id, COUNTY)


async def test_another_client_puts_a_county_where_we_do(bus: KafkaBus, brokers: MockBrokers) -> None:
    confluent_kafka = pytest.importorskip("confluent_kafka")
    writer = confluent_kafka.Producer({"bootstrap.servers": brokers.servers, "partitioner": "murmur2_random"})
    for county in COUNTIES:
        writer.produce(TOPIC, key=county.encode(), value=b"{}", headers={"ce_id": f"county-{county}.1".encode()})
    await asyncio.to_thread(writer.flush, 10)
    found = {delivery.stream: delivery for delivery in await everything(await bus.subscribe([TOPIC], {}))}
    assert len(found) == len(COUNTIES)
    for county in COUNTIES:
        delivery = found[f"county-{county}"]
        assert delivery.place == Place(TOPIC, partition_of(county, 12))
        assert delivery.fault
