"""What every Views promises."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from shared.adapters.memory_views import MemoryViews
from shared.ports.views import AtMost, Condition, Prefix, Put, Row, View, Views
from tests.contract.conftest import OpenedViews
from tests.contract.opened import VIEWS
from tests.contract.samples import CARDS, NOTES


@dataclass(frozen=True, kw_only=True)
class Card:
    county: str
    due: date | None
    open: bool
    seen: datetime
    posts: tuple[str, ...]


CARD = Card(
    county="410105", due=date(2026, 3, 2), open=True, seen=datetime(2026, 3, 2, 12, tzinfo=UTC), posts=("a", "b")
)


def put(id: str, version: int = 1, **document: object) -> Put:
    return Put(CARDS, id, version, document)


async def ids(views: Views, where: Mapping[str, Condition], *, after: str = "", limit: int = 50) -> Sequence[str]:
    return [row.id for row in await views.find(CARDS, where, after=after, limit=limit)]


async def test_a_document_comes_back_as_plain_json(views: Views) -> None:
    await views.put([Put(CARDS, "a", 3, CARD)])
    document = {
        "county": "410105",
        "due": "2026-03-02",
        "open": True,
        "seen": "2026-03-02T12:00:00Z",
        "posts": ["a", "b"],
    }
    assert await views.get(CARDS, "a") == Row("a", 3, document)
    assert await views.get(CARDS, "b") is None
    assert await views.get(NOTES, "a") is None


async def test_a_version_may_be_an_instant_in_milliseconds(views: Views) -> None:
    """And is a number as any other, of which documents can be made."""
    version = 1_774_000_000_000
    assert await views.swap(put("a", version), 0)
    [row] = await views.find(CARDS, {})
    assert (row.version, type(row.version)) == (version, int)
    assert await views.swap(put("a", version + 1), row.version)


async def test_what_was_read_can_be_changed_without_effect(views: Views) -> None:
    await views.put([put("a", tags=["x"])])
    row = await views.get(CARDS, "a")
    assert row is not None
    row.document["tags"].append("y")
    assert await views.get(CARDS, "a") == Row("a", 1, {"tags": ["x"]})


@pytest.mark.parametrize(("version", "kept"), [(1, "old"), (2, "old"), (3, "new")])
async def test_only_what_is_newer_is_written(views: Views, version: int, kept: str) -> None:
    await views.put([put("a", 2, text="old")])
    await views.put([put("a", version, text="new")])
    assert await views.get(CARDS, "a") == Row("a", max(version, 2), {"text": kept})


async def test_one_call_writes_into_several_views(views: Views) -> None:
    await views.put([])
    await views.put([put("a"), Put(NOTES, "a", 5, {"text": "note"}), put("a", 2, last=True)])
    assert await views.get(CARDS, "a") == Row("a", 2, {"last": True})
    assert await views.get(NOTES, "a") == Row("a", 5, {"text": "note"})


async def test_one_call_writes_all_or_nothing(views: Views) -> None:
    with pytest.raises(KeyError):
        await views.put([put("a"), Put(View("nobody-declared-it"), "a", 1, {})])
    with pytest.raises(TypeError):
        await views.put([put("a"), put("b", text=object())])
    assert await views.get(CARDS, "a") is None


async def test_many_are_got_at_once(views: Views) -> None:
    await views.put([put(id) for id in "abc"])
    rows = await views.get_many(CARDS, ["c", "a", "x", "c"])
    assert sorted(row.id for row in rows) == ["a", "c"]
    assert list(await views.get_many(CARDS, [])) == []


async def test_swap_writes_only_at_the_expected_version(views: Views) -> None:
    assert not await views.swap(put("a", 1), 1)
    assert await views.swap(put("a", 4, text="first"), 0)
    assert not await views.swap(put("a", 5), 0)
    assert not await views.swap(put("a", 5), 3)
    assert await views.swap(put("a", 5, text="second"), 4)
    assert await views.get(CARDS, "a") == Row("a", 5, {"text": "second"})


async def test_of_many_swaps_at_one_version_one_wins(views: Views) -> None:
    await views.put([put("a", 1)])
    outcomes = await asyncio.gather(*[views.swap(put("a", 2, writer=writer), 1) for writer in range(20)])
    assert outcomes.count(True) == 1
    assert await views.get(CARDS, "a") == Row("a", 2, {"writer": outcomes.index(True)})


async def test_what_is_deleted_can_be_written_again_at_any_version(views: Views) -> None:
    await views.put([put("a", 7)])
    await views.delete(CARDS, "a")
    await views.delete(CARDS, "a")
    assert await views.get(CARDS, "a") is None
    await views.put([put("a", 1)])
    assert await views.get(CARDS, "a") == Row("a", 1, {})


async def test_documents_are_found_by_id_a_page_at_a_time(views: Views) -> None:
    await views.put([put(id) for id in ("d", "a", "é", "c", "b", "B")])
    assert await ids(views, {}) == ["B", "a", "b", "c", "d", "é"]
    assert await ids(views, {}, limit=2) == ["B", "a"]
    assert await ids(views, {}, after="a", limit=2) == ["b", "c"]
    assert await ids(views, {}, after="é") == []


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ({"county": "410105"}, ["a", "d"]),
        ({"county": Prefix("4101")}, ["a", "b", "d"]),
        ({"county": Prefix("")}, ["a", "b", "d"]),
        ({"county": None}, ["c", "e"]),
        ({"open": True}, ["a", "e"]),
        ({"open": False}, ["b"]),
        ({"open": None}, ["c", "d"]),
        ({"rank": 2}, ["b", "d"]),
        ({"rank": "2"}, ["c"]),
        ({"due": AtMost("2026-03-02")}, ["a", "b"]),
        ({"due": AtMost("2026-03-01")}, ["a"]),
        ({"rank": AtMost("9")}, ["c"]),
        ({"rank": Prefix("2")}, ["c"]),
        ({"county": Prefix("4101"), "open": True}, ["a"]),
        ({"county": "410105", "rank": 2, "due": None}, ["d"]),
        ({"county": "41' OR 1=1 --"}, []),
    ],
)
async def test_documents_are_found_by_their_fields(
    views: Views, where: Mapping[str, Condition], found: Sequence[str]
) -> None:
    await views.put(
        [
            put("a", county="410105", open=True, rank=1, due="2026-03-01"),
            put("b", county="410122", open=False, rank=2, due="2026-03-02"),
            put("c", rank="2"),
            put("d", county="410105", open=None, rank=2, due=None),
            put("e", county=None, open=True, rank=3, due="2026-03-03"),
        ]
    )
    assert await ids(views, where) == found
    assert await views.count(CARDS, where) == len(found)


async def test_a_field_that_is_not_declared_is_no_condition(views: Views) -> None:
    with pytest.raises(KeyError):
        await views.find(CARDS, {"name": "x"})
    with pytest.raises(KeyError):
        await views.count(NOTES, {"county": "410105"})


async def test_a_read_after_a_write_sees_it(views: Views) -> None:
    for version in range(1, 50):
        await views.put([put("a", version, open=version % 2 == 0)])
        row = await views.get(CARDS, "a")
        assert row is not None
        assert row.version == version
        assert await ids(views, {"open": version % 2 == 0}) == ["a"]


async def test_documents_are_there_after_a_restart(many_views: OpenedViews) -> None:
    opened = many_views()
    async with opened() as views:
        await views.put([put("a", 2, county="410105")])
    async with opened() as views:
        assert await ids(views, {"county": "410105"}) == ["a"]
        assert not await views.swap(put("a", 3), 1)


IDS = some.sampled_from("abcd")
VERSIONS = some.integers(1, 4)
SCALARS = some.one_of(
    some.none(), some.booleans(), some.integers(-3, 3), some.sampled_from(("", "4", "41", "412", "5"))
)
DOCUMENTS = some.dictionaries(some.sampled_from(("county", "due", "open", "rank", "other")), SCALARS)
CONDITIONS = some.one_of(
    SCALARS,
    some.builds(Prefix, some.sampled_from(("", "4", "41"))),
    some.builds(AtMost, some.sampled_from(("", "41", "5"))),
)
WHERE = some.dictionaries(some.sampled_from(CARDS.indexes), CONDITIONS, max_size=3)
PUTS = some.builds(Put, some.sampled_from((CARDS, NOTES)), IDS, VERSIONS, DOCUMENTS)
STEPS = some.lists(
    some.one_of(
        some.tuples(some.just("put"), some.lists(PUTS, max_size=3)),
        some.tuples(some.just("swap"), PUTS, some.integers(0, 4)),
        some.tuples(some.just("delete"), IDS),
        some.tuples(some.just("find"), WHERE, IDS, some.integers(1, 3)),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(steps=STEPS)
async def test_any_history_is_the_same_in_memory_and_on_disk(
    many_views: OpenedViews, steps: Sequence[tuple[object, ...]]
) -> None:
    memory = MemoryViews(VIEWS)
    async with many_views()() as durable:
        for step in steps:
            assert await outcome(memory, step) == await outcome(durable, step)
        for view in (CARDS, NOTES):
            assert list(await memory.find(view, {})) == list(await durable.find(view, {}))


async def outcome(views: Views, step: tuple[object, ...]) -> object:
    match step:
        case ("put", list(puts)):
            await views.put(puts)
        case ("swap", Put() as new, int(expected)):
            return await views.swap(new, expected)
        case ("delete", str(id)):
            await views.delete(CARDS, id)
        case ("find", dict(where), str(after), int(limit)):
            found = await views.find(CARDS, where, after=after, limit=limit)
            return list(found), await views.count(CARDS, where)
        case _:
            raise AssertionError(step)
    return None
