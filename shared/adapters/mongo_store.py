"""A service's log in MongoDB: one document a commit.

Its `_id` is "stream@version". A commit must follow one that is there, and nothing that is there goes away, so the
server's own uniqueness of `_id` decides every race: no gap, no overlap, no transaction.

Positions come from a counter, drawn after the commit before was seen and before this one is written. So each stream
has its order, but between streams a commit may become visible after one with a higher position: `read`, asked to go on
from there, has then passed it over. Nobody relies on that: the relay asks for what waits, which no position hides;
consumers read the bus; `verify` and the pages of the log are for people, who may ask again.

An append whose answer was lost is Unavailable: its commit may be in the log, or come to it later, and nobody looks
which, for who asks again finds out.
- A client that repeats its Idempotency-Key is answered by the commit that carries it; where that comes in between, the
  unique key lets one of the two in, and the other is KeyUsed.
- A command without a key (a reaction, a timer) is decided again on a stream that holds its events: it is so already.
- Somebody else who takes the version in the meantime keeps it, and the late insert fails on its `_id`.
- What had to follow the commit (its document, its reactions) is repaired by the relay before it goes out.
PyMongo itself repeats an insert only where there are replicas, and there the server knows it again by its number in the
session. So no append meets its own commit and takes it for another's: StreamMoved is always somebody else's.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel, ReturnDocument
from pymongo.errors import DuplicateKeyError

from shared.adapters.mongo_database import Document, MongoDatabase
from shared.adapters.mongo_outages import reaching
from shared.contract.codec import EventCodec
from shared.ports.store import Backlog, Commit, KeyUsed, Logged, StreamMoved

COMMITS = "commits"
COUNTERS = "counters"
LOG = {"_id": "log"}
INDEXES = (
    IndexModel([("stream", ASCENDING), ("last_version", ASCENDING)], name="stream"),
    IndexModel([("position", ASCENDING)], name="position"),
    IndexModel([("waiting", ASCENDING)], name="waiting", sparse=True),
    IndexModel([("caused_by", ASCENDING)], name="caused_by", sparse=True),
    IndexModel([("key", ASCENDING)], name="key", unique=True, sparse=True),
)
# The outbox: `waiting` is the position, and is taken away by dispatching, so that its index holds only what waits.
WAITING = {"waiting": {"$gt": 0}}
OPTIONAL = ("caused_by", "key", "fingerprint", "traceparent")


class CounterLost(Exception):
    """Somebody took the counter away while we ran; the service, started again, counts on from the end of the log."""


@reaching
class MongoStore:
    """EventStore over one database, shared by as many instances of the service as there are."""

    def __init__(self, database: MongoDatabase, codec: EventCodec) -> None:
        database.declare(COMMITS, *INDEXES)
        database.declare(COUNTERS, first=self._count_on)
        self._database, self._codec = database, codec

    async def load(self, stream: str) -> Sequence[Commit]:
        return self._commits(await self._found({"stream": stream}, "last_version"))

    async def append(self, commit: Commit) -> None:
        document = self._document(commit)
        if not (await self._follows(commit) and await self._written(document)):
            # The key first: who loses against its own repetition wants the winner's answer.
            used = None if commit.key is None else await self.with_key(commit.key)
            raise StreamMoved(commit.stream) if used is None else KeyUsed(used)

    async def with_key(self, key: str) -> Commit | None:
        document = await self._database.collection(COMMITS).find_one({"key": key})
        return None if document is None else self._commit(document)

    async def undispatched(self, limit: int) -> Sequence[Commit]:
        return self._commits(await self._found(WAITING, "waiting", limit))

    async def mark_dispatched(self, commits: Sequence[Commit]) -> None:
        places = [place(commit) for commit in commits]
        await self._database.collection(COMMITS).update_many({"_id": {"$in": places}}, {"$unset": {"waiting": ""}})

    async def erase(self, commits: Sequence[Commit]) -> None:
        places = [place(commit) for commit in commits]
        await self._database.collection(COMMITS).delete_many({"_id": {"$in": places}})

    async def forget(self, stream: str) -> None:
        """The server's own files give deleted bytes up in their time."""
        await self._database.collection(COMMITS).update_many({"stream": stream}, {"$unset": {"fingerprint": ""}})

    async def backlog(self) -> Backlog:
        commits = await self._database.collection(COMMITS).count_documents(WAITING)
        oldest = await self.undispatched(1) if commits else ()
        return Backlog(commits, oldest[0].recorded_at if oldest else None)

    async def read(self, after: int, limit: int) -> Sequence[Logged]:
        return self._logged(await self._found({"position": {"$gt": after}}, "position", limit))

    async def read_back(self, before: int | None, limit: int) -> Sequence[Logged]:
        condition = {} if before is None else {"position": {"$lt": before}}
        return self._logged(await self._found(condition, "position", limit, DESCENDING))

    async def caused_by(self, event_id: str) -> Sequence[Commit]:
        return self._commits(await self._found({"caused_by": event_id}, "position"))

    async def _follows(self, commit: Commit) -> bool:
        """Of a stream's first commit the insert itself decides."""
        if commit.version == 1:
            return True
        before = {"stream": commit.stream, "last_version": commit.version - 1}
        return await self._database.collection(COMMITS).find_one(before, {"_id": True}) is not None

    async def _written(self, document: Document) -> bool:
        position = await self._next_position()
        try:
            await self._database.collection(COMMITS).insert_one({**document, "position": position, "waiting": position})
        except DuplicateKeyError:
            return False
        return True

    async def _next_position(self) -> int:
        counter = await self._database.collection(COUNTERS).find_one_and_update(
            LOG, {"$inc": {"last": 1}}, return_document=ReturnDocument.AFTER
        )
        if counter is None:
            raise CounterLost(self._database.name)
        return int(counter["last"])

    async def _count_on(self) -> None:
        """From the end of the log, also where it was brought back from a copy and the counter was older."""
        counters = self._database.collection(COUNTERS)
        with suppress(DuplicateKeyError):
            await counters.insert_one({**LOG, "last": 0})
        for last in await self.read_back(None, 1):
            await counters.update_one(LOG, {"$max": {"last": last.position}})

    async def _found(
        self, condition: Mapping[str, Any], order: str, limit: int | None = None, direction: int = ASCENDING
    ) -> Sequence[Document]:
        if limit == 0:
            return ()  # which to MongoDB would mean all
        found = self._database.collection(COMMITS).find(condition).sort(order, direction)
        return await (found if limit is None else found.limit(limit)).to_list()

    def _document(self, commit: Commit) -> Document:
        packed = [self._codec.pack(event) for event in commit.events]
        optional = {name: getattr(commit, name) for name in OPTIONAL}
        return {
            "_id": place(commit),
            "stream": commit.stream,
            "version": commit.version,
            "last_version": commit.last_version,
            "events": [{"type": name, "data": bytes(body).decode()} for name, body in packed],
            "recorded_at": commit.recorded_at.isoformat(),  # text, since MongoDB's own instants end at milliseconds
            "actor": commit.actor,
            **{name: value for name, value in optional.items() if value is not None},
        }

    def _commits(self, documents: Sequence[Document]) -> Sequence[Commit]:
        return tuple(self._commit(document) for document in documents)

    def _logged(self, documents: Sequence[Document]) -> Sequence[Logged]:
        return tuple(Logged(document["position"], self._commit(document)) for document in documents)

    def _commit(self, document: Document) -> Commit:
        return Commit(
            stream=document["stream"],
            version=document["version"],
            events=tuple(self._codec.unpack(event["type"], event["data"].encode()) for event in document["events"]),
            recorded_at=datetime.fromisoformat(document["recorded_at"]),
            actor=document["actor"],
            **{name: document.get(name) for name in OPTIONAL},
        )


def place(commit: Commit) -> str:
    return f"{commit.stream}@{commit.version}"
