"""How events leave a service and reach the others."""

from collections.abc import Mapping, Sequence
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


class Subscription(Protocol):
    """What one member of a group reads."""

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


class Bus(Protocol):
    async def publish(self, topic: str, envelopes: Sequence[Envelope[Any]]) -> None:
        """Durable when it returns; the order of each key (the county) is kept."""
        ...

    async def subscribe(self, topics: Sequence[str], start: Mapping[Place, int] | None) -> Subscription:
        """From the given positions, a partition that is not named from its beginning; None: from the end of all."""
        ...

    @property
    def epoch(self) -> str:
        """Positions of one epoch say nothing in another."""
        ...
