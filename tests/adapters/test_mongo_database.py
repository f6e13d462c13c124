"""What the MongoDB adapters do beyond the promises of their ports."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import pytest
from pymongo import IndexModel
from pymongo.errors import DuplicateKeyError, OperationFailure

from shared.adapters.mongo_database import DatabaseNotOpen, Document, MongoDatabase, durability
from shared.adapters.mongo_store import COMMITS, COUNTERS, LOG, CounterLost, MongoStore
from shared.adapters.mongo_views import MongoViews, written_if_newer
from shared.ports.store import StreamMoved
from shared.ports.views import Put
from tests.contract.opened import VIEWS, mongo_store, mongo_views
from tests.contract.samples import CARDS, CODEC, commit

NOWHERE = "mongodb://127.0.0.1:9/"


@pytest.fixture
async def database(mongo_address: str, mongo_name: Callable[[], str]) -> AsyncIterator[MongoDatabase]:
    database = MongoDatabase(mongo_address, mongo_name())
    MongoStore(database, CODEC)
    MongoViews(database, VIEWS)
    async with database:
        yield database


@pytest.mark.parametrize(
    ("hello", "read", "write"),
    [
        ({"isWritablePrimary": True}, "local", {"w": 1, "j": True}),
        ({"isWritablePrimary": True, "setName": "rs"}, "majority", {"w": "majority", "j": True}),
        ({"isWritablePrimary": True, "msg": "isdbgrid"}, "majority", {"w": "majority", "j": True}),
    ],
    ids=["one server", "replicas", "shards"],
)
def test_a_majority_answers_where_there_are_replicas(hello: Mapping[str, Any], read: str, write: object) -> None:
    read_concern, write_concern = durability(hello)
    assert (read_concern.level, write_concern.document) == (read, write)


async def test_what_is_not_open_is_not_used() -> None:
    store = MongoStore(MongoDatabase(NOWHERE, "nobody"), CODEC)
    with pytest.raises(DatabaseNotOpen):
        await store.load("offender-a")


@pytest.mark.slow
async def test_collections_are_declared_before_the_database_is_opened(database: MongoDatabase) -> None:
    with pytest.raises(RuntimeError):
        database.declare("more")


@pytest.mark.slow
async def test_indexes_are_made_at_open(database: MongoDatabase) -> None:
    log = await database.collection(COMMITS).index_information()
    assert set(log) == {"_id_", "stream", "position", "waiting", "caused_by", "key"}
    assert [name for name, index in log.items() if index.get("unique") and name != "_id_"] == ["key"]
    cards = await database.collection("view_cards").index_information()
    assert cards["due"]["key"] == [("fields.due", 1), ("_id", 1)]


@pytest.mark.slow
async def test_an_index_that_is_another_is_not_passed_over(mongo_address: str, mongo_name: Callable[[], str]) -> None:
    name = mongo_name()
    for field in ("county", "due"):
        database = MongoDatabase(mongo_address, name)
        database.declare("cards", IndexModel([(field, 1)], name="same"))
        if field == "county":
            await database.open()
        else:
            with pytest.raises(OperationFailure):
                await database.open()
        await database.close()


@pytest.mark.slow
async def test_only_what_waits_has_the_field_that_says_so(mongo_address: str, mongo_name: Callable[[], str]) -> None:
    written = [commit("offender-a", 1), commit("offender-a", 2)]
    async with mongo_store(mongo_address, mongo_name()) as store:
        for each in written:
            await store.append(each)
        await store.mark_dispatched(written[:1])
        commits = store._database.collection(COMMITS)
        waiting = await commits.find({"waiting": {"$exists": True}}).to_list()
    assert [document["_id"] for document in waiting] == ["offender-a@2"]


@pytest.mark.slow
async def test_of_two_instances_at_one_version_one_wins(mongo_address: str, mongo_name: Callable[[], str]) -> None:
    name = mongo_name()
    async with mongo_store(mongo_address, name) as first, mongo_store(mongo_address, name) as second:
        for version in range(1, 11):
            racing = [store.append(commit("offender-a", version)) for store in (first, second)]
            outcomes = await asyncio.gather(*racing, return_exceptions=True)
            assert [type(outcome) for outcome in outcomes if outcome] == [StreamMoved]
        assert [each.version for each in await second.load("offender-a")] == list(range(1, 11))


@pytest.mark.slow
async def test_a_log_whose_counter_is_gone_takes_nothing_until_it_is_opened_again(
    mongo_address: str, mongo_name: Callable[[], str]
) -> None:
    name = mongo_name()
    async with mongo_store(mongo_address, name) as store:
        await store.append(commit("offender-a", 1))
        await store._database.collection(COUNTERS).delete_one(LOG)
        with pytest.raises(CounterLost):
            await store.append(commit("offender-a", 2))
    async with mongo_store(mongo_address, name) as store:
        await store.append(commit("offender-a", 2))
        assert [logged.position for logged in await store.read(0, 10)] == [1, 2]


@pytest.mark.slow
async def test_a_log_brought_back_with_an_older_counter_goes_on_behind_its_end(
    mongo_address: str, mongo_name: Callable[[], str]
) -> None:
    name = mongo_name()
    async with mongo_store(mongo_address, name) as store:
        for version in (1, 2, 3):
            await store.append(commit("offender-a", version))
        await store._database.collection(COUNTERS).update_one(LOG, {"$set": {"last": 1}})
    async with mongo_store(mongo_address, name) as store:
        await store.append(commit("offender-a", 4))
        assert [logged.commit.version for logged in await store.read(0, 10)] == [1, 2, 3, 4]


@pytest.mark.slow
async def test_of_many_puts_at_once_the_newest_stays(mongo_address: str, mongo_name: Callable[[], str]) -> None:
    async with mongo_views(mongo_address, mongo_name()) as views:
        await asyncio.gather(*[views.put([Put(CARDS, "a", version, {"rank": version})]) for version in range(1, 21)])
        row = await views.get(CARDS, "a")
    assert row
    assert (row.version, row.document) == (20, {"rank": 20})


class Raced:
    """A collection in which somebody makes an older row between our looking for one and our making ours."""

    def __init__(self) -> None:
        self.row: Document | None = None

    async def replace_one(self, condition: Document, document: Document, *, upsert: bool = False) -> None:
        if upsert:
            self.row = {"_id": document["_id"], "version": 1}
            raise DuplicateKeyError("E11000")
        if self.row and self.row["version"] < condition["version"]["$lt"]:
            self.row = document


async def test_a_row_that_somebody_has_just_made_is_replaced_where_it_is_older() -> None:
    raced: Any = Raced()
    await written_if_newer(raced, {"_id": "a", "version": 2})
    assert raced.row == {"_id": "a", "version": 2}
