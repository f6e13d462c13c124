"""A rehearsal sees what it would have written, and nothing of it is there afterwards."""

from datetime import date, datetime

import pytest

from shared.adapters.memory_store import MemoryStore
from shared.adapters.memory_views import MemoryViews
from shared.ports.store import Commit, EventStore, KeyUsed, StreamMoved
from shared.ports.views import AtMost, Prefix, Put, View
from shared.runtime.rehearsal import RehearsedStore, RehearsedVault, RehearsedViews
from tests.examples.told import SHANGHAI

THINGS = View("things", ("county_code", "day"))
NOON = datetime(2026, 3, 1, 12, tzinfo=SHANGHAI)
DAY = NOON.date()


def commit(stream: str, version: int, key: str | None = None) -> Commit:
    return Commit(stream=stream, version=version, events=("it",), recorded_at=NOON, actor="a", key=key)


def put(id: str, version: int = 1, county: str = "4101", day: date = DAY) -> Put:
    return Put(THINGS, id, version, {"county_code": county, "day": day})


async def test_a_stream_goes_on_where_the_log_ends() -> None:
    real = MemoryStore()
    await real.append(commit("a-1", 1, "key"))
    store: EventStore = RehearsedStore(real)
    await store.append(commit("a-1", 2, "another"))
    with pytest.raises(StreamMoved):
        await store.append(commit("a-1", 2))
    for used in ("key", "another"):
        with pytest.raises(KeyUsed):
            await store.append(commit("a-1", 3, used))
    assert [each.version for each in await store.load("a-1")] == [1, 2]
    assert [each.version for each in await real.load("a-1")] == [1]
    assert [logged.commit.version for logged in await store.read(0, 10)] == [1]
    assert (await store.backlog()).commits == len(await store.undispatched(10)) == 1


async def test_documents_are_found_among_those_that_are_there() -> None:
    real = MemoryViews([THINGS])
    await real.put([put("a"), put("b", county="4102"), put("d")])
    views = RehearsedViews(real)
    await views.put([put("b", 2), put("c"), put("d", 1, "4199")])
    await views.delete(THINGS, "a")
    county = {"county_code": Prefix("4101")}
    assert [row.id for row in await views.find(THINGS, county)] == ["b", "c", "d"]
    assert [row.id for row in await views.find(THINGS, county, after="b", limit=1)] == ["c"]
    assert [row.id for row in await views.find(THINGS, {"day": AtMost("2026-02-28")})] == []
    assert [row.id for row in await views.get_many(THINGS, ["a", "b", "c"])] == ["b", "c"]
    assert await views.count(THINGS, county) == 3
    assert [await views.swap(put("c", 2), 1), await views.swap(put("e"), 1), await views.swap(put("f"), 0)] == [
        True,
        False,
        True,
    ]
    assert [row.id for row in await real.find(THINGS, {})] == ["a", "b", "d"]


class Drawer:
    """The least of a vault."""

    def __init__(self) -> None:
        self.kept = {"a": {"name": "甲"}}

    async def put(self, ref: str, fields: object) -> None:
        raise AssertionError(ref, fields)

    async def get(self, ref: str) -> dict[str, str]:
        return self.kept.get(ref, {})

    async def get_many(self, refs: object) -> dict[str, dict[str, str]]:
        raise AssertionError(refs)

    async def erase(self, ref: str) -> None:
        raise AssertionError(ref)

    def keyed_hash(self, purpose: str, text: str) -> str:
        return f"{purpose} {text}"


async def test_secrets_are_kept_apart() -> None:
    real = Drawer()
    vault = RehearsedVault(real)
    await vault.put("a", {"prison": "乙"})
    await vault.put("b", {"name": "丙"})
    assert await vault.get_many(["a", "b", "c"]) == {"a": {"name": "甲", "prison": "乙"}, "b": {"name": "丙"}}
    await vault.erase("a")
    assert (await vault.get("a"), real.kept) == ({}, {"a": {"name": "甲"}})
    assert vault.keyed_hash("p", "t") == "p t"
