"""Subscriptions to a bus that lives in this process, and so knows the ends of all partitions."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from typing import Protocol

from shared.adapters.partitioner import partition_of
from shared.ports.bus import Delivery, Place, Reassigned, Start


class Log(Protocol):
    """What such a bus keeps: records without gaps, for every place."""

    def end(self, place: Place) -> int:
        """The offset of the next record."""
        ...

    def records(self, place: Place, start: int, limit: int) -> Sequence[Delivery]:
        """In order; at least one where `start` is before the end."""
        ...


class LogSubscription:
    """Reads the partitions in turn, so that none of them starves the others."""

    def __init__(self, log: Log, start: Mapping[Place, int], forget: Callable[["LogSubscription"], None]) -> None:
        self._log, self._positions, self._forget = log, dict(start), forget
        # Where there is something to read, in the order of the turns.
        self._behind = dict.fromkeys(place for place, position in start.items() if position < log.end(place))
        self._news = asyncio.Event()
        self._open = True

    async def getmany(self, limit: int, timeout_s: float) -> Sequence[Delivery]:
        if self._open and not self._behind:
            self._news.clear()
            # Not wait_for, which in Python 3.11 can swallow a cancellation.
            with suppress(TimeoutError):
                async with asyncio.timeout(timeout_s):
                    await self._news.wait()
        else:
            await asyncio.sleep(0)  # whoever reads through a long log lets the others live
        return self._take(limit) if self._open else ()

    async def positions(self) -> Mapping[Place, int]:
        return dict(self._positions)

    async def ends(self) -> Mapping[Place, int]:
        return {place: self._log.end(place) for place in self._positions}

    async def close(self) -> None:
        self._open = False
        self._forget(self)
        self._news.set()

    def interrupt(self) -> None:
        """Who waits, waits no longer."""
        self._news.set()

    def wake(self, places: Collection[Place]) -> None:
        """There is something to read at these places."""
        held = [place for place in places if place in self._positions]
        if held:
            self._behind.update(dict.fromkeys(held))
            self._news.set()

    def _take(self, limit: int) -> Sequence[Delivery]:
        taken: list[Delivery] = []
        for place in list(self._behind):
            if len(taken) == limit:
                break
            del self._behind[place]
            self._read(place, limit, taken)
        return taken

    def _read(self, place: Place, limit: int, taken: list[Delivery]) -> None:
        """What room there is for; a place of which something remains has its next turn after all the others."""
        start, end = self._positions[place], self._log.end(place)
        if start < end:
            taken += self._log.records(place, start, limit - len(taken))
            self._positions[place] = taken[-1].offset + 1
            if self._positions[place] < end:
                self._behind[place] = None


class Group:
    """Who reads topics together. The partitions are shared out anew whenever one comes or goes."""

    def __init__(self, log: Log, places: Sequence[Place]) -> None:
        self._log, self._places = log, places
        self._members: list[LogMembership] = []

    def join(self, start: Start, partitions: int) -> "LogMembership":
        member = LogMembership(self._log, start, partitions, self._leave)
        self._members.append(member)
        self._share_out()
        return member

    def wake(self, places: Collection[Place]) -> None:
        for member in self._members:
            member.wake(places)

    def _leave(self, member: "LogMembership") -> None:
        if member in self._members:
            self._members.remove(member)
            self._share_out()

    def _share_out(self) -> None:
        for number, member in enumerate(self._members):
            member.receive([place for place in self._places if place.partition % len(self._members) == number])


class LogMembership:
    """One member. What it was given counts from its next `getmany` on; until then it reads nothing."""

    def __init__(self, log: Log, start: Start, partitions: int, leave: Callable[["LogMembership"], None]) -> None:
        self._log, self._start, self._partitions, self._leave = log, start, partitions, leave
        self._given: Sequence[Place] | None = None
        self._held: frozenset[int] = frozenset()
        self._reading = LogSubscription(log, {}, lambda _: None)

    def receive(self, places: Sequence[Place]) -> None:
        self._given = places
        self._reading.interrupt()

    async def getmany(self, limit: int, timeout_s: float) -> Sequence[Delivery]:
        deliveries = await self._reading.getmany(limit, timeout_s) if self._given is None else ()
        if self._given is not None:
            await self._begin(self._given)
        return deliveries

    async def positions(self) -> Mapping[Place, int]:
        self._check()
        return await self._reading.positions()

    async def ends(self) -> Mapping[Place, int]:
        self._check()
        return await self._reading.ends()

    async def close(self) -> None:
        self._given = None
        self._leave(self)
        await self._reading.close()

    def holds(self, key: str) -> bool:
        return partition_of(key, self._partitions) in self._held

    async def settled(self, positions: Mapping[Place, int]) -> None:
        """Nobody watches from outside."""

    def wake(self, places: Collection[Place]) -> None:
        self._reading.wake(places)

    async def _begin(self, places: Sequence[Place]) -> None:
        found = await self._start(places)
        if self._given is not places:
            raise Reassigned
        self._reading = LogSubscription(self._log, {place: found.get(place, 0) for place in places}, lambda _: None)
        self._held, self._given = frozenset(place.partition for place in places), None
        raise Reassigned

    def _check(self) -> None:
        if self._given is not None:
            raise Reassigned


class Subscriptions:
    """Everybody who reads one bus."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._all: set[LogSubscription] = set()
        self._groups: dict[str, Group] = {}

    def add(self, places: Sequence[Place], start: Mapping[Place, int] | None) -> LogSubscription:
        positions = {place: self._log.end(place) if start is None else start.get(place, 0) for place in places}
        subscription = LogSubscription(self._log, positions, self._all.discard)
        self._all.add(subscription)
        return subscription

    def join(self, group: str, places: Sequence[Place], start: Start) -> LogMembership:
        """A group reads the same topics as long as it lives."""
        partitions = len({place.partition for place in places})
        return self._groups.setdefault(group, Group(self._log, places)).join(start, partitions)

    def wake(self, places: Collection[Place]) -> None:
        """Those who read there."""
        for subscription in self._all:
            subscription.wake(places)
        for group in self._groups.values():
            group.wake(places)
