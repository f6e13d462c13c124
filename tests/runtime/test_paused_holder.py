"""A former holder that stands still at any await, and goes on when another has taken over, overwrites nothing."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from services.compliance.views import alerts, board
from shared.contract.compliance import AlertOpened, AlertReopened, AlertResolved
from shared.runtime import consumer
from shared.runtime.keeper import FACTS
from tests.examples.offices import History
from tests.runtime.lives import Life, World, equal_to_a_clean_replay, wanted
from tests.runtime.test_crash_at_every_await import (
    BY_TIMER,
    DAY,
    HANDOVER,
    HELPED,
    OPENING,
    RATIO,
    RESOLVING,
    SHORT,
    WORSE_BY_TIMER,
    Scene,
    Step,
    judged,
    read,
)


@dataclass(frozen=True)
class Handing:
    """What the former holder was at, and what the other has read by the time when the former goes on."""

    scene: Scene
    step: Step
    then: History


OPENED_AND_OVER = Handing(OPENING, read, HELPED)
OPENED_AND_WORSE = Handing(OPENING, read, SHORT.enrolled("another", DAY).notified("somebody", DAY, DAY))
OPENED_OVER_AND_AGAIN = Handing(OPENING, read, HELPED.departed("correction-c", DAY))
RESOLVED_AND_AGAIN = Handing(RESOLVING, read, HELPED.departed("correction-c", DAY))
DUE_AND_OVER = Handing(BY_TIMER, judged, BY_TIMER.after.handed_over("somebody", BY_TIMER.then))
DUE_AND_LATER = Handing(
    BY_TIMER, judged, BY_TIMER.after.redated("somebody", BY_TIMER.then, BY_TIMER.then.replace(month=9))
)
WORSE_AND_OVER = Handing(WORSE_BY_TIMER, judged, DUE_AND_OVER.then)

Seen = tuple[Sequence[Any], Mapping[str, Any]]


async def seen(world: World, office_id: str) -> Seen:
    """What was said, and what is shown: all but by which version the row of facts stands."""
    rows = {row.id: row for view in (alerts.VIEW, board.VIEW) for row in await world.views.find(view, {}, limit=1000)}
    documents = {id: row.document for id, row in rows.items()}
    facts = await world.views.get(FACTS, office_id)
    assert facts is not None
    return await world.commits(), {**documents, "facts": facts.document}


async def never_opened_twice(world: World) -> None:
    standing: set[str] = set()
    for commit in await world.commits():
        for event in commit.events:
            if isinstance(event, AlertOpened | AlertReopened):
                assert commit.stream not in standing
                standing.add(commit.stream)
            elif isinstance(event, AlertResolved):
                standing.remove(commit.stream)


async def takes_over(successor: Life, world: World, handing: Handing, *, at_once: bool) -> None:
    """And reads to the end, which has come already, or comes later. Another relay may be far behind meanwhile."""
    rest = handing.then.envelopes[len(handing.scene.after.envelopes) :]
    await world.hears(rest if at_once else ())
    await successor.consumer.start()
    await successor.rests_but_for_the_relay()
    await world.hears(() if at_once else rest)
    await successor.rests_but_for_the_relay()
    await equal_to_a_clean_replay(world, handing.then)
    await successor.rests()


async def paused_at(beat: int, handing: Handing, *, known_before: bool, at_once: bool) -> bool:
    """Whether the former holder came to its end before that beat."""
    world = await handing.scene.world()
    former, successor = Life(world), Life(world)
    await former.whole()
    if known_before:
        await successor.whole()
    await handing.scene.moves(world)
    former.heart.pause_at(beat)
    working = asyncio.ensure_future(handing.step(former))
    still = asyncio.create_task(former.heart.stands_still.wait())
    await asyncio.wait([working, still], return_when=asyncio.FIRST_COMPLETED)
    ended = working.done()
    await takes_over(successor, world, handing, at_once=at_once)
    before = await seen(world, handing.then.office_id)
    former.heart.go_on()
    still.cancel()
    await working
    await former.rests()
    assert await seen(world, handing.then.office_id) == before
    await never_opened_twice(world)
    return ended


@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize("known_before", [False, True])
@pytest.mark.parametrize("batch", [1, 2_000])
@pytest.mark.parametrize(
    "handing",
    [
        OPENED_AND_OVER,
        OPENED_AND_WORSE,
        OPENED_OVER_AND_AGAIN,
        RESOLVED_AND_AGAIN,
        DUE_AND_OVER,
        DUE_AND_LATER,
        WORSE_AND_OVER,
    ],
)
async def test_whoever_goes_on_too_late_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, handing: Handing, batch: int, known_before: bool, at_once: bool
) -> None:
    monkeypatch.setattr(consumer, "LIVE_BATCH", batch)
    monkeypatch.setattr(consumer, "REST_MAX_S", 0.0)
    beat = 0
    while not await paused_at(beat, handing, known_before=known_before, at_once=at_once):
        beat += 1
    assert beat >= 10


def test_the_histories_are_what_they_say() -> None:
    assert set(wanted(OPENED_AND_WORSE.then, DAY)) == {RATIO, HANDOVER}
    assert set(wanted(RESOLVED_AND_AGAIN.then, DAY)) == {RATIO}
    assert set(wanted(DUE_AND_OVER.then, BY_TIMER.then)) == set() == set(wanted(DUE_AND_LATER.then, BY_TIMER.then))
