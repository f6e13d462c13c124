"""Facts and what is said of them: silent while behind, and the same in whatever order things arrive."""

import asyncio
from collections.abc import MutableMapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.compliance.reactions import policy
from services.compliance.views import board
from shared.contract.envelope import Envelope
from shared.ports.views import Put
from shared.runtime import consumer
from shared.runtime.keeper import FACTS, Keeper
from tests.examples.offices import History
from tests.generative.days import FIRST, SPAN, days
from tests.generative.histories import Streams, delivered_again, interleaved, streams
from tests.runtime.lives import PLAN, Life, World, equal_to_a_clean_replay, wanted
from tests.runtime.mortal import survived
from tests.runtime.test_crash_at_every_await import BY_TIMER, DAY, EXPECTING, HANDOVER, QUIET, RATIO, SHORT


async def at_rest(told: History, today: date = DAY) -> tuple[World, Life]:
    world = World(today)
    await world.hears(told.envelopes)
    life = Life(world)
    await life.whole()
    return world, life


async def test_catching_up_is_silent_and_says_at_the_end_what_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the way the office was short of this and that; nobody hears of it afterwards."""
    monkeypatch.setattr(consumer, "CATCH_UP_BATCH", 5)
    world = World(DAY)
    await world.hears(SHORT.hired("correction-c", "correction", DAY).notified("somebody", DAY, DAY).envelopes)
    life = Life(world)
    await life.consumer.start()
    steps = 0
    while not life.consumer.caught_up:
        assert await world.commits() == []
        await life.consumer.step()
        steps += 1
    await life.rests()
    assert steps > 5
    assert await world.opened() == [HANDOVER]


async def test_an_office_of_which_nothing_new_came_is_judged_when_facts_have_caught_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It was read in a silent step, so its row is due at once."""
    monkeypatch.setattr(consumer, "CATCH_UP_BATCH", len(SHORT.envelopes))
    other = replace(History("another"), county_code="410102").established()
    world = World(DAY)
    await world.hears((*SHORT.envelopes, *other.envelopes))
    await Life(world).whole()
    for history in (SHORT, other):
        await equal_to_a_clean_replay(world, history)
    assert RATIO in await world.opened()


async def test_a_row_that_another_holder_wrote_is_loaded_and_folded_again() -> None:
    world, former = await at_rest(QUIET)
    await world.hears(SHORT.envelopes[len(QUIET.envelopes) :])
    await Life(world).whole()
    helped = SHORT.hired("correction-c", "correction", DAY)
    await former.consumer.step()
    await world.hears(helped.envelopes[-1:])
    await former.consumer.step()
    await former.rests()
    await equal_to_a_clean_replay(world, helped)
    assert await world.opened() == [RATIO]


async def test_two_holders_of_one_office_overwrite_nothing() -> None:
    world, first = await at_rest(QUIET)
    second = Life(world)
    await second.begins()
    await world.hears(SHORT.envelopes[len(QUIET.envelopes) :])
    await asyncio.gather(first.consumer.step(), second.consumer.step())
    await asyncio.gather(first.rests(), second.rests())
    await equal_to_a_clean_replay(world, SHORT)
    assert await world.opened() == [RATIO]


@pytest.mark.parametrize("head_start", range(12))
async def test_a_day_that_comes_while_events_are_read_loses_neither(head_start: int) -> None:
    """A process that has no row in memory yet: both roads load it."""
    world, _ = await at_rest(EXPECTING)
    life = Life(world)
    await life.consumer.start()
    life.consumer._goal = {}
    told = EXPECTING.with_offenders(16, DAY)
    await world.hears(told.envelopes[len(EXPECTING.envelopes) :])
    world.clock.set_today(BY_TIMER.then)
    reading = asyncio.create_task(life.consumer.step())
    for _ in range(head_start):
        await asyncio.sleep(0)
    await life.keeper.judge_due()
    await reading
    await life.rests()
    await equal_to_a_clean_replay(world, told)


async def test_an_announcement_that_failed_halfway_is_made_good(monkeypatch: pytest.MonkeyPatch) -> None:
    """One alert is in the log, the next could not be written, and by then both are over: what was begun is said."""
    world, life = await at_rest(QUIET)
    append, commits = world.store.append, iter(range(1))

    async def failing(commit: Any) -> None:
        if next(commits, None) is None:
            raise ConnectionError
        await append(commit)

    told = SHORT.notified("somebody", DAY, DAY)
    await world.hears(told.envelopes[len(QUIET.envelopes) :])
    monkeypatch.setattr(world.store, "append", failing)
    with pytest.raises(ConnectionError):
        await life.consumer.step()
    monkeypatch.undo()
    over = told.hired("correction-c", "correction", DAY).handed_over("somebody", DAY)
    await world.hears(over.envelopes[len(told.envelopes) :])
    await life.whole()
    assert await world.opened() == [RATIO, HANDOVER]
    await equal_to_a_clean_replay(world, over)


async def test_an_office_that_cannot_be_judged_stays_due_and_holds_up_no_other(
    logs: Sequence[MutableMapping[str, Any]],
) -> None:
    world = World(DAY)
    other = replace(History("another"), county_code="410102").established()
    life = Life(world)
    judge = life.keeper._policy.judge

    def failing(kept: Any, day: date) -> Any:
        if kept.id == "another":
            raise ZeroDivisionError
        return judge(kept, day)

    object.__setattr__(life.keeper._policy, "judge", failing)
    await world.hears((*other.envelopes, *SHORT.envelopes))
    await life.whole()
    await equal_to_a_clean_replay(world, SHORT)
    assert await life.keeper.judge_due() == 0
    assert {entry["key"] for entry in logs if entry["event"] == "judgement-failed"} == {"another"}
    await Life(world).whole()
    await equal_to_a_clean_replay(world, other)


async def test_more_offices_than_memory_holds_are_loaded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.runtime.keeper.ROWS_IN_MEMORY", 1)
    told = [History(id).established() for id in ("a", "b", "c")]
    life = Life(world := World(DAY))
    await life.begins()
    for day in (DAY, DAY + timedelta(days=1)):
        for history in told:
            await world.hears(history.envelopes)
        await life.consumer.step()
        assert len(life.keeper._rows) == 1
        for history in told:
            await equal_to_a_clean_replay(world, history)
        told = [history.filed(day) for history in told]


@settings(max_examples=40, deadline=None)
@given(st.data(), streams(offenders=4), st.lists(st.integers(1, 12), min_size=1, max_size=4), days)
def test_in_whatever_order_things_arrive_the_same_stands(
    data: st.DataObject, told: Streams, batches: Sequence[int], day: date
) -> None:
    arrivals = data.draw(delivered_again(data.draw(interleaved(told))))
    envelopes = tuple(envelope for stream in told for envelope in stream)
    asyncio.run(arrives(arrivals, batches, replace(History(), envelopes=envelopes), day))


async def arrives(arrivals: Sequence[Envelope[Any]], batches: Sequence[int], told: History, day: date) -> None:
    """So many at a time, by one process after the other, while the days go by."""
    world = World(FIRST)
    life = Life(world)
    await life.whole()
    read = 0
    for number, batch in enumerate([*batches, len(arrivals)]):
        await world.hears(arrivals[read : read + batch])
        read += batch
        await life.consumer.step()
        world.clock.set_today(min(day, FIRST + timedelta(days=number * SPAN // 4)))
        await life.rests()
        if number % 2:
            life = Life(world)
            await life.whole()
    world.clock.set_today(day)
    await life.rests()
    await equal_to_a_clean_replay(world, told)


def test_the_histories_are_what_they_say() -> None:
    assert set(wanted(SHORT.notified("somebody", DAY, DAY), DAY)) == {RATIO, HANDOVER}


async def test_a_changed_plan_reaches_what_is_at_rest_with_the_next_start() -> None:
    """Nobody has sent an event, and no day has come: a worker to a hundred offenders is enough."""
    world, _ = await at_rest(SHORT)
    assert RATIO in await world.logged(SHORT.office_id)
    name = "offenders-per-correction-worker"
    gentler = tuple(replace(number, value=100) for number in PLAN.numbers[name])
    life = Life(world)
    changed = policy(replace(PLAN, numbers={**PLAN.numbers, name: gentler}), life.handler)
    life.keeper = Keeper(world.views, world.clock, changed)
    while await life.keeper.tend():
        pass
    assert RATIO not in await world.logged(SHORT.office_id)


async def test_what_a_changed_plan_shows_comes_on_the_board_where_nothing_else_changes() -> None:
    world, _ = await at_rest(SHORT)
    life = Life(world)
    judge = life.keeper._policy.judge

    def otherwise(kept: Any, day: date) -> Any:
        judged = judge(kept, day)
        return replace(judged, shown={board.VIEW: {"county_code": kept.county_code, "office_id": kept.id}})

    object.__setattr__(life.keeper._policy, "judge", otherwise)
    await life.whole()
    row = await world.views.get(board.VIEW, SHORT.office_id)
    assert row is not None
    assert row.document == {"county_code": "410105", "office_id": "jingba-road"}


async def test_a_board_that_could_not_be_written_is_written_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The row is not due any more, and no event comes."""
    world, life = await at_rest(EXPECTING)
    put = world.views.put

    async def failing(puts: Sequence[Put]) -> None:
        if any(put.view == board.VIEW for put in puts):
            raise ConnectionError
        await put(puts)

    world.clock.set_today(BY_TIMER.then)
    monkeypatch.setattr(world.views, "put", failing)
    with pytest.raises(ConnectionError):
        await life.keeper.tend()
    monkeypatch.undo()
    await life.rests()
    await equal_to_a_clean_replay(world, EXPECTING)


async def test_a_row_that_somebody_else_wrote_is_judged_as_it_stands() -> None:
    """It is due, and what is remembered of it is not what is due."""
    world, holder = await at_rest(QUIET)
    other = Life(world)
    await other.whole()
    await world.hears(SHORT.envelopes[len(QUIET.envelopes) :])
    await other.keeper.take(await other.consumer._reading().getmany(1000, 0))
    await other.keeper.settle(announce=False)
    async with asyncio.timeout(2):
        await holder.rests()
    await equal_to_a_clean_replay(world, SHORT)


@pytest.mark.parametrize("beat", range(12))
async def test_whoever_finishes_what_was_begun_says_what_it_came_of(beat: int) -> None:
    world, life = await at_rest(QUIET)
    await world.hears(SHORT.envelopes[len(QUIET.envelopes) :])
    life.heart.stop_at(beat)
    await survived(life.consumer.step())
    begun = await world.views.get(FACTS, SHORT.office_id)
    await Life(world).whole()
    causes = {commit.caused_by for commit in await world.commits()}
    assert causes <= {None, SHORT.envelopes[-1].id}
    if begun and begun.document["announcing"]:
        assert causes == {SHORT.envelopes[-1].id}
