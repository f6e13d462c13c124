"""One at a time holds a lease; who is dead is replaced within a term, and who was paused finds it gone."""

import asyncio
from collections.abc import Sequence
from random import Random

import pytest

from shared.adapters.memory_views import MemoryViews
from shared.ports.views import Row, View
from shared.runtime import lease as leases
from shared.runtime.lease import LEASES, RELAY, Alone, EpochLeft, SharedLease, StillHeld
from tests.runtime.mortal import Heart, Mortal

TERM_S = 4.0


class Time:
    """What asyncio tells the leases of it; they all see the same, and none could tell."""

    def __init__(self) -> None:
        self.now = 100.0

    def get_running_loop(self) -> "Time":
        return self

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    time = Time()
    monkeypatch.setattr(leases, "asyncio", time)
    return time


@pytest.fixture
def views() -> MemoryViews:
    return MemoryViews((LEASES,))


def a_lease(views: MemoryViews, epoch: str = "1") -> SharedLease:
    return SharedLease(views, RELAY, epoch, TERM_S)


async def holders(several: Sequence[SharedLease]) -> list[int]:
    return [number for number, lease in enumerate(several) if await lease.mine()]


async def test_one_of_many_holds_it_and_keeps_it(views: MemoryViews, time: Time) -> None:
    several = [a_lease(views) for _ in range(5)]
    for _ in range(20):
        assert await holders(several) == [0]
        time.now += 1.0


async def test_two_that_ask_at_once_do_not_both_get_it(views: MemoryViews) -> None:
    several = [SharedLease(Mortal(views, Heart()), RELAY, "1") for _ in range(5)]
    assert sum(await asyncio.gather(*(lease.mine() for lease in several))) == 1


async def test_who_holds_it_asks_the_store_once_in_half_a_term(views: MemoryViews, time: Time) -> None:
    lease = a_lease(views)
    await lease.mine()
    written = await views.get(LEASES, RELAY)
    time.now += TERM_S / 2 - 0.1
    assert await lease.mine()
    assert await views.get(LEASES, RELAY) == written
    time.now += 0.2
    assert await lease.mine()
    assert await views.get(LEASES, RELAY) != written


async def test_who_is_dead_is_replaced_when_the_row_has_stood_still_for_a_term(views: MemoryViews, time: Time) -> None:
    dead, *others = [a_lease(views) for _ in range(3)]
    assert await holders([dead, *others]) == [0]
    time.now += TERM_S - 0.1
    assert await holders(others) == []
    time.now += 0.2
    assert await holders(others) == [0]
    assert not await dead.mine()


async def test_a_term_counts_from_when_the_row_was_seen(
    views: MemoryViews, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not from when it was asked for: the holder has renewed its lease just before the answer."""
    holder, other, get = a_lease(views), a_lease(views), views.get
    await holder.mine()

    async def slow(view: View, id: str) -> Row | None:
        monkeypatch.setattr(views, "get", get)
        time.now += 3.0
        assert await holder.mine()
        return await get(view, id)

    monkeypatch.setattr(views, "get", slow)
    assert not await other.mine()
    time.now += TERM_S - 2.0
    assert not await other.mine()


async def test_who_was_paused_for_longer_finds_it_gone(views: MemoryViews, time: Time) -> None:
    paused, other = a_lease(views), a_lease(views)
    assert await holders([paused, other]) == [0]
    time.now += TERM_S
    assert await other.mine()
    time.now += TERM_S
    assert await other.mine()
    assert await holders([paused, other]) == [1]


async def test_who_gives_it_up_is_replaced_at_once_and_who_has_it_not_gives_nothing_up(
    views: MemoryViews, time: Time
) -> None:
    one, other = a_lease(views), a_lease(views)
    await other.give_up()
    assert await holders([one, other]) == [0]
    await other.give_up()
    time.now += 0.1
    assert await holders([one, other]) == [0]
    await one.give_up()
    assert await holders([other, one]) == [0]


@pytest.mark.usefixtures("time")
async def test_who_knows_another_epoch_may_not_hold_it(views: MemoryViews) -> None:
    old, new = a_lease(views), a_lease(views, "2")
    assert await new.epoch() is None
    assert await old.mine()
    with pytest.raises(EpochLeft, match="epoch 1, not 2"):
        await new.mine()
    await old.give_up()
    await new.enter(await new.vacant())
    assert await old.epoch() == "2"
    assert await new.mine()
    with pytest.raises(EpochLeft, match="epoch 2, not 1"):
        await old.mine()
    await old.give_up()
    assert await new.mine()


async def test_an_epoch_is_entered_when_its_predecessors_holder_is_dead_and_not_before(
    views: MemoryViews, monkeypatch: pytest.MonkeyPatch, time: Time
) -> None:
    old, new = a_lease(views), a_lease(views, "2")
    assert await old.mine()
    sleep = time.sleep

    async def renewing(seconds: float) -> None:
        await sleep(seconds)
        assert await old.mine()

    monkeypatch.setattr(time, "sleep", renewing)
    with pytest.raises(StillHeld, match="epoch 1"):
        await new.vacant()
    monkeypatch.setattr(time, "sleep", sleep)
    await new.enter(await new.vacant())
    assert await new.mine()


@pytest.mark.usefixtures("time")
async def test_of_two_that_enter_one_does_and_both_are_there(views: MemoryViews) -> None:
    old, several = a_lease(views), [a_lease(views, "2"), a_lease(views, "2"), a_lease(views, "3")]
    await old.mine()
    await old.give_up()
    row = await several[0].vacant()
    await several[0].enter(row)
    await several[1].enter(row)
    with pytest.raises(EpochLeft, match="epoch 2, not 3"):
        await several[2].enter(row)


@pytest.mark.parametrize("seed", range(20))
async def test_whatever_stops_and_goes_on_never_two_know_that_they_hold_it(
    views: MemoryViews, time: Time, seed: int
) -> None:
    """Each asks in its turn, or is paused for long; who was told within half a term that it holds it, is alone."""
    chance, several = Random(seed), [a_lease(views) for _ in range(4)]
    paused_until = dict.fromkeys(range(4), 0.0)
    held, idle_since = set[int](), time.now
    for _ in range(400):
        time.now += chance.random()
        number = chance.randrange(4)
        if time.now < paused_until[number]:
            continue
        if not chance.randrange(20):
            paused_until[number] = time.now + chance.random() * 4 * TERM_S
        elif await several[number].mine():
            held.add(number)
            idle_since = time.now
            valid = [each for each in range(4) if several[each]._mine_until > time.now]
            assert valid == [number]
        elif not chance.randrange(50):
            await several[number].give_up()
    assert len(held) > 1
    assert time.now - idle_since < 10 * TERM_S


async def test_alone_there_is_nobody_to_ask() -> None:
    lease = Alone()
    await lease.give_up()
    assert await lease.mine()
