"""What only a genuine broker shows of the bus over Kafka: it checks, it keeps, it is killed and comes back."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence

import pytest
from aiokafka.errors import MessageSizeTooLargeError, OffsetOutOfRangeError

from shared.adapters import kafka_bus as adapter
from shared.adapters.kafka_bus import Cluster, KafkaBus
from shared.adapters.kafka_topics import TopicsDisagree
from shared.adapters.partitioner import partition_of
from shared.contract.envelope import Envelope
from shared.ports.bus import Place
from shared.ports.unavailable import Unavailable
from tests.contract.group import Crew, State, until
from tests.contract.kafka_opened import broker_bus
from tests.contract.samples import TOPIC, envelope
from tests.contract.test_bus import COUNTIES, PLACE, enrolled, everything
from tests.contract.test_kafka_bus import published, told, until_read, versions, without_gaps
from tests.servers.kafka import Broker
from tests.servers.kafka_client import administered, answers, made

pytestmark = pytest.mark.slow


@pytest.fixture
def cluster(kafka_address: str, kafka_name: Callable[[], str]) -> Cluster:
    return Cluster(servers=kafka_address, namespace=kafka_name())


@pytest.fixture
async def bus(cluster: Cluster) -> AsyncIterator[KafkaBus]:
    async with broker_bus(cluster.servers, cluster.namespace) as bus:
        yield bus


@pytest.fixture
def broker(kafka_broker: Broker) -> Iterator[Broker]:
    """Whatever was done to it, it runs again."""
    yield kafka_broker
    if kafka_broker.running:
        kafka_broker.go_on()
        answers(kafka_broker.address, patience_s=30)
    else:
        kafka_broker.start()


async def test_what_was_answered_outlives_kills_in_its_order(broker: Broker, kafka_name: Callable[[], str]) -> None:
    async with broker_bus(broker.address, kafka_name(), patience_s=2) as bus:
        subscription = await bus.subscribe([TOPIC], {})
        ending = asyncio.Event()
        publishing = asyncio.create_task(steadily(bus, ending))
        for _ in range(2):
            await asyncio.sleep(0.5)
            await asyncio.to_thread(broker.restart)
        ending.set()
        async with asyncio.timeout(30):
            answered = await publishing
        followed = told(await until_read(subscription, answered))
        again = told(await everything(await bus.subscribe([TOPIC], {})))
    assert without_gaps(followed)
    assert without_gaps(again)
    assert (followed[-1], again[-1]) == (answered, answered)


async def steadily(bus: KafkaBus, ending: asyncio.Event) -> int:
    """Publishes, again what was not answered, until the end and one time after it; says how many were answered."""
    answered, last = 0, False
    while not last:
        last = ending.is_set()
        await until_published(bus, versions(answered + 1, answered + 2))
        answered += 2
        await asyncio.sleep(0.01)
    return answered


async def until_published(bus: KafkaBus, envelopes: Sequence[Envelope[object]]) -> None:
    async with asyncio.timeout(30):
        while not await published(bus, envelopes):
            pass


async def test_a_broker_that_is_paused_is_told_in_time_and_then_waited_for(
    broker: Broker, kafka_name: Callable[[], str]
) -> None:
    async with broker_bus(broker.address, kafka_name(), patience_s=2) as bus:
        await until_published(bus, versions(1, 3))
        await asyncio.to_thread(broker.pause)
        async with asyncio.timeout(10):
            with pytest.raises(Unavailable):
                await bus.publish(TOPIC, versions(4, 6))
            with pytest.raises(Unavailable):
                await bus.check([TOPIC])
        broker.go_on()
        await until_published(bus, versions(4, 6))
        read = told(await everything(await bus.subscribe([TOPIC], {})))
    assert without_gaps(read)
    assert read[-1] == 6


async def test_a_bus_closes_also_when_the_broker_is_paused(
    broker: Broker, kafka_name: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "CLOSE_S", 0.5)
    async with broker_bus(broker.address, kafka_name(), patience_s=3) as bus:
        await until_published(bus, versions(1, 3))
        await bus.subscribe([TOPIC], None)
        await asyncio.to_thread(broker.pause)
        assert not await published(bus, versions(4, 6))
        async with asyncio.timeout(8):
            await bus.close()


async def test_behind_a_batch_that_was_refused_the_next_numbers_are_taken(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This broker takes no number of a sequence behind one that is missing."""
    await made(cluster.servers, [cluster.topics.named(TOPIC)], max_message_bytes="700")
    async with KafkaBus(cluster) as bus:
        await bus.publish(TOPIC, versions(1, 1))
        with pytest.raises(MessageSizeTooLargeError):
            await bus.publish(TOPIC, versions(2, 200))
        monkeypatch.setattr(adapter, "BATCH_BYTES", 500)
        await bus.publish(TOPIC, versions(2, 20))
        assert told(await everything(await bus.subscribe([TOPIC], {}))) == list(range(1, 21))


async def test_partitions_are_read_in_turn(bus: KafkaBus) -> None:
    other = next(county for county in COUNTIES if partition_of(county, 12) != PLACE.partition)
    await bus.publish(TOPIC, versions(1, 100))
    await bus.publish(TOPIC, [envelope("offender-b", version, enrolled(other)) for version in range(1, 101)])
    subscription = await bus.subscribe([TOPIC], {})
    first_half = [delivery.stream for _ in range(10) for delivery in await subscription.getmany(10, 0)]
    assert 40 <= first_half.count("offender-b") <= 60


async def test_a_position_that_is_not_there_is_an_error_and_no_leap(bus: KafkaBus) -> None:
    await bus.publish(TOPIC, versions(1, 3))
    subscription = await bus.subscribe([TOPIC], {PLACE: 9})
    with pytest.raises(OffsetOutOfRangeError):
        await until_read(subscription, 3)


async def test_a_topic_that_is_not_there_is_told_and_not_made(
    kafka_broker: Broker, kafka_name: Callable[[], str]
) -> None:
    cluster = Cluster(servers=kafka_broker.address, namespace=kafka_name(), patience_s=2)
    async with KafkaBus(cluster) as bus:
        with pytest.raises(Unavailable):
            await bus.publish(TOPIC, versions(1, 1))
    async with administered(kafka_broker.address) as admin:
        assert cluster.topics.named(TOPIC) not in await admin.list_topics()


async def test_a_topic_with_other_partitions_is_refused(cluster: Cluster) -> None:
    await made(cluster.servers, [cluster.topics.named(TOPIC)], partitions=4)
    async with KafkaBus(cluster) as bus:
        with pytest.raises(TopicsDisagree, match="4 partitions, not 12"):
            await bus.publish(TOPIC, versions(1, 1))


async def test_whoever_watches_the_group_sees_how_far_it_is(bus: KafkaBus, cluster: Cluster) -> None:
    """What it no longer holds is told by somebody else, and what cannot be told is no failure."""
    await bus.publish(TOPIC, versions(1, 3))
    group = "sifasuo.watched"
    async with Crew(bus, group) as crew:
        member = await crew.joins(state := State())
        await until(lambda: len(state.taken) == 3)
    await member.membership.settled({PLACE: 2})
    await member.membership.settled({Place("sifasuo.mediation", 0): 1})
    async with administered(cluster.servers) as admin:
        offsets = await admin.list_consumer_group_offsets(cluster.topics.named(group))
    assert [(place.partition, at.offset) for place, at in offsets.items()] == [(PLACE.partition, 2)]
