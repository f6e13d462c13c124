"""The road of an event into a service: in its stream's order, once, or parked; nothing is passed over in silence."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import structlog

from shared.contract.codec import shaped
from shared.ports.bus import Bus, Delivery, Place, Subscription
from shared.ports.clock import Clock
from shared.ports.views import Put, View, Views
from shared.runtime.dead_letters import DeadLetters, Letter

POSITIONS = View("positions")
LIVE_BATCH = 2_000
CATCH_UP_BATCH = 10_000
WAIT_S = 0.5
PAUSE_S = 1.0
REST, REST_MAX_S = 1, 0.02

WAITING = "an earlier event of its stream is parked"

log = structlog.get_logger()

Fault = tuple[Delivery, str]
Parked = tuple[Delivery, str, str]


@dataclass(frozen=True)
class Resume:
    """Where to read on, by `topic/partition`, and when the last event that was read had been recorded."""

    next: Mapping[str, int]
    recorded_at: datetime | None


class Sink(Protocol):
    """What a service makes of the events that it reads."""

    async def take(self, deliveries: Sequence[Delivery]) -> Sequence[Fault]:
        """Takes what can be taken, and stops in a stream at the first that cannot be. Redelivery is harmless."""
        ...

    async def settle(self, *, announce: bool) -> None:
        """Makes durable what was taken; while catching up nothing is announced."""
        ...


class Consumer:
    """One group's member. Where to resume is stored after the state, as advice: the state knows what it contains."""

    def __init__(
        self, bus: Bus, topics: Sequence[str], sink: Sink, views: Views, letters: DeadLetters, clock: Clock
    ) -> None:
        self._bus, self._topics, self._sink = bus, topics, sink
        self._views, self._letters, self._clock = views, letters, clock
        self._subscription: Subscription | None = None
        self._held: dict[str, int] = {}
        self._dropped: set[tuple[str, int]] = set()
        self._goal: Mapping[Place, int] = {}
        self.last_recorded_at: datetime | None = None

    async def start(self) -> None:
        """Resumes where the stored positions say."""
        await self.close()
        self._held, self._dropped = await self._letters.held(), await self._letters.dropped()
        self._subscription = await self._bus.subscribe(self._topics, await self._stored())
        self._goal = await self._subscription.ends()

    async def run(self) -> None:
        failed = False
        while True:
            try:
                if failed:
                    await self.start()
                    failed = False
                await self.step()
            except Exception:
                log.exception("consumer-failed", topics=self._topics)
                failed = True
                await asyncio.sleep(PAUSE_S)

    async def step(self) -> int:
        """One bounded round; how many deliveries came."""
        subscription = self._reading()
        await self._serve_requests()
        limit = CATCH_UP_BATCH if self._goal else LIVE_BATCH
        deliveries = await subscription.getmany(limit, 0.0 if self._goal else WAIT_S)
        if not deliveries and not self._goal:
            return 0
        began = asyncio.get_running_loop().time()
        parked = await self._take(deliveries)
        positions = await subscription.positions()
        self._goal = {place: end for place, end in self._goal.items() if positions.get(place, 0) < end}
        await self._sink.settle(announce=not self._goal)
        for delivery, stage, reason in parked:
            await self._letters.park(delivery, stage, reason)
        await self._store(positions)
        await self._rest(asyncio.get_running_loop().time() - began)
        return len(deliveries)

    async def _rest(self, worked_s: float) -> None:
        """Under load commands come first: what gathers meanwhile is judged once an office, and not once an event."""
        if not self._goal:
            await asyncio.sleep(min(REST_MAX_S, worked_s * REST))

    async def lag(self) -> int:
        """How many events have been published that were not read yet."""
        if self._subscription is None:
            return 0
        positions, ends = await self._subscription.positions(), await self._subscription.ends()
        return sum(max(0, end - positions.get(place, 0)) for place, end in ends.items())

    async def close(self) -> None:
        if self._subscription:
            await self._subscription.close()

    @property
    def caught_up(self) -> bool:
        return self._subscription is not None and not self._goal

    def _reading(self) -> Subscription:
        if self._subscription is None:
            raise RuntimeError("a consumer is started before it steps")
        return self._subscription

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
        if flowing and flowing[-1].envelope:
            self.last_recorded_at = flowing[-1].envelope.recorded_at
        return [*stopped(flowing, faults), *parked]

    async def _serve_requests(self) -> None:
        """Carries out what operators asked for about dead letters."""
        if self._held:
            for stream in sorted({letter.stream for letter in await self._letters.requested()}):
                await self._replay(stream)

    async def _replay(self, stream: str) -> None:
        """The parked events of a stream in their order, up to the first that still cannot be taken.

        The letters that were asked about go last: after a crash before that, everything is done again.
        """
        letters = await self._letters.of_stream(stream)
        tried = [letter for letter in letters if letter.request != "drop"]
        taken, reason = await self._tried(tried)
        await self._sink.settle(announce=not self._goal)
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

    async def _stored(self) -> Mapping[Place, int]:
        row = await self._views.get(POSITIONS, self._bus.epoch)
        stored = shaped(row.document, Resume) if row else Resume({}, None)
        self.last_recorded_at = stored.recorded_at
        return {Place(topic, int(partition)): at for (topic, partition), at in split(stored.next)}

    async def _store(self, positions: Mapping[Place, int]) -> None:
        text = {f"{place.topic}/{place.partition}": at for place, at in positions.items()}
        resume = Resume(text, self.last_recorded_at)
        await self._views.put([Put(POSITIONS, self._bus.epoch, sum(text.values()), resume)])


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


def split(stored: Mapping[str, int]) -> list[tuple[tuple[str, str], int]]:
    return [((key.rpartition("/")[0], key.rpartition("/")[2]), at) for key, at in stored.items()]
