"""The road of an event into a service: in its stream's order, once, or parked; nothing is passed over in silence."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shared.ports.bus import Bus, Delivery, Membership, Place, Reassigned
from shared.ports.clock import Clock
from shared.ports.unavailable import Unavailable
from shared.ports.views import Put, Views
from shared.runtime.dead_letters import DeadLetters, Letter
from shared.runtime.outages import for_ever
from shared.runtime.positions import POSITIONS, Resume, recorded_up_to, row_of, stored_resumes

LIVE_BATCH = 2_000
CATCH_UP_BATCH = 10_000
WAIT_S, CATCH_UP_WAIT_S = 0.5, 0.05
CATCH_UP_SETTLED, CATCH_UP_SETTLE_S = 40_000, 2.0
KEEP_S = 1.0
REST, REST_MAX_S = 1, 0.02

WAITING = "an earlier event of its stream is parked"

Fault = tuple[Delivery, str]
Parked = tuple[Delivery, str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Lag:
    """How many events were published and not read yet, and for how long at most what was read stands still."""

    events: int
    seconds: float


@dataclass(frozen=True)
class Audience:
    """Who reads together, and what."""

    group: str
    topics: Sequence[str]


class Sink(Protocol):
    """What a service makes of the events that it reads."""

    async def begin(self) -> None:
        """Other partitions are held from now on: what was taken and not settled is forgotten."""
        ...

    async def take(self, deliveries: Sequence[Delivery]) -> Sequence[Fault]:
        """Takes what can be taken, and stops in a stream at the first that cannot be. Redelivery is harmless."""
        ...

    async def settle(self, *, announce: bool) -> None:
        """Makes durable what was taken; while catching up nothing is announced."""
        ...


class Consumer:
    """One group's member. Where to resume is stored after the state, as advice: the state knows what it contains."""

    def __init__(
        self, bus: Bus, audience: Audience, sink: Sink, views: Views, letters: DeadLetters, clock: Clock
    ) -> None:
        self._bus, self._audience, self._sink = bus, audience, sink
        self._views, self._letters, self._clock = views, letters, clock
        self._membership: Membership | None = None
        self._held: dict[str, int] = {}
        self._dropped: set[tuple[str, int]] = set()
        self._goal: Mapping[Place, int] | None = None
        self._broken = True
        self._recorded_at: dict[Place, datetime] = {}
        self._settled: Mapping[Place, int] = {}
        self._kept: Mapping[Place, int] = {}
        self._kept_at = 0.0
        self._parked: list[Parked] = []
        self._unsettled, self._unsettled_from = 0, 0.0
        self.read = 0

    async def start(self) -> None:
        """Joins the group. Where nobody else is to be asked, it has its partitions at once."""
        await self.close()
        self._goal, self._broken = None, True
        self._membership = await self._bus.join(self._audience.group, self._audience.topics, self._stored)
        await self.step()
        self._broken = False

    async def run(self) -> None:
        """After whatever failed it joins anew, and goes on from what is stored."""
        await for_ever(self._go_on, group=self._audience.group)

    async def _go_on(self) -> None:
        if self._broken:
            await self.start()
        self._broken = True
        await self.step()
        self._broken = False

    async def step(self) -> int:
        """One bounded round; how many deliveries came."""
        try:
            return await self._round(self._reading())
        except Reassigned:
            self._goal = None
            with suppress(Reassigned):  # once more: the next round is told of it
                await self._begin(self._reading())
            return 0

    async def lag(self) -> Lag | None:
        """Of the partitions that this member holds. None while it is not known which these are."""
        if self._membership is None or self._goal is None:
            return None
        try:
            positions, ends = await self._membership.positions(), await self._membership.ends()
        except Reassigned:
            return None
        behind = {place: end - positions[place] for place, end in ends.items() if end > positions[place]}
        read = [self._recorded_at[place] for place in behind if place in self._recorded_at]
        seconds = (self._clock.now() - min(read)).total_seconds() if read else 0.0
        return Lag(events=sum(behind.values()), seconds=max(0.0, seconds))

    async def true_up_to(self) -> datetime | None:
        """When the newest event was recorded that this member, or another as far as it has said so, has read."""
        stored = await recorded_up_to(self._views, self._bus.epoch)
        return max((*stored, *self._recorded_at.values()), default=None)

    async def close(self) -> None:
        """Leaves the group. Of a step that was broken off, nothing counts as read."""
        if self._membership:
            with suppress(Reassigned, Unavailable):
                await self._keep(self._membership, self._settled, at_once=True)
            await self._membership.close()
            self._membership = None

    def holds(self, key: str) -> bool:
        """Whether what is keyed so comes to this member."""
        return self._membership is not None and self._membership.holds(key)

    @property
    def caught_up(self) -> bool:
        return self._goal is not None and not self._goal

    def _reading(self) -> Membership:
        if self._membership is None:
            raise RuntimeError("a consumer is started before it steps")
        return self._membership

    async def _begin(self, membership: Membership) -> None:
        """With what is held now; of what another member may have done since, nothing is remembered."""
        await self._sink.begin()
        self._parked, self._unsettled = [], 0
        self._held, self._dropped = await self._letters.held(), await self._letters.dropped()
        self._kept = self._settled = await membership.positions()
        self._goal = left(self._kept, await membership.ends())

    async def _round(self, membership: Membership) -> int:
        await self._serve_requests(membership)
        behind = not self.caught_up
        known = self._goal is not None
        limit = CATCH_UP_BATCH if behind else LIVE_BATCH
        deliveries = await membership.getmany(limit, CATCH_UP_WAIT_S if behind and known else WAIT_S)
        if not deliveries and not (behind and known):
            await self._keep(membership, await membership.positions())
            return 0
        self.read += len(deliveries)
        began = asyncio.get_running_loop().time()
        self._parked += await self._take(deliveries)
        self._goal = left(await membership.positions(), self._goal or {})
        if self._to_settle(len(deliveries), began):
            await self._settle(membership)
            await self._rest(asyncio.get_running_loop().time() - began)
        return len(deliveries)

    def _to_settle(self, came: int, now: float) -> bool:
        """At once, but while catching up once for many: a row that changes a hundred times is then written once."""
        if not self._unsettled:
            self._unsettled_from = now
        self._unsettled += came
        return self.caught_up or self._unsettled >= CATCH_UP_SETTLED or now >= self._unsettled_from + CATCH_UP_SETTLE_S

    async def _settle(self, membership: Membership) -> None:
        """Makes durable what was taken. Whoever lost his partitions meanwhile parks nothing."""
        await self._sink.settle(announce=self.caught_up)
        positions = await membership.positions()
        for delivery, stage, reason in self._parked:
            await self._letters.park(delivery, stage, reason)
        self._parked, self._unsettled = [], 0
        await self._keep(membership, positions)

    async def _rest(self, worked_s: float) -> None:
        """Under load commands come first: what gathers meanwhile is judged once an office, and not once an event."""
        if self.caught_up:
            await asyncio.sleep(min(REST_MAX_S, worked_s * REST))

    async def _take(self, deliveries: Sequence[Delivery]) -> list[Parked]:
        """What has to be parked, with stage and reason; the rest the sink has taken."""
        parked: list[Parked] = []
        flowing: list[Delivery] = []
        for delivery in deliveries:
            if (delivery.stream, delivery.version) in self._dropped:
                continue
            if delivery.version >= self._held.get(delivery.stream, delivery.version + 1):
                parked.append((delivery, "waiting", WAITING))
            elif delivery.envelope is None:
                self._held[delivery.stream] = delivery.version
                parked.append((delivery, "parked", delivery.fault or "unreadable"))
            else:
                flowing.append(delivery)
        faults = await self._sink.take(flowing)
        for faulty, _ in faults:
            self._held[faulty.stream] = faulty.version
        for delivery in flowing:
            if delivery.envelope:
                self._recorded_at[delivery.place] = delivery.envelope.recorded_at
        return [*stopped(flowing, faults), *parked]

    async def _serve_requests(self, membership: Membership) -> None:
        """Carries out what operators asked for about dead letters, each where its partition is held."""
        if self._held and self._goal is not None:
            held = await membership.positions()
            asked = [letter for letter in await self._letters.requested() if letter.place in held]
            if asked and self._unsettled:
                await self._settle(membership)  # what is parked besides comes to its letters first
            for stream in sorted({letter.stream for letter in asked}):
                await self._replay(stream)

    async def _replay(self, stream: str) -> None:
        """The parked events of a stream in their order, up to the first that still cannot be taken.

        The letters that were asked about go last: after a crash before that, everything is done again.
        """
        letters = await self._letters.of_stream(stream)
        tried = [letter for letter in letters if letter.request != "drop"]
        taken, reason = await self._tried(tried)
        await self._sink.settle(announce=self.caught_up)
        if reason is not None:
            await self._letters.still_faulty(tried[taken:], reason)
            self._held[stream] = tried[taken].version
        for letter in sorted(tried[:taken], key=lambda letter: letter.request is not None):
            await self._letters.remove(letter)
        for letter in (letter for letter in letters if letter.request == "drop"):
            await self._letters.drop(letter)
            self._dropped.add((stream, letter.version))
        if reason is None:
            self._held.pop(stream, None)

    async def _tried(self, letters: Sequence[Letter]) -> tuple[int, str | None]:
        """How many of them the sink has taken, and what is wrong with the next."""
        for number, letter in enumerate(letters):
            delivery = letter.delivery()
            faults = await self._sink.take([delivery]) if delivery.envelope else [(delivery, str(delivery.fault))]
            for _, reason in faults:
                return number, reason
        return len(letters), None

    async def _stored(self, places: Sequence[Place]) -> Mapping[Place, int]:
        found = await stored_resumes(self._views, self._bus.epoch, places)
        self._recorded_at = {place: at.recorded_at for place, at in found.items() if at.recorded_at}
        return {place: at.next for place, at in found.items()}

    async def _keep(self, membership: Membership, positions: Mapping[Place, int], *, at_once: bool = False) -> None:
        """Once a second, and only what moved: what is read again after a crash is passed over by its version.

        `positions` are those up to which the state contains everything, so they are true whoever holds them by now.
        """
        self._settled = positions
        now = asyncio.get_running_loop().time()
        moved = {place: at for place, at in positions.items() if at != self._kept.get(place)}
        if moved and (at_once or now >= self._kept_at + KEEP_S):
            resumes = {place: Resume(next=at, recorded_at=self._recorded_at.get(place)) for place, at in moved.items()}
            epoch = self._bus.epoch
            await self._views.put([Put(POSITIONS, row_of(epoch, place), at.next, at) for place, at in resumes.items()])
            await membership.settled(moved)
            self._kept, self._kept_at = positions, now


def left(positions: Mapping[Place, int], goal: Mapping[Place, int]) -> Mapping[Place, int]:
    """What of a goal has not been reached."""
    return {place: end for place, end in goal.items() if positions.get(place, 0) < end}


def stopped(flowing: Sequence[Delivery], faults: Sequence[Fault]) -> list[Parked]:
    """The faulty ones, and what waits behind each."""
    reasons = {(faulty.place, faulty.offset): reason for faulty, reason in faults}
    behind: set[str] = set()
    parked: list[Parked] = []
    for delivery in flowing:
        reason = reasons.get((delivery.place, delivery.offset))
        if reason is not None:
            behind.add(delivery.stream)
            parked.append((delivery, "parked", reason))
        elif delivery.stream in behind:
            parked.append((delivery, "waiting", WAITING))
    return parked
