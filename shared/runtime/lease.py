"""Which of several instances does what only one shall do: a row that its holder renews, and no clock that all share."""

import asyncio
from dataclasses import dataclass
from secrets import token_hex
from typing import Protocol

from shared.contract.codec import shaped
from shared.ports.unavailable import Unavailable
from shared.ports.views import Put, Row, View, Views

LEASES = View("leases")
RELAY = "relay"
TERM_S = 5.0
NOBODY = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """`epoch` is the set of topics that the service publishes to; who knows another one may not hold the lease."""

    holder: str
    epoch: str


class EpochLeft(Unavailable):
    """The service has gone on to another epoch of the topics than this process was started with."""


class StillHeld(Exception):
    """An instance that runs publishes to another epoch: what it still told there, this epoch's readers would miss."""


class Lease(Protocol):
    async def mine(self) -> bool:
        """Whether this instance holds it. To be asked again before each thing that only the holder does."""
        ...

    async def give_up(self) -> None:
        """So that a successor need not wait."""
        ...


class Alone:
    """Nobody else runs this service on this store."""

    async def mine(self) -> bool:
        return True

    async def give_up(self) -> None:
        """There is nobody to take it."""


class SharedLease:
    """A row that did not change for a whole term, by the observer's own clock, is a dead holder's.

    Somebody who was paused for longer may still do the one thing that he was at. So what is done under a lease must
    be harmless to do twice, and late: the relay publishes again what is in the log, in the order of each stream.
    """

    def __init__(self, views: Views, name: str, epoch: str, term_s: float = TERM_S) -> None:
        self._views, self._name, self._epoch, self._term_s = views, name, epoch, term_s
        self._me = token_hex(8)
        self._mine_until = 0.0
        self._seen: tuple[int, float] = (-1, 0.0)

    async def mine(self) -> bool:
        """Raises EpochLeft."""
        now = asyncio.get_running_loop().time()
        if now < self._mine_until - self._term_s / 2:
            return True
        row = await self.check()
        return self._may_take(row, now) and await self._taken(row, self._me, now)

    async def check(self) -> Row | None:
        """The row. Raises EpochLeft."""
        row = await self._views.get(LEASES, self._name)
        held = held_of(row)
        if held and held.epoch != self._epoch:
            raise EpochLeft(f"the topics in use are those of epoch {held.epoch}, not {self._epoch}")
        return row

    async def give_up(self) -> None:
        row = await self._views.get(LEASES, self._name)
        held = held_of(row)
        self._mine_until = 0.0
        if held and held.holder == self._me:
            await self._swapped(row, NOBODY)

    async def epoch(self) -> str | None:
        """Which one the service publishes to; none where it never has."""
        held = held_of(await self._views.get(LEASES, self._name))
        return held.epoch if held else None

    async def vacant(self) -> Row | None:
        """The row, when nobody holds the lease, or who does is dead. Raises StillHeld."""
        row = await self._views.get(LEASES, self._name)
        held = held_of(row)
        if row and held and held.holder != NOBODY:
            await asyncio.sleep(self._term_s)
            now = await self._views.get(LEASES, self._name)
            if now is None or now.version != row.version:
                raise StillHeld(f"an instance still publishes to epoch {held.epoch}: stop it first")
        return row

    async def enter(self, vacant: Row | None) -> None:
        """Lets this process's epoch be the one in use, unless another instance just did. Raises EpochLeft."""
        if not await self._swapped(vacant, NOBODY):
            await self.check()

    def _may_take(self, row: Row | None, now: float) -> bool:
        held = held_of(row)
        if row is None or held is None or held.holder in (self._me, NOBODY):
            return True
        version, since = self._seen
        if version != row.version:
            self._seen = row.version, asyncio.get_running_loop().time()
            return False
        return now >= since + self._term_s

    async def _taken(self, row: Row | None, holder: str, now: float) -> bool:
        if await self._swapped(row, holder):
            self._mine_until = now + self._term_s
            return True
        return False

    async def _swapped(self, row: Row | None, holder: str) -> bool:
        version = row.version if row else 0
        held = Held(holder=holder, epoch=self._epoch)
        return await self._views.swap(Put(LEASES, self._name, version + 1, held), version)


def held_of(row: Row | None) -> Held | None:
    return shaped(row.document, Held) if row else None
