"""What every bus promises to those who read together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

import pytest

from shared.adapters import kafka_membership
from shared.adapters.memory_bus import MemoryBus
from shared.adapters.partitioner import partition_of
from shared.ports.bus import Bus, Reassigned
from tests.contract.conftest import KAFKA
from tests.contract.group import TOGETHER, Crew, Member, State, until
from tests.contract.kafka_opened import broker_bus, kafka_bus
from tests.contract.opened import local_bus
from tests.contract.samples import envelope
from tests.contract.test_bus import COUNTIES, enrolled

PARTITIONS = 4
NAMES = count()


@pytest.fixture
def group() -> str:
    return f"sifasuo.group-{next(NAMES)}"


@pytest.fixture(params=["memory", "local", "kafka-mock", KAFKA])
async def bus(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Bus]:
    async with opened(request, tmp_path) as bus:
        yield bus


@pytest.fixture(params=["memory", "local", KAFKA])
async def for_many(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Bus]:
    """The mock brokers refuse a member whose SyncGroup comes after its leader's: they know groups of one."""
    async with opened(request, tmp_path) as bus:
        yield bus


@asynccontextmanager
async def opened(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Bus]:
    """With fewer partitions than there may be members, and a group that is quick to see who comes and goes."""
    match request.param:
        case "memory":
            yield MemoryBus(partitions=PARTITIONS)
        case "local":
            async with local_bus(tmp_path / "bus.db", partitions=PARTITIONS) as local:
                yield local
        case "kafka-mock":
            async with kafka_bus(request.getfixturevalue("brokers"), partitions=PARTITIONS) as mock:
                yield mock
        case _:
            address, name = request.getfixturevalue("kafka_address"), request.getfixturevalue("kafka_name")
            async with broker_bus(address, name(), partitions=PARTITIONS, session_s=4) as kafka:
                yield kafka


async def publish(bus: Bus, version: int) -> None:
    """One event of each county, on every topic."""
    for topic in TOGETHER:
        await bus.publish(topic, [envelope(f"{topic}-{county}", version, enrolled(county)) for county in COUNTIES])


def everything(versions: int) -> set[tuple[str, int]]:
    return {(f"{topic}-{county}", n) for topic in TOGETHER for county in COUNTIES for n in range(1, versions + 1)}


async def test_who_reads_alone_holds_everything_and_is_told_so_once_and_first(bus: Bus, group: str) -> None:
    await publish(bus, 1)
    member = await Member.of(bus, group, state := State())
    for ask in (member.membership.positions, member.membership.ends):
        with pytest.raises(Reassigned):
            await ask()
    async with Crew(bus, group) as crew:
        crew.reads(member)
        await until(lambda: state.taken.keys() == everything(1))
        assert crew.shares(PARTITIONS)
    assert member.told == 1
    assert await member.membership.positions() == await member.membership.ends() == state.positions
    assert all(member.membership.holds(county) for county in COUNTIES)


async def test_each_partition_has_one_reader_and_each_number_the_same_one(for_many: Bus, group: str) -> None:
    """Whoever comes or goes, and where there are more members than partitions."""
    async with Crew(for_many, group) as crew:
        for _ in range(PARTITIONS + 1):
            await crew.joins(State())
            await until(lambda: crew.shares(PARTITIONS) and all(holders(crew, county) == 1 for county in COUNTIES))
        for _ in range(PARTITIONS):
            await crew.leaves(crew.members[0])
            await until(lambda: crew.shares(PARTITIONS))


def holders(crew: Crew, county: str) -> int:
    return sum(member.membership.holds(county) for member in crew.members)


async def test_nothing_is_missed_while_members_come_and_go(for_many: Bus, group: str) -> None:
    async with Crew(for_many, group) as crew:
        state = State()
        publishing = asyncio.create_task(publishes(for_many, 12))
        for _ in range(3):
            await crew.joins(state)
            await until(lambda: crew.shares(PARTITIONS))
        await crew.leaves(crew.members[0])
        await publishing
        await until(lambda: state.taken.keys() == everything(12))


async def publishes(bus: Bus, versions: int) -> None:
    for version in range(1, versions + 1):
        await publish(bus, version)
        await asyncio.sleep(0.02)


async def test_who_gets_partitions_reads_them_from_where_it_is_told(for_many: Bus, group: str) -> None:
    """And who keeps some, too: what was read and not kept comes again."""
    async with Crew(for_many, group) as crew:
        first = await crew.joins(state := State())
        for version in (1, 2):
            await publish(for_many, version)
        await until(lambda: state.taken.keys() == everything(2))
        state.forgets = True
        taken = len(first.taken)
        second = await crew.joins(state)
        await until(
            lambda: crew.shares(PARTITIONS) and len(first.taken) - taken + len(second.taken) >= len(everything(2))
        )
    again = [(each.stream, each.version) for each in (*first.taken[taken:], *second.taken)]
    assert sorted(again) == sorted(everything(2))


async def test_a_change_is_told_once(for_many: Bus, group: str) -> None:
    async with Crew(for_many, group) as crew:
        first = await crew.joins(State())
        await until(lambda: crew.shares(PARTITIONS))
        second = await crew.joins(State())
        await until(lambda: crew.shares(PARTITIONS))
        await asyncio.sleep(0.2)
    assert (first.told, second.told) == (2, 1)


async def test_a_start_that_fails_is_told_and_tried_again(bus: Bus, group: str) -> None:
    await publish(bus, 1)
    state = State()
    state.failing = 2
    member = await Member.of(bus, group, state)
    for _ in range(2):
        with pytest.raises(ConnectionError):
            await member.membership.getmany(10, 20)
    async with Crew(bus, group) as crew:
        crew.reads(member)
        await until(lambda: state.taken.keys() == everything(1))
    assert member.told == 1


async def test_a_member_that_is_slow_finds_its_partitions_gone(
    for_many: Bus, group: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has read, and comes back only when another holds what it had."""
    monkeypatch.setattr(kafka_membership, "GRACE_S", 0.1)
    await publish(for_many, 1)
    slow = await Member.of(for_many, group, State())
    while not await slow.step():
        pass
    async with Crew(for_many, group) as crew:
        other = await crew.joins(State())
        await until(lambda: other.taken)
        for ask in (slow.membership.positions, slow.membership.ends):
            with pytest.raises(Reassigned):
                await ask()
        crew.reads(slow)
        await until(lambda: crew.shares(PARTITIONS))


async def test_two_groups_know_nothing_of_each_other(bus: Bus, group: str) -> None:
    await publish(bus, 1)
    async with Crew(bus, group) as one, Crew(bus, f"{group}-b") as other:
        states = State(), State()
        await one.joins(states[0])
        await other.joins(states[1])
        await until(lambda: all(state.taken.keys() == everything(1) for state in states))


async def test_who_has_left_reads_nothing(bus: Bus, group: str) -> None:
    async with Crew(bus, group) as crew:
        member = await crew.joins(State())
        await until(lambda: crew.shares(PARTITIONS))
        await crew.leaves(member)
    await publish(bus, 1)
    assert list(await member.membership.getmany(10, 0.05)) == []


def test_the_counties_lie_in_all_partitions() -> None:
    assert {partition_of(county, PARTITIONS) for county in COUNTIES} == set(range(PARTITIONS))
