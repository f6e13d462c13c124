"""Where events are kept: a log of commits, which is the outbox too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shared.contract.envelope import event_id


@dataclass(frozen=True, kw_only=True, slots=True)
class Commit:
    """All the events of one command: one record, in the log as a whole or not at all.

    `version` is that of its first event; a stream's versions count its events from 1. `key` is the caller's
    Idempotency-Key, unique over the service; `fingerprint` tells whether the same key came with the same request.
    `traceparent` is there where the command is followed.
    """

    stream: str
    version: int
    events: tuple[object, ...]
    recorded_at: datetime
    actor: str
    caused_by: str | None = None
    key: str | None = None
    fingerprint: str | None = None
    traceparent: str | None = None

    @property
    def last_version(self) -> int:
        return self.version + len(self.events) - 1

    def recorded(self) -> "Sequence[Recorded]":
        return [Recorded(self, self.version + nth, event) for nth, event in enumerate(self.events)]


@dataclass(frozen=True, slots=True)
class Recorded:
    """One event with the commit that it came in: what documents are folded from, and reactions get."""

    commit: Commit
    version: int
    event: object

    @property
    def id(self) -> str:
        return event_id(self.commit.stream, self.version)


@dataclass(frozen=True, slots=True)
class Logged:
    """A commit and where in the log it stands; positions only grow, and have gaps."""

    position: int
    commit: Commit


@dataclass(frozen=True, slots=True)
class Backlog:
    """Commits not dispatched yet, and since when the oldest waits."""

    commits: int
    oldest: datetime | None

    def age_s(self, now: datetime) -> float:
        """How long the oldest has waited; 0 where nothing waits."""
        return (now - self.oldest).total_seconds() if self.oldest else 0.0


class StreamMoved(Exception):
    """Somebody appended first; load again and decide again."""


class KeyUsed(Exception):
    """The Idempotency-Key is in the log already, with the commit that carries it."""

    def __init__(self, commit: Commit) -> None:
        super().__init__(commit.stream)
        self.commit = commit


class EventStore(Protocol):
    """One service's log. Every answer is durable before it is given."""

    async def load(self, stream: str) -> Sequence[Commit]:
        """A stream from its beginning; empty where there is none."""
        ...

    async def append(self, commit: Commit) -> None:
        """Raises StreamMoved where the version is taken (or would leave a gap), KeyUsed where the key is."""
        ...

    async def with_key(self, key: str) -> Commit | None:
        """The commit that carries the Idempotency-Key."""
        ...

    async def undispatched(self, limit: int) -> Sequence[Commit]:
        """The oldest that were not dispatched yet; each stream in its order."""
        ...

    async def mark_dispatched(self, commits: Sequence[Commit]) -> None: ...

    async def backlog(self) -> Backlog: ...

    async def read(self, after: int, limit: int) -> Sequence[Logged]:
        """The log from a position on; each stream in its order."""
        ...

    async def read_back(self, before: int | None, limit: int) -> Sequence[Logged]:
        """The log from its end, or from before a position, newest first."""
        ...

    async def erase(self, commits: Sequence[Commit]) -> None:
        """Those commits are not in the log any more, and nowhere else: only for private streams that lead to a person.

        Its other commits stay as they are; what is appended next follows the last of them.
        """
        ...

    async def forget(self, stream: str) -> None:
        """By which requests a stream came to be: their fingerprints, which whoever knows a request could compare.

        What was deleted in the store before, its vault's too, is beyond recovery when this returns, as far as the
        technology allows.
        """
        ...

    async def caused_by(self, event_id: str) -> Sequence[Commit]:
        """What an event, of this service or another, led to in this log."""
        ...
