"""How events leave a service and reach the others."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from shared.contract.envelope import Envelope


class Place(NamedTuple):
    """A partition of a topic."""

    topic: str
    partition: int


class Delivery(NamedTuple):
    """One record as it came: `envelope` is none where it could not be read, and `fault` says why.

    `stream` and `version` are known from the record's attributes even where its data is faulty. `record` is the
    text itself (shared/contract/wire.py), so that what could not be taken can be parked and tried again.
    """

    place: Place
    offset: int
    stream: str
    version: int
    envelope: Envelope[Any] | None
    fault: str | None = None
    record: bytes = b""


class Reassigned(Exception):
    """Other partitions are held than before. What was read and is not durable yet may be somebody else's by now."""


class Subscription(Protocol):
    """What one reader reads."""

    async def getmany(self, limit: int, timeout_s: float) -> Sequence[Delivery]:
        """Up to `limit` deliveries, each partition in its order; waits for the first at most `timeout_s`."""
        ...

    async def positions(self) -> Mapping[Place, int]:
        """The next offset of every partition held."""
        ...

    async def ends(self) -> Mapping[Place, int]:
        """The offset that the next record of every partition held will get."""
        ...

    async def close(self) -> None: ...


class Membership(Subscription, Protocol):
    """What one member of a group reads: every partition has one reader in the group, whoever that is at the time.

    `getmany`, `positions` and `ends` raise Reassigned where other partitions are held since `getmany` was asked the
    last time, or none yet; `getmany` then goes on with those that are held now.
    """

    def holds(self, key: str) -> bool:
        """Whether what is keyed so comes to this member."""
        ...

    async def settled(self, positions: Mapping[Place, int]) -> None:
        """Tells whoever watches the group from outside how far it is. It proves nothing, and may fail in silence."""
        ...


Start = Callable[[Sequence[Place]], Awaitable[Mapping[Place, int]]]


class Publisher(Protocol):
    async def publish(self, topic: str, envelopes: Sequence[Envelope[Any]]) -> None:
        """Durable when it returns; the order of each key (the county) is kept."""
        ...


class Bus(Publisher, Protocol):
    async def subscribe(self, topics: Sequence[str], start: Mapping[Place, int] | None) -> Subscription:
        """From the given positions, a partition that is not named from its beginning; None: from the end of all."""
        ...

    async def join(self, group: str, topics: Sequence[str], start: Start) -> Membership:
        """The partitions of all topics are shared out by number, so that who holds one of a topic holds it of all.

        `start` is asked for the position of what was received; a partition that it does not name begins at its
        beginning.
        """
        ...

    async def check(self, topics: Sequence[str]) -> None:
        """Raises where it cannot be reached, or has not the topics that it should have."""
        ...

    @property
    def epoch(self) -> str:
        """Positions of one epoch say nothing in another."""
        ...
