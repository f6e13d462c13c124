"""What every EventStore promises."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from shared.adapters.memory_store import MemoryStore
from shared.contract.codec import UnknownEvent
from shared.contract.mediation import CaseAccepted
from shared.ports.store import Backlog, EventStore, KeyUsed, StreamMoved
from tests.contract.conftest import Opened
from tests.contract.samples import COUNTY, DAY, DISCHARGED, ENROLLED, NOON, NOTED, TRACEPARENT, commit


async def test_a_stream_is_loaded_as_it_was_appended(store: EventStore) -> None:
    written = [
        commit("offender-a", 1, ENROLLED, NOTED),
        commit("offender-a", 3, DISCHARGED, caused_by="release-b.4", traceparent=TRACEPARENT),
    ]
    for each in written:
        await store.append(each)
    await store.append(commit("offender-ab", 1))
    assert list(await store.load("offender-a")) == written


async def test_a_stream_that_nobody_began_is_empty(store: EventStore) -> None:
    assert list(await store.load("offender-a")) == []


@pytest.mark.parametrize("version", [1, 2, 4])
async def test_a_version_that_is_not_the_next_is_refused(store: EventStore, version: int) -> None:
    await store.append(commit("offender-a", 1, ENROLLED, NOTED))
    with pytest.raises(StreamMoved):
        await store.append(commit("offender-a", version))
    assert len(await store.load("offender-a")) == 1


async def test_a_stream_begins_at_one(store: EventStore) -> None:
    with pytest.raises(StreamMoved):
        await store.append(commit("offender-a", 2))


async def test_of_two_writers_at_one_version_one_wins(store: EventStore) -> None:
    racing = [store.append(commit("offender-a", 1, key=f"key-{number}")) for number in range(20)]
    outcomes = await asyncio.gather(*racing, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes].count(StreamMoved) == 19
    [winner] = await store.load("offender-a")
    assert outcomes[int(str(winner.key).removeprefix("key-"))] is None


async def test_a_used_key_brings_the_commit_that_carries_it(store: EventStore) -> None:
    first = commit("offender-a", 1, key="clerk:1", fingerprint="abc")
    await store.append(first)
    with pytest.raises(KeyUsed) as used:
        await store.append(commit("offender-b", 1, key="clerk:1", fingerprint="def"))
    assert used.value.commit == first
    assert list(await store.load("offender-b")) == []


async def test_who_loses_against_its_own_repetition_is_told_of_the_key_first(store: EventStore) -> None:
    twice = [store.append(commit("offender-a", 1, key="clerk:1")) for _ in range(2)]
    outcomes = await asyncio.gather(*twice, return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["KeyUsed", "NoneType"]


async def test_a_commit_is_found_by_its_key(store: EventStore) -> None:
    written = commit("offender-a", 1, key="clerk:1", fingerprint="abc")
    await store.append(written)
    assert await store.with_key("clerk:1") == written
    assert await store.with_key("clerk:2") is None


async def test_what_is_not_dispatched_waits_in_the_order_of_the_log(store: EventStore) -> None:
    written = [commit("offender-b", 1), commit("offender-a", 1), commit("offender-b", 2), commit("offender-c", 1)]
    for each in written:
        await store.append(each)
    assert list(await store.undispatched(3)) == written[:3]
    await store.mark_dispatched([written[0], written[3]])
    await store.mark_dispatched([written[0]])
    assert list(await store.undispatched(10)) == written[1:3]


async def test_the_backlog_says_how_much_waits_and_since_when(store: EventStore) -> None:
    assert await store.backlog() == Backlog(0, None)
    written = [commit("offender-a", version) for version in (1, 2, 3)]
    for each in written:
        await store.append(each)
    await store.mark_dispatched(written[:1])
    assert await store.backlog() == Backlog(2, NOON + timedelta(minutes=2))


async def test_the_log_is_read_on_and_back(store: EventStore) -> None:
    written = [commit("offender-a", 1), commit("offender-b", 1), commit("offender-a", 2), commit("offender-c", 1)]
    for each in written:
        await store.append(each)
    log = await store.read(0, 10)
    positions = [logged.position for logged in log]
    assert [logged.commit for logged in log] == written
    assert positions == sorted(set(positions))
    assert list(await store.read(positions[1], 1)) == [log[2]]
    assert list(await store.read(positions[-1], 5)) == []
    assert list(await store.read_back(None, 3)) == [log[3], log[2], log[1]]
    assert list(await store.read_back(positions[1], 3)) == [log[0]]


async def test_effects_are_found_by_their_cause(store: EventStore) -> None:
    caused = [commit("alert-b", 1, caused_by="offender-x.1"), commit("alert-a", 1, caused_by="offender-x.1")]
    for each in (*caused, commit("alert-c", 1, caused_by="offender-x.11"), commit("alert-d", 1)):
        await store.append(each)
    assert list(await store.caused_by("offender-x.1")) == caused


async def test_everything_is_there_after_a_restart(stores: Opened) -> None:
    written = [commit("offender-a", 1, ENROLLED, NOTED, key="clerk:1"), commit("offender-a", 3, caused_by="case-b.1")]
    opened = stores()
    async with opened() as store:
        for each in written:
            await store.append(each)
        await store.mark_dispatched(written[:1])
    async with opened() as store:
        assert list(await store.load("offender-a")) == written
        assert list(await store.undispatched(10)) == written[1:]
        with pytest.raises(KeyUsed):
            await store.append(commit("offender-b", 1, key="clerk:1"))
        await store.append(commit("offender-a", 4))


async def test_what_could_not_be_read_again_is_not_written(stores: Opened) -> None:
    async with stores()() as store:
        with pytest.raises(UnknownEvent):
            await store.append(commit("case-a", 1, ENROLLED, CaseAccepted(county_code=COUNTY, office_id=None, day=DAY)))
        assert list(await store.load("case-a")) == []


STEPS = some.lists(
    some.one_of(
        some.tuples(
            some.just("append"),
            some.sampled_from("abc"),
            some.integers(1, 5),
            some.integers(1, 3),
            some.sampled_from((None, "k1", "k2", "k3")),
        ),
        some.tuples(some.just("mark"), some.integers(0, 4)),
    ),
    max_size=30,
)


@settings(max_examples=40, deadline=None)
@given(steps=STEPS)
async def test_any_history_is_the_same_in_memory_and_on_disk(stores: Opened, steps: list[tuple[str, ...]]) -> None:
    memory = MemoryStore()
    async with stores()() as durable:
        for step in steps:
            assert await outcome(memory, step) == await outcome(durable, step)
        assert await everything(memory) == await everything(durable)


async def outcome(store: EventStore, step: tuple[object, ...]) -> object:
    match step:
        case ("append", str(stream), int(version), int(length), key):
            appended = commit(
                f"offender-{stream}", version, *[ENROLLED] * length, key=key, caused_by=f"case-{stream}.1"
            )
            try:
                await store.append(appended)
            except KeyUsed as used:
                return used.commit
            except StreamMoved:
                return StreamMoved
        case ("mark", int(count)):
            await store.mark_dispatched((await store.undispatched(5))[:count])
        case _:
            raise AssertionError(step)
    return None


async def everything(store: EventStore) -> list[object]:
    return [
        *[list(await store.load(f"offender-{stream}")) for stream in "abc"],
        *[list(await store.caused_by(f"case-{stream}.1")) for stream in "abc"],
        *[await store.with_key(key) for key in ("k1", "k2", "k3")],
        list(await store.undispatched(100)),
        await store.backlog(),
        [logged.commit for logged in await store.read(0, 100)],
        [logged.commit for logged in await store.read_back(None, 100)],
    ]


async def test_what_is_erased_is_nowhere_and_the_rest_stays(store: EventStore) -> None:
    first, second = commit("claim-a", 1, key="one"), commit("claim-a", 2, key="two")
    other = commit("offender-b", 1, caused_by="claim-a.1")
    for each in (first, second, other):
        await store.append(each)
    await store.erase([first])
    assert list(await store.load("claim-a")) == [second]
    assert [logged.commit for logged in await store.read(0, 9)] == [second, other]
    assert [logged.commit for logged in await store.read_back(None, 1)] == [other]
    assert list(await store.undispatched(9)) == [second, other]
    assert await store.with_key("one") is None
    assert await store.with_key("two") == second
    await store.append(commit("claim-a", 3))
    await store.erase(await store.load("claim-a"))
    assert list(await store.load("claim-a")) == []
    await store.append(commit("claim-a", 1))
    assert list(await store.caused_by("claim-a.1")) == [other]


async def test_who_erases_nothing_changes_nothing(store: EventStore) -> None:
    await store.append(commit("offender-a", 1))
    await store.erase([])
    await store.forget("offender-b")
    assert len(await store.load("offender-a")) == 1


async def test_the_requests_behind_a_stream_are_forgotten_and_their_keys_are_not(store: EventStore) -> None:
    written = [commit("offender-a", 1, key="one", fingerprint="abc"), commit("offender-a", 2, fingerprint="def")]
    other = commit("offender-b", 1, key="other", fingerprint="ghi")
    for each in (*written, other):
        await store.append(each)
    await store.mark_dispatched(written[:1])
    await store.forget("offender-a")
    forgotten = [replace(each, fingerprint=None) for each in written]
    assert list(await store.load("offender-a")) == forgotten
    assert await store.with_key("one") == forgotten[0]
    assert await store.with_key("other") == other
    assert list(await store.undispatched(9)) == [forgotten[1], other]
