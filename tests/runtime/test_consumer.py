"""What a group's member counts as read: only what is in the state, however a step ends and whoever joins."""

import asyncio
from typing import Any

import pytest

from services.compliance.core.facts import OfficeFacts
from shared.runtime import outages
from shared.runtime.consumer import Consumer
from tests.runtime.lives import Life, World, equal_to_a_clean_replay
from tests.runtime.test_crash_at_every_await import DAY, HELPED, QUIET, SHORT
from tests.runtime.test_poison import TOLD, asked, letters, with_poison

NEWS = SHORT.envelopes[len(QUIET.envelopes) :]
TOGETHER = "those-who-read-together"


async def at_rest(group: str | None = None) -> tuple[World, Life]:
    world = World(DAY)
    await world.hears(QUIET.envelopes)
    life = Life(world, group=group)
    await life.whole()
    return world, life


async def failing(*_: Any, **__: Any) -> Any:
    raise ConnectionError


async def test_of_a_step_that_failed_nothing_counts_as_read(monkeypatch: pytest.MonkeyPatch) -> None:
    world, life = await at_rest()
    await world.hears(NEWS)
    monkeypatch.setattr(world.views, "swap", failing)
    with pytest.raises(ConnectionError):
        await life.consumer.step()
    monkeypatch.undo()
    await life.consumer.close()
    await Life(world).whole()
    await equal_to_a_clean_replay(world, SHORT)
    await life.whole()
    await equal_to_a_clean_replay(world, SHORT)


@pytest.mark.parametrize("beat", range(20))
async def test_of_a_step_that_was_cancelled_nothing_counts_as_read(beat: int) -> None:
    """As a service stops: its loop is cancelled wherever it is, and then it leaves the group."""
    world, life = await at_rest(TOGETHER)
    await world.hears(NEWS)
    life.heart.pause_at(beat)
    stepping = asyncio.create_task(life.consumer.step())
    await asyncio.wait([stepping], timeout=0.01)
    stepping.cancel()
    await asyncio.wait([stepping])
    life.heart.go_on()
    await life.consumer.close()
    await Life(world, group=TOGETHER).whole()
    await equal_to_a_clean_replay(world, SHORT)


async def test_who_leaves_says_how_far_everything_was_taken() -> None:
    world, life = await at_rest(TOGETHER)
    await world.hears(NEWS)
    await life.consumer.step()
    await life.consumer.close()
    successor = Life(world, group=TOGETHER)
    await successor.consumer.start()
    assert successor.consumer.caught_up
    await equal_to_a_clean_replay(world, SHORT)


async def test_one_that_joins_does_not_stop_a_member_that_holds_dead_letters() -> None:
    world = World(DAY)
    await world.hears(with_poison())
    members = [Life(world, group=TOGETHER)]
    await members[0].whole()
    members.append(Life(world, group=TOGETHER))
    await members[1].consumer.start()
    for member in members:
        await member.consumer.step()
        await member.consumer.step()
        assert member.consumer.caught_up
    assert await letters(members[0]) == [("offender-2.000000002", "parked"), ("offender-2.000000003", "waiting")]
    await asked(members[0], "drop")
    for member in members:
        await member.consumer.step()
        await member.rests()
    assert await letters(members[0]) == []


async def test_one_that_begins_again_with_dead_letters_reads_on() -> None:
    world = World(DAY)
    await world.hears(with_poison())
    life = Life(world)
    await life.whole()
    await life.consumer.start()
    assert life.consumer.caught_up
    await world.hears(TOLD.hired("correction-c", "correction", DAY).envelopes[-1:])
    assert await life.consumer.step() == 1


@pytest.mark.parametrize("fails", ["held", "join"])
async def test_a_beginning_that_failed_is_no_beginning(monkeypatch: pytest.MonkeyPatch, fails: str) -> None:
    """What then comes is not taken for the end of catching up."""
    monkeypatch.setattr(outages, "PAUSE_S", 0)
    monkeypatch.setattr("shared.runtime.consumer.CATCH_UP_BATCH", len(SHORT.envelopes))
    world = World(DAY)
    await world.hears(HELPED.envelopes)
    life = Life(world)
    faulty: Any = life.letters if fails == "held" else world.bus
    found, failures, starts = getattr(faulty, fails), iter(range(3)), list[int]()

    async def sometimes(*args: Any, **named: Any) -> Any:
        starts.append(1)
        if next(failures, None) is not None:
            raise ConnectionError
        return await found(*args, **named)

    monkeypatch.setattr(faulty, fails, sometimes)
    running = asyncio.create_task(life.consumer.run())
    async with asyncio.timeout(10):
        while await world.facts(HELPED.office_id) != HELPED.facts:  # noqa: ASYNC110 - nobody tells when
            await asyncio.sleep(0.005)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert (len(starts), await world.commits()) == (4, [])
    await life.whole()
    await equal_to_a_clean_replay(world, HELPED)


async def test_a_consumer_that_was_not_started_says_so() -> None:
    world = World(DAY)
    life = Life(world)
    with pytest.raises(RuntimeError):
        await Consumer.step(life.consumer)


async def test_who_catches_up_writes_a_row_once_for_all_that_came_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.runtime.consumer.CATCH_UP_BATCH", 2)
    world = World(DAY)
    await world.hears(SHORT.envelopes)
    life = Life(world)
    settled = list[bool]()
    settle = life.keeper.settle

    async def counted(*, announce: bool) -> None:
        settled.append(announce)
        await settle(announce=announce)

    monkeypatch.setattr(life.keeper, "settle", counted)
    await life.whole()
    assert settled == [True]
    await equal_to_a_clean_replay(world, SHORT)


async def test_who_has_taken_much_settles_before_the_end_and_announces_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.runtime.consumer.CATCH_UP_BATCH", 2)
    monkeypatch.setattr("shared.runtime.consumer.CATCH_UP_SETTLED", 4)
    world = World(DAY)
    await world.hears(SHORT.envelopes)
    life = Life(world)
    await life.consumer.start()
    while life.consumer.read < 4:
        assert await world.facts(SHORT.office_id) == OfficeFacts()
        await life.consumer.step()
    assert await world.facts(SHORT.office_id) != OfficeFacts()
    assert await world.commits() == []
    await life.whole()
    await equal_to_a_clean_replay(world, SHORT)


async def test_what_is_parked_while_catching_up_comes_to_its_letters_before_they_are_dealt_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Or it would wait there for ever, and what comes after it would overtake it."""
    world = World(DAY)
    await world.hears(with_poison())
    life = Life(world)
    await life.whole()
    await life.consumer.close()
    again = TOLD.discharged("2", DAY).discharged("2", DAY)
    await world.hears(again.envelopes[-2:])
    monkeypatch.setattr("shared.runtime.consumer.CATCH_UP_BATCH", 1)
    successor = Life(world)
    await successor.consumer.start()
    await successor.consumer.step()
    assert (successor.consumer.read, successor.consumer.caught_up) == (1, False)
    await asked(successor, "drop")
    while not successor.consumer.caught_up:
        await successor.consumer.step()
    assert await letters(successor) == []
