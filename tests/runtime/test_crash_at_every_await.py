"""An opening alert is never lost by a crash between two writes: a process is stopped at every one of its awaits."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest

from shared.contract.catalogue import topic
from shared.runtime import consumer
from tests.examples.offices import History, a_staffed_office
from tests.examples.told_of_roster import ESTABLISHED
from tests.runtime.lives import Life, World, equal_to_a_clean_replay, wanted
from tests.runtime.mortal import Heart, survived

DAY = date(2026, 3, 2)
RELEASE_DAY = date(2026, 3, 20)
RATIO = ("correction-ratio", "jingba-road")
HANDOVER = ("release-handover", "somebody")

QUIET = (
    a_staffed_office().hired("correction-a", "correction", ESTABLISHED).hired("correction-b", "mediator", ESTABLISHED)
)
SHORT = QUIET.with_offenders(16, DAY)
HELPED = SHORT.hired("correction-c", "correction", DAY)
EXPECTING = QUIET.notified("somebody", DAY, RELEASE_DAY)


@dataclass(frozen=True)
class Scene:
    """What the office was, what happens to it in the step that is stopped, and the day of that step."""

    before: History
    after: History
    opened: tuple[tuple[str, str], ...]
    today: date = DAY
    then: date = DAY

    async def world(self) -> World:
        world = World(self.today)
        await world.hears(self.before.envelopes)
        return world

    async def moves(self, world: World) -> None:
        await world.hears(self.after.envelopes[len(self.before.envelopes) :])
        world.clock.set_today(self.then)


OPENING = Scene(QUIET, SHORT, (RATIO,))
RESOLVING = Scene(SHORT, HELPED, (RATIO,))
BY_TIMER = Scene(EXPECTING, EXPECTING, (HANDOVER,), then=date(2026, 3, 21))
WORSE_BY_TIMER = replace(BY_TIMER, today=date(2026, 3, 19))

Step = Callable[[Life], Awaitable[object]]


async def read(life: Life) -> None:
    await life.consumer.step()


async def judged(life: Life) -> None:
    await life.keeper.judge_due()


async def warm(scene: Scene, step: Step, beat: int) -> tuple[World, bool]:
    """A process at rest goes one step further, and stops at the beat."""
    world = await scene.world()
    life = Life(world)
    await life.whole()
    await scene.moves(world)
    life.heart.stop_at(beat)
    return world, await survived(step(life))  # type: ignore[arg-type]


async def cold(scene: Scene, beat: int) -> tuple[World, bool]:
    """A process that begins when everything has happened, and stops at the beat."""
    world = await scene.world()
    await scene.moves(world)
    heart = Heart()
    heart.stop_at(beat)
    return world, await survived(Life(world, heart).whole())


async def recovers(world: World, scene: Scene) -> None:
    """The next process brings everything to where it would be if nothing had stopped."""
    await Life(world).whole()
    await equal_to_a_clean_replay(world, scene.after)
    assert await world.opened() == sorted(scene.opened)
    delivered = [(each.stream, each.version) for each in world.published(topic("compliance"))]
    logged = [(each.commit.stream, each.version) for commit in await world.commits() for each in commit.recorded()]
    assert list(dict.fromkeys(delivered)) == logged


async def stopped_everywhere(life: Callable[[int], Awaitable[tuple[World, bool]]], scene: Scene) -> int:
    """How many stops there were, before it came to its end by itself."""
    for beat in range(10_000):
        world, ended = await life(beat)
        await recovers(world, scene)
        if ended:
            return beat
    raise AssertionError("it never came to its end")


@pytest.mark.parametrize(
    ("scene", "step", "stops"),
    [(OPENING, read, 16), (RESOLVING, read, 14), (BY_TIMER, judged, 10), (WORSE_BY_TIMER, judged, 10)],
)
async def test_a_step_may_stop_at_every_await(scene: Scene, step: Step, stops: int) -> None:
    assert await stopped_everywhere(lambda beat: warm(scene, step, beat), scene) >= stops


@pytest.mark.parametrize("batch", [7, 10_000])
@pytest.mark.parametrize("scene", [OPENING, BY_TIMER])
async def test_a_start_may_stop_at_every_await(monkeypatch: pytest.MonkeyPatch, scene: Scene, batch: int) -> None:
    monkeypatch.setattr(consumer, "CATCH_UP_BATCH", batch)
    assert await stopped_everywhere(lambda beat: cold(scene, beat), scene) >= 40


def test_the_scenes_are_what_they_say() -> None:
    assert (set(wanted(QUIET, DAY)), set(wanted(SHORT, DAY)), set(wanted(HELPED, DAY))) == (set(), {RATIO}, set())
    assert set(wanted(EXPECTING, DAY)) == set()
    assert set(wanted(EXPECTING, BY_TIMER.then)) == {HANDOVER} == set(wanted(EXPECTING, WORSE_BY_TIMER.today))
