"""Members of one group share counties, come and go, stand still and die: what stands at the end is a clean replay."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.contract.envelope import Envelope
from tests.examples.offices import History
from tests.generative.days import FIRST, SPAN
from tests.generative.histories import Streams, interleaved, streams
from tests.runtime.lives import Life, World, equal_to_a_clean_replay
from tests.runtime.mortal import survived
from tests.runtime.test_paused_holder import never_opened_twice

GROUP = "those-who-share"
HERE, THERE = History(), replace(History("another"), county_code="410102")

Do = tuple[str, int, int]
DOINGS = (
    "hears",
    "hears",
    "steps",
    "tends",
    "stands still",
    "goes on",
    "joins",
    "leaves",
    "dies",
    "stops",
    "is overtaken",
)
doings = st.lists(st.tuples(st.sampled_from(DOINGS), st.integers(0, 3), st.integers(0, 15)), min_size=5, max_size=40)


def elsewhere(envelope: Envelope[Any]) -> Envelope[Any]:
    """The same of another office, in another county."""
    data = replace(envelope.data, office_id=THERE.office_id, county_code=THERE.county_code)
    return replace(
        envelope, id=f"x-{envelope.id}", stream=f"{envelope.stream}-x", subject=f"{envelope.subject}-x", data=data
    )


class Play:
    """So many members as there are; each may be in the middle of a step."""

    def __init__(self, arrivals: Sequence[Envelope[Any]]) -> None:
        self.world, self._arrivals, self._told = World(FIRST), arrivals, 0
        self._members: list[Life] = []
        self._still: dict[Life, asyncio.Task[Any]] = {}

    async def does(self, what: str, who: int, number: int) -> None:
        if what == "hears":
            await self._hears(number)
        elif what == "joins" or not self._members:
            await self._joins()
        else:
            await self._one_does(what, self._members[who % len(self._members)], number)

    async def ends(self) -> None:
        await self._hears(len(self._arrivals))
        self.world.clock.set_today(FIRST + timedelta(days=SPAN))
        for life in tuple(self._members):
            await self._goes_on(life)
            await self._leaves(life)
        await Life(self.world, group=GROUP).whole()

    async def _hears(self, number: int) -> None:
        news = self._arrivals[self._told : self._told + number]
        self._told += len(news)
        await self.world.hears(news)
        self.world.clock.set_today(FIRST + timedelta(days=SPAN * self._told // (len(self._arrivals) + 1)))

    async def _joins(self) -> None:
        life = Life(self.world, group=GROUP)
        await life.consumer.start()
        self._members.append(life)

    async def _one_does(self, what: str, life: Life, number: int) -> None:
        """Of one that stands still nobody hears anything."""
        if life not in self._still or what in ("goes on", "leaves"):
            await getattr(self, f"_{what.replace(' ', '_')}")(life, number)

    async def _steps(self, life: Life, _: int) -> None:
        await life.consumer.step()

    async def _tends(self, life: Life, _: int) -> None:
        if life.consumer.caught_up:
            await life.keeper.tend()
        await life.relay.step()

    async def _stands_still(self, life: Life, beat: int) -> None:
        """And the group goes on without it."""
        life.heart.pause_at(beat)
        self._still[life] = asyncio.create_task(life.consumer.step())
        still = asyncio.create_task(life.heart.stands_still.wait())
        await asyncio.wait([self._still[life], still], return_when=asyncio.FIRST_COMPLETED)
        still.cancel()
        await expelled(life)

    async def _goes_on(self, life: Life, _: int = 0) -> None:
        """It ends what it was at, and sees that it has to join anew."""
        if life in self._still:
            life.heart.go_on()
            await self._still.pop(life)
            life.heart.stands_still.clear()
            await life.consumer.start()

    async def _stops(self, life: Life, number: int) -> None:
        await self._hears(number)
        await self._stands_still(life, number)
        await self._leaves(life)

    async def _is_overtaken(self, life: Life, number: int) -> None:
        await self._hears(number)
        await self._stands_still(life, number)
        for told in (0, number):
            await self._hears(told)
            await self._joins()
            for other in self._members:
                await self._one_does("steps", other, 0)
                await self._one_does("tends", other, 0)
        await self._goes_on(life)

    async def _leaves(self, life: Life, _: int = 0) -> None:
        """As a service stops: whatever it was at is cancelled."""
        self._members.remove(life)
        if working := self._still.pop(life, None):
            working.cancel()
            await asyncio.wait([working])
            life.heart.go_on()
        await life.consumer.close()

    async def _dies(self, life: Life, beat: int) -> None:
        """And the group goes on without it."""
        self._members.remove(life)
        life.heart.stop_at(beat)
        await survived(life.consumer.step(), alone=False)
        await expelled(life)


async def expelled(life: Life) -> None:
    """A broker did not hear of it for long."""
    membership: Any = life.consumer._reading()
    await membership._port.close()


@settings(max_examples=60, deadline=None)
@given(st.data(), streams(offenders=4), streams(offenders=4), doings)
def test_whoever_shares_them_the_same_stands(
    data: st.DataObject, here: Streams, other: Streams, doing: Sequence[Do]
) -> None:
    there = tuple(tuple(elsewhere(envelope) for envelope in stream) for stream in other)
    arrivals = data.draw(interleaved((*here, *there)))
    asyncio.run(plays(arrivals, [as_told(HERE, here), as_told(THERE, there)], doing))


def as_told(history: History, told: Streams) -> History:
    return replace(history, envelopes=tuple(envelope for stream in told for envelope in stream))


async def plays(arrivals: Sequence[Envelope[Any]], offices: Sequence[History], doing: Sequence[Do]) -> None:
    play = Play(arrivals)
    for what, who, number in doing:
        await play.does(what, who, number)
    await play.ends()
    for history in offices:
        await equal_to_a_clean_replay(play.world, history)
    await never_opened_twice(play.world)
