"""A durable bus for one process: a table of (topic, partition, offset)."""

import asyncio
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from shared.adapters.deliveries import delivery, place_of
from shared.adapters.log_subscription import Subscriptions
from shared.adapters.sqlite_database import SqliteDatabase
from shared.contract.catalogue import PUBLIC
from shared.contract.envelope import Envelope
from shared.contract.wire import record
from shared.ports.bus import Delivery, Membership, Place, Start, Subscription

# The count of partitions is part of what an epoch is: it is chosen once, when the file is made.
SCHEMA = (
    "CREATE TABLE IF NOT EXISTS bus (epoch TEXT NOT NULL, partitions INTEGER NOT NULL)",
    """CREATE TABLE IF NOT EXISTS records (
        topic TEXT NOT NULL, partition INTEGER NOT NULL, offset INTEGER NOT NULL, body BLOB NOT NULL,
        PRIMARY KEY (topic, partition, offset)) WITHOUT ROWID""",
)
BEGIN_EPOCH = "INSERT INTO bus SELECT lower(hex(randomblob(16))), {} WHERE NOT EXISTS (SELECT * FROM bus)"
END = "SELECT coalesce(max(offset) + 1, 0) FROM records WHERE topic = ? AND partition = ?"
RECORDS = "SELECT offset, body FROM records WHERE topic = ? AND partition = ? AND offset >= ? ORDER BY offset LIMIT ?"
INSERT = "INSERT INTO records (topic, partition, offset, body) VALUES (?, ?, ?, ?)"


class LocalBus:
    """Bus over one file. The newest records stay at hand, so that who reads at the end needs no query."""

    def __init__(self, database: SqliteDatabase, *, partitions: int = 12, tail: int = 1024) -> None:
        """`partitions` is for a new file, one that is there keeps its own; `tail` is per partition."""
        database.declare(*SCHEMA, BEGIN_EPOCH.format(partitions))
        self._database, self._tail = database, tail
        self._ends: dict[Place, int] = {}
        self._tails: defaultdict[Place, dict[int, Delivery]] = defaultdict(dict)
        self._subscriptions = Subscriptions(self)

    @cached_property
    def epoch(self) -> str:
        [(epoch,)] = self._database.read("SELECT epoch FROM bus")
        return str(epoch)

    @cached_property
    def _partitions(self) -> int:
        [(partitions,)] = self._database.read("SELECT partitions FROM bus")
        return int(partitions)

    async def publish(self, topic: str, envelopes: Sequence[Envelope[Any]]) -> None:
        if envelopes:
            # A publisher that is cancelled must not keep from the readers what is written already.
            await asyncio.shield(asyncio.create_task(self._publish(topic, envelopes)))

    async def subscribe(self, topics: Sequence[str], start: Mapping[Place, int] | None) -> Subscription:
        return self._subscriptions.add(self._places(topics), start)

    async def join(self, group: str, topics: Sequence[str], start: Start) -> Membership:
        return self._subscriptions.join(group, self._places(topics), start)

    async def check(self, topics: Sequence[str]) -> None:
        """It is where the process is, and has whatever topics it is asked for."""

    def end(self, place: Place) -> int:
        known = self._ends.get(place)
        if known is None:
            [(known,)] = self._database.read(END, (place.topic, place.partition))
            self._ends[place] = known
        return known

    def records(self, place: Place, start: int, limit: int) -> Sequence[Delivery]:
        tail = self._tails[place]
        wanted = range(start, min(start + limit, self.end(place)))
        at_hand = [tail[offset] for offset in wanted if offset in tail]
        return at_hand if len(at_hand) == len(wanted) else self._read(place, start, limit)

    def _places(self, topics: Sequence[str]) -> Sequence[Place]:
        return [Place(topic, partition) for topic in topics for partition in range(self._partitions)]

    def _read(self, place: Place, start: int, limit: int) -> Sequence[Delivery]:
        rows = self._database.read(RECORDS, (place.topic, place.partition, start, limit))
        return [delivery(place, offset, body) for offset, body in rows]

    async def _publish(self, topic: str, envelopes: Sequence[Envelope[Any]]) -> None:
        places = [place_of(topic, envelope, self._partitions) for envelope in envelopes]
        bodies = [record(envelope) for envelope in envelopes]
        offsets = await self._database.write(lambda connection: append(connection, places, bodies), savepoint=True)
        for place, offset, envelope, body in zip(places, offsets, envelopes, bodies, strict=True):
            self._ends[place] = offset + 1
            tail = self._tails[place]
            tail[offset] = delivered(place, offset, envelope, body)
            tail.pop(offset - self._tail, None)
        self._subscriptions.wake(set(places))


def append(connection: sqlite3.Connection, places: Sequence[Place], bodies: Sequence[bytes]) -> Sequence[int]:
    """The offsets that the records got."""
    ends = {place: connection.execute(END, (place.topic, place.partition)).fetchone()[0] for place in set(places)}
    rows = []
    for place, body in zip(places, bodies, strict=True):
        rows.append((place.topic, place.partition, ends[place], body))
        ends[place] += 1
    connection.executemany(INSERT, rows)
    return [offset for _, _, offset, _ in rows]


def delivered(place: Place, offset: int, envelope: Envelope[Any], body: bytes) -> Delivery:
    """As if it had been read again, which is only done where that could make a difference."""
    if type(envelope.data) is PUBLIC.get(envelope.type):
        return Delivery(place, offset, envelope.stream, envelope.version, envelope, record=body)
    return delivery(place, offset, body)
