"""What a service publishes, live: encoded once for all who listen, resumed from a cursor, with nothing missed."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from shared.contract.envelope import Envelope, Public
from shared.ports.bus import Bus, Delivery, Place, Subscription
from shared.ports.unavailable import Unavailable
from shared.runtime.outages import for_ever

QUEUE_MAX = 2_000
BATCH = 1_000
WAIT_S = 0.5

Chosen = Callable[[Envelope[Any]], bool]
Encoded = Callable[[Envelope[Any]], tuple[str, bytes] | None]
RESYNC = b"event: resync\ndata: {}\n\n"


@dataclass(slots=True, eq=False)
class Listener:
    """One open stream. `queue` is bounded: who does not keep up is told to read again."""

    chosen: Chosen
    encoded: Encoded
    queue: asyncio.Queue[bytes]
    lost: bool = False

    def offer(self, chunk: bytes) -> None:
        try:
            self.queue.put_nowait(chunk)
        except asyncio.QueueFull:
            self.lost = True


class Hub:
    """One topic's listeners in this process. A cursor is `epoch.offset-offset-…`, one offset a partition."""

    def __init__(self, bus: Bus, topic: str) -> None:
        self._bus, self._topic = bus, topic
        self._subscription: Subscription | None = None
        self._next: dict[Place, int] = {}
        self._listeners: set[Listener] = set()
        self._closed = False

    async def start(self) -> None:
        self._subscription = await self._bus.subscribe([self._topic], None)
        self._next = dict(await self._subscription.positions())

    async def run(self) -> None:
        await for_ever(self._go_on, topic=self._topic)

    async def _go_on(self) -> None:
        if self._subscription is None:
            await self.start()
        await self.step()

    async def step(self) -> None:
        """One bounded round: what came is offered to everybody who listens."""
        if self._subscription is None:
            raise RuntimeError("a hub is started before it steps")
        for delivery in await self._subscription.getmany(BATCH, WAIT_S):
            self._next[delivery.place] = delivery.offset + 1
            if self._listeners and (envelope := known(delivery)):
                self._offer(envelope)

    def cursor(self) -> str:
        """From here on, what will be published is new. Raises Unavailable."""
        if self._subscription is None:
            raise Unavailable("the event stream has not begun yet")
        return cursor_text(self._bus.epoch, self._next)

    @property
    def begun(self) -> bool:
        return self._subscription is not None

    @property
    def listening(self) -> int:
        return len(self._listeners)

    def close(self) -> None:
        """Ends every stream."""
        self._closed = True
        for listener in self._listeners:
            listener.offer(b"")

    def listen(self, cursor: str | None, chosen: Chosen, encoded: Encoded) -> AsyncGenerator[bytes, None]:
        """Chunks of an event stream; first what was published since the cursor, then what comes.

        Raises Unavailable where it is not yet known where the topic stands.
        """
        if self._subscription is None:
            raise Unavailable("the event stream has not begun yet")
        return self._listen(cursor, chosen, encoded)

    async def _listen(self, cursor: str | None, chosen: Chosen, encoded: Encoded) -> AsyncGenerator[bytes, None]:
        listener = Listener(chosen, encoded, asyncio.Queue(QUEUE_MAX))
        # From this moment on everything is queued, and everything before it can be read: nothing falls between.
        self._listeners.add(listener)
        until = dict(self._next)
        try:
            async with aclosing(self._missed(cursor, until, listener)) as missed:
                async for chunk in missed:
                    yield chunk
            while not (self._closed or listener.lost):
                yield await drained(listener)
            if listener.lost:
                yield RESYNC
        finally:
            self._listeners.discard(listener)

    def _offer(self, envelope: Envelope[Any]) -> None:
        chunks: dict[Encoded, bytes | None] = {}
        for listener in self._listeners:
            if listener.chosen(envelope):
                if listener.encoded not in chunks:
                    chunks[listener.encoded] = sse_chunk(listener.encoded(envelope), self.cursor())
                chunk = chunks[listener.encoded]
                if chunk:
                    listener.offer(chunk)

    async def _missed(
        self, cursor: str | None, until: Mapping[Place, int], listener: Listener
    ) -> AsyncGenerator[bytes, None]:
        if cursor is None:
            yield f"id: {cursor_text(self._bus.epoch, until)}\nevent: ready\ndata: {{}}\n\n".encode()
            return
        start = positions_of(cursor, self._bus.epoch, until)
        if start is None:
            yield RESYNC
            return
        async with aclosing(read_between(self._bus, self._topic, start, until)) as between:
            async for delivery, reached in between:
                envelope = known(delivery)
                if envelope and listener.chosen(envelope):
                    yield sse_chunk(listener.encoded(envelope), cursor_text(self._bus.epoch, reached)) or b""


async def drained(listener: Listener) -> bytes:
    """Everything that waits, as one chunk: under load one write carries many events."""
    chunks = [await listener.queue.get()]
    while not listener.queue.empty():
        chunks.append(listener.queue.get_nowait())
    return b"".join(chunk for chunk in chunks if chunk)


async def read_between(
    bus: Bus, topic: str, start: Mapping[Place, int], until: Mapping[Place, int]
) -> AsyncGenerator[tuple[Delivery, Mapping[Place, int]], None]:
    """What stands between two sets of positions, with the positions reached after each."""
    reached = dict(start)
    subscription = await bus.subscribe([topic], start)
    try:
        while any(reached[place] < end for place, end in until.items()):
            for delivery in await subscription.getmany(BATCH, WAIT_S):
                if delivery.offset < until[delivery.place]:
                    reached[delivery.place] = delivery.offset + 1
                    yield delivery, reached
    finally:
        await subscription.close()


def known(delivery: Delivery) -> Envelope[Any] | None:
    """What can be shown: an event of a later version of this program has no shape here."""
    envelope = delivery.envelope
    return envelope if envelope and isinstance(envelope.data, Public) else None


def sse_chunk(event: tuple[str, bytes] | None, cursor: str) -> bytes | None:
    if event is None:
        return None
    name, data = event
    return b"id: %b\nevent: %b\ndata: %b\n\n" % (cursor.encode(), name.encode(), data)


def cursor_text(epoch: str, positions: Mapping[Place, int]) -> str:
    ordered = sorted(positions.items(), key=lambda item: item[0].partition)
    return f"{epoch}.{'-'.join(str(offset) for _, offset in ordered)}"


def positions_of(cursor: str, epoch: str, until: Mapping[Place, int]) -> dict[Place, int] | None:
    """Nothing where the cursor is of another epoch, or none of ours."""
    said, _, offsets = cursor.partition(".")
    numbers = offsets.split("-")
    places = sorted(until, key=lambda place: place.partition)
    ours = said == epoch and len(numbers) == len(places)
    if not ours or not all(number.isascii() and number.isdecimal() and len(number) < 16 for number in numbers):
        return None
    return {place: min(int(number), until[place]) for place, number in zip(places, numbers, strict=True)}
