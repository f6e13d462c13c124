"""A service rehearsed: the same commands on what is there, with the same refusals, and nothing of it is written.

What the rehearsed commands lead to is kept beside the store, the views and the vault, and seen by those that follow.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from shared.contract.codec import decode, encode
from shared.ports.store import Backlog, Commit, EventStore, KeyUsed, Logged, StreamMoved
from shared.ports.vault import Vault
from shared.ports.views import AtMost, Condition, Prefix, Put, Row, View, Views
from shared.runtime.service import Service


def rehearsed(service: Service) -> Service:
    """Its twin, which never starts, tells nobody, and is forgotten."""
    ports = replace(
        service.ports,
        store=RehearsedStore(service.ports.store),
        views=RehearsedViews(service.ports.views),
        vault=RehearsedVault(service.ports.vault),
    )
    twin = Service(replace(service.blueprint, reader=None, alert_change=None), ports, service.settings)
    twin.handler.on_settled = lambda _: None
    return twin


class RehearsedStore:
    """A log and what would be appended to it."""

    def __init__(self, real: EventStore) -> None:
        self._real = real
        self._own: defaultdict[str, list[Commit]] = defaultdict(list)
        self._keys: dict[str, Commit] = {}

    async def load(self, stream: str) -> Sequence[Commit]:
        return (*await self._real.load(stream), *self._own.get(stream, ()))

    async def append(self, commit: Commit) -> None:
        """Raises StreamMoved, KeyUsed."""
        if commit.key and (used := await self.with_key(commit.key)):
            raise KeyUsed(used)
        before = await self.load(commit.stream)
        if commit.version != (before[-1].last_version if before else 0) + 1:
            raise StreamMoved(commit.stream)
        self._own[commit.stream].append(commit)
        if commit.key:
            self._keys[commit.key] = commit

    async def with_key(self, key: str) -> Commit | None:
        return self._keys.get(key) or await self._real.with_key(key)

    async def undispatched(self, limit: int) -> Sequence[Commit]:
        return await self._real.undispatched(limit)

    async def mark_dispatched(self, commits: Sequence[Commit]) -> None:
        """Nobody is told."""

    async def erase(self, commits: Sequence[Commit]) -> None:
        """Nothing is erased by rehearsing."""

    async def forget(self, stream: str) -> None:
        """Nothing is forgotten by rehearsing."""

    async def backlog(self) -> Backlog:
        return await self._real.backlog()

    async def read(self, after: int, limit: int) -> Sequence[Logged]:
        return await self._real.read(after, limit)

    async def read_back(self, before: int | None, limit: int) -> Sequence[Logged]:
        return await self._real.read_back(before, limit)

    async def caused_by(self, event_id: str) -> Sequence[Commit]:
        return await self._real.caused_by(event_id)


class RehearsedViews:
    """Documents, and those that would be written; none where one would be deleted."""

    def __init__(self, real: Views) -> None:
        self._real = real
        self._own: defaultdict[str, dict[str, Row | None]] = defaultdict(dict)

    async def get(self, view: View, id: str) -> Row | None:
        own = self._own[view.name]
        return own[id] if id in own else await self._real.get(view, id)

    async def get_many(self, view: View, ids: Sequence[str]) -> Sequence[Row]:
        found = [await self.get(view, id) for id in dict.fromkeys(ids)]
        return [row for row in found if row]

    async def put(self, puts: Sequence[Put]) -> None:
        for put in puts:
            known = await self.get(put.view, put.id)
            if known is None or known.version < put.version:
                self._own[put.view.name][put.id] = written(put)

    async def swap(self, put: Put, expected: int) -> bool:
        known = await self.get(put.view, put.id)
        fits = expected == (known.version if known else 0)
        if fits:
            self._own[put.view.name][put.id] = written(put)
        return fits

    async def find(
        self, view: View, where: Mapping[str, Condition], *, after: str = "", limit: int = 50
    ) -> Sequence[Row]:
        own = self._own[view.name]
        real = await self._real.find(view, where, after=after, limit=limit + len(own))
        rows = [row for row in real if row.id not in own]
        rows += [row for row in own.values() if row and row.id > after and meets(row, where)]
        return sorted(rows, key=lambda row: row.id)[:limit]

    async def count(self, view: View, where: Mapping[str, Condition]) -> int:
        """Those that would be there."""
        before = [row for id in self._own[view.name] if (row := await self._real.get(view, id)) and meets(row, where)]
        after = [row for row in self._own[view.name].values() if row and meets(row, where)]
        return await self._real.count(view, where) - len(before) + len(after)

    async def delete(self, view: View, id: str) -> None:
        self._own[view.name][id] = None


class RehearsedVault:
    """Secrets, and those that would be kept; they are gone with it."""

    def __init__(self, real: Vault) -> None:
        self._real = real
        self._own: dict[str, Mapping[str, str]] = {}

    async def put(self, ref: str, fields: Mapping[str, str]) -> None:
        self._own[ref] = {**await self.get(ref), **fields}

    async def get(self, ref: str) -> Mapping[str, str]:
        return self._own[ref] if ref in self._own else await self._real.get(ref)

    async def get_many(self, refs: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
        found = {ref: await self.get(ref) for ref in refs}
        return {ref: fields for ref, fields in found.items() if fields}

    async def erase(self, ref: str) -> None:
        self._own[ref] = {}

    def keyed_hash(self, purpose: str, text: str) -> str:
        return self._real.keyed_hash(purpose, text)


def written(put: Put) -> Row:
    """As it would be read again."""
    return Row(put.id, put.version, decode(encode(put.document)))


def meets(row: Row, where: Mapping[str, Condition]) -> bool:
    return all(holds(condition, row.document.get(field)) for field, condition in where.items())


def holds(condition: Condition, value: object) -> bool:
    match condition:
        case Prefix():
            return isinstance(value, str) and value.startswith(condition.text)
        case AtMost():
            return isinstance(value, str) and value <= condition.text
        case _:
            return value == condition
