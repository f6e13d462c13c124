"""What cannot be taken is parked with its reason: its own stream waits, everything else flows, nothing is lost."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from shared.contract.catalogue import wire_name
from shared.contract.corrections import OffenderDischarged
from shared.contract.envelope import Envelope
from shared.ports.bus import Delivery
from shared.runtime import outages
from shared.runtime.consumer import Consumer, Fault
from shared.runtime.dead_letters import Letter, Request
from tests.examples.offices import History, a_staffed_office
from tests.examples.told_of_roster import ESTABLISHED
from tests.runtime.lives import Life, World, an_audience, equal_to_a_clean_replay
from tests.runtime.mortal import Heart, survived
from tests.runtime.test_crash_at_every_await import DAY

SOUND = a_staffed_office().hired("correction-a", "correction", ESTABLISHED).with_offenders(3, DAY)
ENROLLED = next(each for each in SOUND.envelopes if each.id == "offender-2.2")
TOLD = SOUND.discharged("2", DAY)
WITHOUT = replace(TOLD, envelopes=tuple(each for each in TOLD.envelopes if each is not ENROLLED))


def spoilt(envelope: Envelope[Any]) -> Envelope[Any]:
    """Calls itself a discharge and gives no reason for it."""
    return replace(envelope, type=wire_name(OffenderDischarged))


def with_poison() -> Sequence[Envelope[Any]]:
    return [spoilt(each) if each is ENROLLED else each for each in TOLD.envelopes]


async def poisoned() -> tuple[World, Life]:
    world = World(DAY)
    await world.hears(with_poison())
    life = Life(world)
    await life.whole()
    return world, life


async def letters(life: Life) -> list[tuple[str, str]]:
    return [(letter.id, letter.stage) for letter in await life.letters.of_stream("offender-2")]


async def one(life: Life, id: str) -> Letter:
    letter = await life.letters.get(id)
    assert letter is not None
    return letter


async def asked(life: Life, request: Request, version: int = 2) -> None:
    letter = await one(life, f"offender-2.{version:09}")
    await life.letters.ask(letter, request, "operator-a")


class Moody:
    """A sink that cannot take the events that are named, for as long as it is out of sorts."""

    def __init__(self, life: Life, *ids: str) -> None:
        self._keeper, self.faulty, self.reason = life.keeper, set(ids), "out of sorts"
        self.taken: list[str] = []
        self.begin = life.keeper.begin

    async def take(self, deliveries: Sequence[Delivery]) -> Sequence[Fault]:
        faults: dict[str, Fault] = {}
        for delivery in deliveries:
            id = f"{delivery.stream}.{delivery.version}"
            if id in self.faulty:
                faults.setdefault(delivery.stream, (delivery, self.reason))
            elif delivery.stream not in faults:
                self.taken.append(id)
                await self._keeper.take([delivery])
        return list(faults.values())

    async def settle(self, *, announce: bool) -> None:
        await self._keeper.settle(announce=announce)


async def moody(*ids: str) -> tuple[World, Life, Moody]:
    """A sound history, and a sink that stumbles over it."""
    world = World(DAY)
    await world.hears(TOLD.envelopes)
    life = Life(world)
    sink = Moody(life, *ids)
    life.consumer = Consumer(world.bus, an_audience(), sink, world.views, life.letters, world.clock)
    await life.whole()
    return world, life, sink


async def test_the_faulty_is_parked_with_its_reason_and_its_stream_waits() -> None:
    world, life = await poisoned()
    assert await letters(life) == [("offender-2.000000002", "parked"), ("offender-2.000000003", "waiting")]
    parked = await one(life, "offender-2.000000002")
    assert "reason" in parked.reason
    assert (parked.topic, parked.type, parked.county_code) == ("sifasuo.corrections", "unreadable", "")
    waiting = await one(life, "offender-2.000000003")
    assert (waiting.county_code, waiting.office_id) == ("410105", "jingba-road")
    assert await life.letters.held() == {"offender-2": 2}
    flowed = (each for each in TOLD.envelopes if each.stream != "offender-2" or each.version == 1)
    await equal_to_a_clean_replay(world, replace(TOLD, envelopes=tuple(flowed)))


async def test_redelivery_changes_nothing() -> None:
    world, life = await poisoned()
    before = [await one(life, id) for id, _ in await letters(life)]
    facts = await world.facts(TOLD.office_id)
    await world.hears(with_poison())
    await Life(world).whole()
    await life.consumer.step()
    assert [await one(life, id) for id, _ in await letters(life)] == before
    assert await world.facts(TOLD.office_id) == facts


async def test_what_a_sink_cannot_take_is_parked_and_what_came_before_it_is_not() -> None:
    _, life, _ = await moody("offender-2.2")
    assert await letters(life) == [("offender-2.000000002", "parked"), ("offender-2.000000003", "waiting")]
    assert (await one(life, "offender-2.000000002")).reason == "out of sorts"


async def test_a_retry_of_what_is_still_faulty_keeps_it_with_the_new_reason() -> None:
    _, life, sink = await moody("offender-2.2")
    sink.reason = "still out of sorts"
    await asked(life, "retry")
    await life.consumer.step()
    parked = await one(life, "offender-2.000000002")
    assert (parked.stage, parked.reason, parked.request) == ("parked", "still out of sorts", None)
    assert parked.requested_by == "operator-a"
    assert len(await letters(life)) == 2


async def test_who_asks_about_one_that_waits_is_answered_once() -> None:
    _, life, _ = await moody("offender-2.2")
    await asked(life, "retry", version=3)
    await life.consumer.step()
    assert [letter.request for letter in await life.letters.of_stream("offender-2")] == [None, None]
    assert await letters(life) == [("offender-2.000000002", "parked"), ("offender-2.000000003", "waiting")]


async def test_after_the_cause_is_mended_a_retry_replays_in_order() -> None:
    world, life, sink = await moody("offender-2.2")
    sink.faulty.clear()
    await asked(life, "retry")
    await life.consumer.step()
    await life.rests()
    assert [id for id in sink.taken if id.startswith("offender-2.")] == [f"offender-2.{n}" for n in (1, 2, 3)]
    assert (await letters(life), await life.letters.held()) == ([], {})
    await equal_to_a_clean_replay(world, TOLD)


async def test_a_retry_goes_as_far_as_the_next_that_is_faulty() -> None:
    _, life, sink = await moody("offender-2.1")
    sink.faulty = {"offender-2.3"}
    await asked(life, "retry", version=1)
    await life.consumer.step()
    assert await letters(life) == [("offender-2.000000003", "parked")]
    assert await life.letters.held() == {"offender-2": 3}


async def test_a_drop_lets_the_rest_go_and_says_who_asked() -> None:
    world, life = await poisoned()
    await asked(life, "drop")
    await life.consumer.step()
    await life.rests()
    given_up = await one(life, "offender-2.000000002")
    assert (given_up.stage, given_up.requested_by, given_up.requested_at) == (
        "dropped",
        "operator-a",
        world.clock.now(),
    )
    assert (await letters(life), await life.letters.held()) == ([], {})
    await equal_to_a_clean_replay(world, WITHOUT)


async def test_two_that_are_dropped_together_are_both_given_up() -> None:
    world, life = await poisoned()
    await asked(life, "drop", version=2)
    await asked(life, "drop", version=3)
    await life.consumer.step()
    await life.rests()
    assert await letters(life) == []
    await equal_to_a_clean_replay(world, replace(WITHOUT, envelopes=WITHOUT.envelopes[:-1]))


@pytest.mark.parametrize("restarted", [False, True])
async def test_what_was_dropped_does_not_come_back_with_a_redelivery(restarted: bool) -> None:
    world, life = await poisoned()
    await asked(life, "drop")
    await life.consumer.step()
    await life.rests()
    await world.hears([spoilt(ENROLLED), TOLD.envelopes[-1]])
    if restarted:
        life = Life(world)
        await life.whole()
    else:
        await life.consumer.step()
    assert (await letters(life), await life.letters.held()) == ([], {})
    await life.letters.ask(await one(life, "offender-2.000000002"), "retry", "operator-b")
    assert (await one(life, "offender-2.000000002")).requested_by == "operator-a"
    await equal_to_a_clean_replay(world, WITHOUT)


async def test_more_wait_than_one_page_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.runtime.dead_letters.LETTERS_MAX", 2)
    history = History().established()
    for _ in range(7):
        history = history.notified("r", DAY, DAY)
    world = World(DAY)
    await world.hears(spoilt(each) if each.id == "release-r.1" else each for each in history.envelopes)
    life = Life(world)
    await life.whole()
    await life.letters.ask(await one(life, "release-r.000000001"), "drop", "operator-a")
    await life.consumer.step()
    await life.rests()
    assert (await life.letters.of_stream("release-r"), await life.letters.held()) == ([], {})
    without = tuple(each for each in history.envelopes if each.id != "release-r.1")
    await equal_to_a_clean_replay(world, replace(history, envelopes=without))


async def test_a_crash_anywhere_while_parking_parks_it_once() -> None:
    """Also between parking and storing the positions: what is read again is parked already."""
    _, life = await poisoned()
    expected = await letters(life)
    for beat in range(1000):
        world, heart = World(DAY), Heart()
        await world.hears(with_poison())
        heart.stop_at(beat)
        ended = await survived(Life(world, heart).whole())
        life = Life(world)
        await life.whole()
        assert await letters(life) == expected
        await asked(life, "drop")
        await life.consumer.step()
        await life.rests()
        await equal_to_a_clean_replay(world, WITHOUT)
        if ended:
            return
    pytest.fail("it never came to its end")


@pytest.mark.parametrize(("version", "request_"), [(2, "drop"), (3, "drop"), (2, "retry"), (3, "retry")])
async def test_a_crash_anywhere_while_a_request_is_served_leaves_nothing_waiting(
    version: int, request_: Request
) -> None:
    """Whatever was asked is done in the end, and no stream waits for a letter that is gone."""
    kept = [
        each for each in TOLD.envelopes if request_ == "retry" or (each.stream, each.version) != ("offender-2", version)
    ]
    for beat in range(1000):
        world, life, sink = await moody("offender-2.2")
        sink.faulty.clear()
        await asked(life, request_, version)
        if (version, request_) == (3, "drop"):
            await asked(life, "retry", 2)
        heart = Heart()
        heart.stop_at(beat)
        ended = await survived(served(Life(world, heart)))
        life = Life(world)
        await served(life)
        assert (await letters(life), await life.letters.held()) == ([], {})
        await equal_to_a_clean_replay(world, replace(TOLD, envelopes=tuple(kept)))
        if ended:
            return
    pytest.fail("it never came to its end")


async def served(life: Life) -> None:
    await life.begins()
    await life.consumer.step()
    await life.rests()


async def test_a_consumer_begins_again_as_often_as_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where beginning again fails; and of what it subscribed to before, nothing stays behind."""
    monkeypatch.setattr(outages, "PAUSE_S", 0)
    world = World(DAY)
    life = Life(world)
    await life.begins()
    find, failures = world.views.find, iter(range(3))

    async def failing(*args: Any, **named: Any) -> Any:
        if next(failures, None) is not None:
            raise ConnectionError
        return await find(*args, **named)

    monkeypatch.setattr(world.views, "find", failing)
    await world.hears(TOLD.envelopes)
    life.consumer._held["any"] = 1
    running = asyncio.create_task(life.consumer.run())
    async with asyncio.timeout(2):
        while await world.facts(TOLD.office_id) != TOLD.facts:  # noqa: ASYNC110 - nobody tells when
            await asyncio.sleep(0.005)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    [group] = world.bus._subscriptions._groups.values()
    assert len(group._members) == 1
