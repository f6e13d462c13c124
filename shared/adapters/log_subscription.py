"""Subscriptions to a bus that lives in this process: it knows the ends of all partitions, and each reader holds all."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Protocol

from shared.ports.bus import Delivery, Place


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
        self._turn = deque(start)
        self._news = asyncio.Event()
        self._open = True

    async def getmany(self, limit: int, timeout_s: float) -> Sequence[Delivery]:
        if self._open and not self._behind():
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
        self.wake()

    def wake(self) -> None:
        """There may be something to read."""
        self._news.set()

    def _behind(self) -> bool:
        return any(position < self._log.end(place) for place, position in self._positions.items())

    def _take(self, limit: int) -> Sequence[Delivery]:
        taken: list[Delivery] = []
        for _ in range(len(self._turn)):
            place = self._turn[0]
            start, room = self._positions[place], limit - len(taken)
            if not room:
                break
            self._turn.rotate(-1)
            if start < self._log.end(place):
                taken += self._log.records(place, start, room)
                self._positions[place] = taken[-1].offset + 1
        return taken


class Subscriptions:
    """Everybody who reads one bus."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._all: set[LogSubscription] = set()

    def add(self, places: Sequence[Place], start: Mapping[Place, int] | None) -> LogSubscription:
        positions = {place: self._log.end(place) if start is None else start.get(place, 0) for place in places}
        subscription = LogSubscription(self._log, positions, self._all.discard)
        self._all.add(subscription)
        return subscription

    def wake(self) -> None:
        for subscription in self._all:
            subscription.wake()
