"""The road of a command: who is first wins, who is not decides again, and only what the log says refuses."""

import asyncio

import pytest

from shared.kernel.refusal import Refused
from shared.ports.store import Commit, EventStore, KeyUsed, Recorded, StreamMoved
from shared.ports.views import Views
from shared.runtime.handler import Contended, Handler, Sender, VersionMoved
from tests.runtime.cases import (
    CARDS,
    CASE,
    CLERK,
    DISCHARGED,
    ENROLLED,
    Discharge,
    Enrol,
    Note,
    Noted,
    a_clock,
    some_views,
)


def a_handler(store: EventStore, views: Views | None = None) -> Handler:
    return Handler(store, views or some_views(), a_clock(), (CASE,), {})


async def events(store: EventStore) -> list[object]:
    return [event for commit in await store.load("case-a") for event in commit.events]


async def test_the_answer_shows_the_effect_and_so_does_the_next_read(store: EventStore) -> None:
    views = some_views()
    handler = a_handler(store, views)
    await handler.handle(CASE, "a", Enrol(), CLERK)
    outcome = await handler.handle(CASE, "a", Discharge(), CLERK)
    row = await views.get(CARDS, "a")
    assert outcome.commit is not None
    assert outcome.document is not None
    assert outcome.commit.events == (Noted(words="the end"), DISCHARGED)
    assert (outcome.version, outcome.document.told) == (3, ("OffenderEnrolled", "Noted", "OffenderDischarged"))
    assert row is not None
    assert (row.version, row.document["told"]) == (3, list(outcome.document.told))


@pytest.mark.parametrize("processes", [1, 2])
async def test_of_two_writers_one_wins_and_the_other_decides_again(store: EventStore, processes: int) -> None:
    handlers = [a_handler(store) for _ in range(processes)] * (2 // processes)
    outcomes = await asyncio.gather(
        *(handler.handle(CASE, "a", Enrol(), CLERK) for handler in handlers), return_exceptions=True
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Outcome", "Refused"]
    assert await events(store) == [ENROLLED]


async def test_nobody_is_refused_for_being_second(store: EventStore) -> None:
    handlers = [a_handler(store), a_handler(store)]
    notes = [Note(words=str(number)) for number in range(16)]
    await asyncio.gather(*(handlers[i % 2].handle(CASE, "a", note, CLERK) for i, note in enumerate(notes)))
    assert {event.words for event in await events(store) if isinstance(event, Noted)} == set(map(str, range(16)))
    assert not any(handler.settling for handler in handlers)


async def test_memory_that_is_behind_refuses_nothing(store: EventStore) -> None:
    ours, theirs = a_handler(store), a_handler(store)
    await ours.handle(CASE, "a", Note(words="first"), CLERK)
    await theirs.handle(CASE, "a", Enrol(), CLERK)
    assert (await ours.handle(CASE, "a", Discharge(), CLERK)).version == 4


async def test_memory_that_is_behind_does_not_say_that_it_is_so_already(store: EventStore) -> None:
    ours, theirs = a_handler(store), a_handler(store)
    await ours.handle(CASE, "a", Note(words="first"), CLERK)
    await theirs.handle(CASE, "a", Enrol(), CLERK)
    outcome = await ours.handle(CASE, "a", Note(words="first"), CLERK)
    assert (outcome.version, outcome.commit) == (2, None)


async def test_a_version_that_was_seen_must_still_stand(store: EventStore) -> None:
    ours, theirs = a_handler(store), a_handler(store)
    await ours.handle(CASE, "a", Note(words="first"), CLERK)
    await theirs.handle(CASE, "a", Note(words="second"), CLERK)
    with pytest.raises(VersionMoved):
        await ours.handle(CASE, "a", Note(words="third"), CLERK, 1)
    assert (await ours.handle(CASE, "a", Note(words="third"), CLERK, 2)).version == 3


async def test_a_version_that_only_memory_does_not_know_stands(store: EventStore) -> None:
    ours, theirs = a_handler(store), a_handler(store)
    await ours.handle(CASE, "a", Note(words="first"), CLERK)
    await theirs.handle(CASE, "a", Note(words="second"), CLERK)
    assert (await ours.handle(CASE, "a", Note(words="third"), CLERK, 2)).version == 3


async def test_of_two_with_one_key_one_has_an_effect(store: EventStore) -> None:
    keyed = Sender(actor="clerk", key="k", fingerprint="f")
    handlers = [a_handler(store), a_handler(store)]
    outcomes = await asyncio.gather(
        *(h.handle(CASE, "a", Note(words=str(n)), keyed) for n, h in enumerate(handlers)), return_exceptions=True
    )
    [used] = [outcome for outcome in outcomes if isinstance(outcome, KeyUsed)]
    assert used.commit == (await store.load("case-a"))[0]
    assert len(await events(store)) == 1


async def test_a_key_is_for_one_stream_alone(store: EventStore) -> None:
    handler, keyed = a_handler(store), Sender(actor="clerk", key="k", fingerprint="f")
    first = await handler.handle(CASE, "a", Note(words="first"), keyed)
    with pytest.raises(KeyUsed) as used:
        await handler.handle(CASE, "b", Note(words="first"), keyed)
    assert used.value.commit == first.commit
    assert (await handler.handle(CASE, "b", Note(words="first"), CLERK)).version == 1


async def test_who_is_never_first_is_told_so(store: EventStore, monkeypatch: pytest.MonkeyPatch) -> None:
    async def append(commit: Commit) -> None:
        raise StreamMoved(commit.stream)

    monkeypatch.setattr(store, "append", append)
    with pytest.raises(Contended):
        await a_handler(store).handle(CASE, "a", Enrol(), CLERK)


async def test_what_could_not_be_settled_is_not_said_to_be(store: EventStore) -> None:
    async def reaction(_: Recorded, __: Handler) -> None:
        raise ConnectionError

    handler = Handler(store, some_views(), a_clock(), (CASE,), {("case", Noted): reaction})
    settled: list[Commit] = []
    handler.on_settled = settled.append
    with pytest.raises(ConnectionError):
        await handler.handle(CASE, "a", Note(words="first"), CLERK)
    assert (await events(store), settled, dict(handler.settling)) == ([Noted(words="first")], [], {})
    with pytest.raises(Refused):
        await handler.handle(CASE, "a", Discharge(), CLERK)


async def test_who_loses_a_race_does_not_say_that_the_winner_is_done(store: EventStore) -> None:
    """Or the relay would do beside the winner what the winner is doing."""
    begun, finish = asyncio.Event(), asyncio.Event()

    async def reaction(_: Recorded, __: Handler) -> None:
        begun.set()
        await finish.wait()

    handler = Handler(store, some_views(), a_clock(), (CASE,), {("case", type(ENROLLED)): reaction})
    winner, loser = (asyncio.create_task(handler.handle(CASE, "a", Enrol(), CLERK)) for _ in range(2))
    await begun.wait()
    with pytest.raises(Refused):
        await loser
    assert handler.settling[("case-a", 1)] == 1
    finish.set()
    await winner
    assert not handler.settling
