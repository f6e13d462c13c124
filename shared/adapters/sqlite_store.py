"""A service's log in SQLite: one row a commit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from shared.adapters.sqlite_database import SqliteDatabase
from shared.contract.codec import EventCodec, Raw, encode, read
from shared.ports.store import Backlog, Commit, KeyUsed, Logged, StreamMoved

REMEMBERED = 8192

SCHEMA = (
    """CREATE TABLE IF NOT EXISTS commits (
        position INTEGER PRIMARY KEY AUTOINCREMENT, stream TEXT NOT NULL, version INTEGER NOT NULL,
        last_version INTEGER NOT NULL, recorded_at TEXT NOT NULL, caused_by TEXT, key TEXT UNIQUE,
        body BLOB NOT NULL, dispatched INTEGER NOT NULL DEFAULT 0, UNIQUE (stream, version))""",
    "CREATE INDEX IF NOT EXISTS undispatched ON commits (position) WHERE dispatched = 0",
    "CREATE INDEX IF NOT EXISTS causes ON commits (caused_by) WHERE caused_by IS NOT NULL",
)
APPEND = """
    INSERT INTO commits (stream, version, last_version, recorded_at, caused_by, key, body)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
    WHERE ?2 = 1 + coalesce((SELECT last_version FROM commits WHERE stream = ?1 ORDER BY version DESC LIMIT 1), 0)
    ON CONFLICT DO NOTHING"""
COMMITS = "SELECT position, stream, version, recorded_at, caused_by, key, body FROM commits"
LOAD = f"{COMMITS} WHERE stream = ? ORDER BY version"
WITH_KEY = f"{COMMITS} WHERE key = ?"
UNDISPATCHED = f"{COMMITS} WHERE dispatched = 0 ORDER BY position LIMIT ?"
READ = f"{COMMITS} WHERE position > ? ORDER BY position LIMIT ?"
READ_BACK = f"{COMMITS} WHERE position < ? ORDER BY position DESC LIMIT ?"
CAUSED_BY = f"{COMMITS} WHERE caused_by = ? ORDER BY position"
DISPATCHED = """
    UPDATE commits SET dispatched = 1
    FROM json_each(?) AS place WHERE stream = place.value ->> 0 AND version = place.value ->> 1"""
ERASED = """
    DELETE FROM commits WHERE position IN (
        SELECT position FROM commits JOIN json_each(?) AS place
        ON stream = place.value ->> 0 AND version = place.value ->> 1)"""
FORGOTTEN = "UPDATE commits SET body = ? WHERE stream = ? AND version = ?"
BACKLOG = """
    SELECT count(*), (SELECT recorded_at FROM commits WHERE dispatched = 0 ORDER BY position LIMIT 1)
    FROM commits WHERE dispatched = 0"""
END_OF_LOG = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Body:
    """What of a commit no query asks for."""

    events: tuple[tuple[str, Raw], ...]
    actor: str
    fingerprint: str | None
    traceparent: str | None = None


class SqliteStore:
    """EventStore over one file. What was appended lately stays at hand until it is dispatched."""

    def __init__(self, database: SqliteDatabase, codec: EventCodec) -> None:
        database.declare(*SCHEMA)
        self._database, self._codec = database, codec
        self._recent: dict[tuple[str, int], Commit] = {}

    async def load(self, stream: str) -> Sequence[Commit]:
        return self._commits(LOAD, stream)

    async def append(self, commit: Commit) -> None:
        row = self._row(commit)
        if not await self._database.write(lambda connection: connection.execute(APPEND, row).rowcount):
            # The key first: who loses against its own repetition wants the winner's answer.
            used = None if commit.key is None else await self.with_key(commit.key)
            raise StreamMoved(commit.stream) if used is None else KeyUsed(used)
        self._recent[commit.stream, commit.version] = commit
        if len(self._recent) > REMEMBERED:
            del self._recent[next(iter(self._recent))]

    async def with_key(self, key: str) -> Commit | None:
        return next(iter(self._commits(WITH_KEY, key)), None)

    async def undispatched(self, limit: int) -> Sequence[Commit]:
        return self._commits(UNDISPATCHED, limit)

    async def mark_dispatched(self, commits: Sequence[Commit]) -> None:
        places = [(commit.stream, commit.version) for commit in commits]
        listed = encode(places).decode()
        await self._database.write(lambda connection: connection.execute(DISPATCHED, (listed,)).rowcount)
        for place in places:
            self._recent.pop(place, None)

    async def erase(self, commits: Sequence[Commit]) -> None:
        listed = encode([(commit.stream, commit.version) for commit in commits]).decode()
        await self._database.write(lambda connection: connection.execute(ERASED, (listed,)).rowcount)
        for commit in commits:
            self._recent.pop((commit.stream, commit.version), None)

    async def forget(self, stream: str) -> None:
        """The write-ahead log, which still has what was overwritten, is emptied too."""
        commits = [replace(commit, fingerprint=None) for commit in await self.load(stream)]
        rows = [(self._body(commit), commit.stream, commit.version) for commit in commits]
        await self._database.write(lambda connection: connection.executemany(FORGOTTEN, rows).rowcount, emptied=True)
        for commit in commits:
            if (commit.stream, commit.version) in self._recent:
                self._recent[commit.stream, commit.version] = commit

    async def backlog(self) -> Backlog:
        [(commits, oldest)] = self._database.read(BACKLOG)
        return Backlog(commits, oldest and datetime.fromisoformat(oldest))

    async def read(self, after: int, limit: int) -> Sequence[Logged]:
        return self._logged(READ, after, limit)

    async def read_back(self, before: int | None, limit: int) -> Sequence[Logged]:
        return self._logged(READ_BACK, END_OF_LOG if before is None else before, limit)

    async def caused_by(self, event_id: str) -> Sequence[Commit]:
        return self._commits(CAUSED_BY, event_id)

    def _row(self, commit: Commit) -> tuple[Any, ...]:
        instant, body = commit.recorded_at.isoformat(), self._body(commit)
        return commit.stream, commit.version, commit.last_version, instant, commit.caused_by, commit.key, body

    def _body(self, commit: Commit) -> bytes:
        events = tuple(self._codec.pack(event) for event in commit.events)
        return encode(Body(events, commit.actor, commit.fingerprint, commit.traceparent))

    def _commits(self, query: str, *parameters: str | int) -> Sequence[Commit]:
        return tuple(logged.commit for logged in self._logged(query, *parameters))

    def _logged(self, query: str, *parameters: str | int) -> Sequence[Logged]:
        return tuple(
            Logged(position, self._commit(*rest)) for position, *rest in self._database.read(query, parameters)
        )

    def _commit(
        self, stream: str, version: int, recorded_at: str, caused_by: str | None, key: str | None, packed: bytes
    ) -> Commit:
        recent = self._recent.get((stream, version))
        if recent is not None:
            return recent
        body = read(packed, Body)
        return Commit(
            stream=stream,
            version=version,
            events=tuple(self._codec.unpack(name, event) for name, event in body.events),
            recorded_at=datetime.fromisoformat(recorded_at),
            actor=body.actor,
            caused_by=caused_by,
            key=key,
            fingerprint=body.fingerprint,
            traceparent=body.traceparent,
        )
