"""Subscriptions to a bus that lives in this process: it knows the ends of all partitions, and each reader holds all."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
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

    def wake(self, places: Collection[Place]) -> None:
        """Those who read there."""
        for subscription in self._all:
            subscription.wake(places)
