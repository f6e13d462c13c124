"""What every Bus promises."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from shared.adapters.partitioner import partition_of
from shared.contract.catalogue import wire_name
from shared.contract.corrections import OffenderDischarged, OffenderEnrolled
from shared.contract.envelope import Public
from shared.contract.wire import record
from shared.ports.bus import Bus, Delivery, Place, Subscription
from tests.contract.opened import local_bus
from tests.contract.samples import COUNTY, DAY, DISCHARGED, ENROLLED, TOPIC, TRACEPARENT, envelope

PLACE = Place(TOPIC, partition_of(COUNTY, 12))
COUNTIES = tuple(f"4101{number:02}" for number in range(40))


@dataclass(frozen=True, kw_only=True, slots=True)
class OffenderPraised(Public):
    """An event that this catalogue does not know."""

    words: tuple[str, ...]


def enrolled(county: str) -> OffenderEnrolled:
    return OffenderEnrolled(county_code=county, office_id=None, day=DAY)


async def everything(subscription: Subscription, limit: int = 100) -> Sequence[Delivery]:
    found: list[Delivery] = []
    while got := await subscription.getmany(limit, 0):
        assert len(got) <= limit
        found += got
    return found


async def test_what_is_published_is_delivered_as_it_was(bus: Bus) -> None:
    published = [envelope("offender-a", 1), replace(envelope("offender-a", 2, DISCHARGED), traceparent=TRACEPARENT)]
    await bus.publish(TOPIC, published)
    await bus.publish(TOPIC, [])
    subscription = await bus.subscribe([TOPIC], {})
    assert await everything(subscription) == [
        Delivery(PLACE, 0, "offender-a", 1, published[0], record=record(published[0])),
        Delivery(PLACE, 1, "offender-a", 2, published[1], record=record(published[1])),
    ]


async def test_a_subscription_begins_where_it_is_told(bus: Bus) -> None:
    await bus.publish(TOPIC, [envelope("offender-a", version) for version in (1, 2, 3)])
    from_two = await bus.subscribe([TOPIC], {PLACE: 1})
    from_the_end = await bus.subscribe([TOPIC], None)
    await bus.publish(TOPIC, [envelope("offender-a", 4)])
    assert [delivery.version for delivery in await everything(from_two)] == [2, 3, 4]
    assert [delivery.version for delivery in await everything(from_the_end)] == [4]


async def test_a_subscription_reads_its_topics_alone(bus: Bus) -> None:
    subscription = await bus.subscribe(["sifasuo.roster", "sifasuo.mediation"], {})
    for topic in ("sifasuo.roster", TOPIC, "sifasuo.mediation"):
        await bus.publish(topic, [envelope(f"{topic}-a", 1)])
    delivered = await everything(subscription)
    assert {delivery.place.topic for delivery in delivered} == {"sifasuo.roster", "sifasuo.mediation"}


async def test_positions_and_ends_name_every_partition(bus: Bus) -> None:
    subscription = await bus.subscribe([TOPIC], {})
    await bus.publish(TOPIC, [envelope("offender-a", version) for version in (1, 2, 3)])
    nowhere = {Place(TOPIC, partition): 0 for partition in range(12)}
    assert await subscription.positions() == nowhere
    assert await subscription.ends() == {**nowhere, PLACE: 3}
    await subscription.getmany(2, 0)
    assert await subscription.positions() == {**nowhere, PLACE: 2}
    resumed = await bus.subscribe([TOPIC], await subscription.positions())
    assert [delivery.version for delivery in await everything(resumed)] == [3]


async def test_the_county_decides_the_partition_and_its_order_is_kept(bus: Bus) -> None:
    for version in range(1, 6):
        await bus.publish(TOPIC, [envelope(f"offender-{county}", version, enrolled(county)) for county in COUNTIES])
    delivered = await everything(await bus.subscribe([TOPIC], {}), limit=7)
    assert len(delivered) == 5 * len(COUNTIES)
    assert len({delivery.place for delivery in delivered}) > 1
    for county in COUNTIES:
        of_county = [delivery for delivery in delivered if delivery.stream == f"offender-{county}"]
        assert {delivery.place for delivery in of_county} == {Place(TOPIC, partition_of(county, 12))}
        assert [delivery.version for delivery in of_county] == [1, 2, 3, 4, 5]


async def test_a_long_partition_does_not_starve_the_others(bus: Bus) -> None:
    await bus.publish(TOPIC, [envelope("offender-a", version) for version in range(1, 101)])
    other = next(county for county in COUNTIES if partition_of(county, 12) != PLACE.partition)
    await bus.publish(TOPIC, [envelope("offender-b", 1, enrolled(other))])
    subscription = await bus.subscribe([TOPIC], {})
    # Not the first two: another broker may need a little longer for the other partition.
    first_half = [delivery for _ in range(5) for delivery in await subscription.getmany(10, 0)]
    assert "offender-b" in {delivery.stream for delivery in first_half}


async def test_the_same_id_may_come_again_at_a_new_offset(bus: Bus) -> None:
    await bus.publish(TOPIC, [envelope("offender-a", 1)])
    await bus.publish(TOPIC, [envelope("offender-a", 1)])
    delivered = await everything(await bus.subscribe([TOPIC], {}))
    assert [(delivery.offset, delivery.envelope) for delivery in delivered] == [
        (0, envelope("offender-a", 1)),
        (1, envelope("offender-a", 1)),
    ]


async def test_a_relay_that_begins_again_repeats_a_stream_in_its_order(bus: Bus) -> None:
    for version in (1, 2, 3, 1, 2):
        await bus.publish(TOPIC, [envelope("offender-a", version)])
    delivered = await everything(await bus.subscribe([TOPIC], {}))
    assert [delivery.version for delivery in delivered] == [1, 2, 3, 1, 2]


async def test_an_unknown_type_is_delivered_as_plain_json(bus: Bus) -> None:
    praised = OffenderPraised(county_code=COUNTY, office_id=None, day=DAY, words=("good",))
    await bus.publish(TOPIC, [envelope("offender-a", 1, praised)])
    [delivery] = await everything(await bus.subscribe([TOPIC], {}))
    assert delivery.envelope is not None
    assert delivery.envelope.data == {
        "county_code": COUNTY,
        "office_id": None,
        "day": DAY.isoformat(),
        "words": ["good"],
    }


async def test_fields_that_this_version_does_not_know_are_passed_over(bus: Bus) -> None:
    await bus.publish(TOPIC, [envelope("offender-a", 1, DISCHARGED, wire_name(OffenderEnrolled))])
    [delivery] = await everything(await bus.subscribe([TOPIC], {}))
    assert delivery.envelope is not None
    assert delivery.envelope.data == ENROLLED


async def test_data_that_cannot_be_read_is_delivered_as_a_fault(bus: Bus) -> None:
    unreadable = envelope("offender-a", 7, ENROLLED, wire_name(OffenderDischarged))
    await bus.publish(TOPIC, [unreadable, envelope("offender-b", 1)])
    faulty, sound = await everything(await bus.subscribe([TOPIC], {}))
    assert (faulty.stream, faulty.version, faulty.envelope) == ("offender-a", 7, None)
    assert "reason" in str(faulty.fault)
    assert faulty.record == record(unreadable)
    assert sound.envelope == envelope("offender-b", 1)


async def test_nothing_to_read_is_an_empty_answer_in_time(bus: Bus) -> None:
    subscription = await bus.subscribe([TOPIC], None)
    begun = time.monotonic()
    assert list(await subscription.getmany(10, 0.05)) == []
    assert 0.04 < time.monotonic() - begun < 1


async def test_who_waits_is_woken_at_once(bus: Bus) -> None:
    subscription = await bus.subscribe([TOPIC], None)
    waiting = asyncio.create_task(subscription.getmany(10, 30))
    await asyncio.sleep(0.01)
    await bus.publish(TOPIC, [envelope("offender-a", 1)])
    async with asyncio.timeout(1):
        assert len(await waiting) == 1


async def test_who_waits_is_woken_by_the_end_of_the_subscription(bus: Bus) -> None:
    subscription = await bus.subscribe([TOPIC], None)
    waiting = asyncio.create_task(subscription.getmany(10, 30))
    await asyncio.sleep(0.01)
    await subscription.close()
    await bus.publish(TOPIC, [envelope("offender-a", 1)])
    async with asyncio.timeout(1):
        assert list(await waiting) == []
        assert list(await subscription.getmany(10, 30)) == []


async def test_several_publishers_and_readers_lose_nothing(bus: Bus) -> None:
    subscriptions = [await bus.subscribe([TOPIC], None) for _ in range(2)]
    streams = [f"offender-{number}" for number in range(20)]

    async def publisher(stream: str) -> None:
        for version in range(1, 11):
            await bus.publish(TOPIC, [envelope(stream, version)])

    async def reader(subscription: Subscription) -> Sequence[Delivery]:
        read: list[Delivery] = []
        while len(read) < 200:
            read += await subscription.getmany(30, 5)
        return read

    readers = [asyncio.create_task(reader(subscription)) for subscription in subscriptions]
    await asyncio.gather(*map(publisher, streams))
    one, another = await asyncio.gather(*readers)
    assert one == another
    for stream in streams:
        assert [delivery.version for delivery in one if delivery.stream == stream] == list(range(1, 11))


async def test_records_epoch_and_partitions_outlive_a_restart(tmp_path: Path) -> None:
    async with local_bus(tmp_path / "bus.db", partitions=12) as bus:
        await bus.publish(TOPIC, [envelope("offender-a", 1), envelope("offender-a", 2)])
        epoch = bus.epoch
    async with local_bus(tmp_path / "bus.db", partitions=3) as bus:
        assert bus.epoch == epoch
        await bus.publish(TOPIC, [envelope("offender-a", 3)])
        subscription = await bus.subscribe([TOPIC], {})
        assert len(await subscription.positions()) == 12
        delivered = await everything(subscription)
    assert [(delivery.place, delivery.offset, delivery.version) for delivery in delivered] == [
        (PLACE, 0, 1),
        (PLACE, 1, 2),
        (PLACE, 2, 3),
    ]


async def test_another_bus_is_another_epoch(tmp_path: Path) -> None:
    async with local_bus(tmp_path / "one.db") as one, local_bus(tmp_path / "other.db") as other:
        assert one.epoch != other.epoch


async def test_what_no_longer_is_at_hand_is_read_from_the_file(tmp_path: Path) -> None:
    async with local_bus(tmp_path / "bus.db", tail=3) as bus:
        for version in range(1, 21):
            await bus.publish(TOPIC, [envelope("offender-a", version)])
        for start in (0, 10, 16, 17, 18, 20):
            subscription = await bus.subscribe([TOPIC], {PLACE: start})
            found = await everything(subscription, limit=4)
            assert [delivery.version for delivery in found] == list(range(start + 1, 21))
            assert [delivery.envelope for delivery in found] == [
                envelope("offender-a", version) for version in range(start + 1, 21)
            ]


async def test_what_a_cancelled_publisher_wrote_is_delivered(tmp_path: Path) -> None:
    async with local_bus(tmp_path / "bus.db") as bus:
        subscription = await bus.subscribe([TOPIC], None)
        publishing = asyncio.create_task(bus.publish(TOPIC, [envelope("offender-a", 1)]))
        await asyncio.sleep(0)
        publishing.cancel()
        assert len(await subscription.getmany(10, 1)) == 1
