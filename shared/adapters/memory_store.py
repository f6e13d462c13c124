"""A log in memory."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from shared.ports.store import Backlog, Commit, KeyUsed, Logged, StreamMoved


class MemoryStore:
    """EventStore for tests: as strict as the others, and gone with the process."""

    def __init__(self) -> None:
        self._log: list[Commit | None] = []  # none where one was erased: positions have gaps
        self._streams: dict[str, list[Commit]] = {}
        self._keys: dict[str, Commit] = {}
        self._undispatched: dict[tuple[str, int], Commit] = {}

    async def load(self, stream: str) -> Sequence[Commit]:
        return tuple(self._streams.get(stream, ()))

    async def append(self, commit: Commit) -> None:
        if commit.key is not None and commit.key in self._keys:
            raise KeyUsed(self._keys[commit.key])
        stream = self._streams.get(commit.stream, [])
        if commit.version != (stream[-1].last_version if stream else 0) + 1:
            raise StreamMoved(commit.stream)
        self._streams[commit.stream] = [*stream, commit]
        self._log.append(commit)
        self._undispatched[commit.stream, commit.version] = commit
        if commit.key is not None:
            self._keys[commit.key] = commit

    async def with_key(self, key: str) -> Commit | None:
        return self._keys.get(key)

    async def undispatched(self, limit: int) -> Sequence[Commit]:
        return tuple(self._undispatched.values())[:limit]

    async def mark_dispatched(self, commits: Sequence[Commit]) -> None:
        for commit in commits:
            self._undispatched.pop((commit.stream, commit.version), None)

    async def erase(self, commits: Sequence[Commit]) -> None:
        for commit in commits:
            self._streams[commit.stream] = [one for one in self._streams[commit.stream] if one != commit]
            self._log[self._log.index(commit)] = None
            self._keys.pop(commit.key or "", None)
        await self.mark_dispatched(commits)

    async def forget(self, stream: str) -> None:
        for commit in self._streams.get(stream, ()):
            self._became(commit, replace(commit, fingerprint=None))

    async def backlog(self) -> Backlog:
        oldest = next(iter(self._undispatched.values()), None)
        return Backlog(len(self._undispatched), None if oldest is None else oldest.recorded_at)

    async def read(self, after: int, limit: int) -> Sequence[Logged]:
        return self._logged(range(max(after, 0), len(self._log)), limit)

    async def read_back(self, before: int | None, limit: int) -> Sequence[Logged]:
        behind = len(self._log) if before is None else min(before - 1, len(self._log))
        return self._logged(range(behind - 1, -1, -1), limit)

    async def caused_by(self, event_id: str) -> Sequence[Commit]:
        return tuple(commit for commit in self._log if commit and commit.caused_by == event_id)

    def _became(self, was: Commit, then: Commit) -> None:
        self._streams[was.stream] = [then if one is was else one for one in self._streams[was.stream]]
        self._log[self._log.index(was)] = then
        if was.key is not None:
            self._keys[was.key] = then
        if (was.stream, was.version) in self._undispatched:
            self._undispatched[was.stream, was.version] = then

    def _logged(self, indexes: Sequence[int], limit: int) -> Sequence[Logged]:
        there = ((index + 1, commit) for index in indexes if (commit := self._log[index]))
        return tuple(Logged(position, commit) for position, commit in islice(there, limit))
