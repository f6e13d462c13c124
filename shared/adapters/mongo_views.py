"""Read models in MongoDB: a collection a view, documents as JSON text, the declared fields beside it.

The text comes back as it was written, whatever is in it: a key of BSON could hold no NUL, and its numbers are others.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from pymongo import ASCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from shared.adapters.mongo_database import Collection, Document, MongoDatabase
from shared.adapters.mongo_outages import reaching
from shared.contract.codec import decode, encode
from shared.ports.views import AtMost, Condition, Prefix, Put, Row, View

LAST_CHARACTER = "\U0010ffff"


@reaching
class MongoViews:
    """Views over one database. Rows are written one by one: each whole, many not all at once."""

    def __init__(self, database: MongoDatabase, views: Sequence[View]) -> None:
        self._database = database
        self._views = {view.name: view for view in views}
        for view in views:
            database.declare(collection_of(view), *(index(field) for field in view.indexes))

    async def get(self, view: View, id: str) -> Row | None:
        document = await self._collection(view).find_one({"_id": id})
        return None if document is None else row_of(document)

    async def get_many(self, view: View, ids: Sequence[str]) -> Sequence[Row]:
        return await self._rows(view, {"_id": {"$in": list(set(ids))}})

    async def put(self, puts: Sequence[Put]) -> None:
        """Raises KeyError and what the codec raises before anything is written."""
        newest: dict[tuple[str, str], Put] = {}
        for put in puts:
            before = newest.get((put.view.name, put.id))
            if before is None or before.version < put.version:
                newest[put.view.name, put.id] = put
        writes = [(self._collection(put.view), self._document(put)) for put in newest.values()]
        await asyncio.gather(*[written_if_newer(collection, document) for collection, document in writes])

    async def swap(self, put: Put, expected: int) -> bool:
        collection, document = self._collection(put.view), self._document(put)
        if expected == 0:
            return await created(collection, document)
        swapped = await collection.replace_one({"_id": put.id, "version": expected}, document)
        return swapped.matched_count == 1

    async def find(
        self, view: View, where: Mapping[str, Condition], *, after: str = "", limit: int = 50
    ) -> Sequence[Row]:
        return await self._rows(view, {**self._filter(view, where), "_id": {"$gt": after}}, limit)

    async def count(self, view: View, where: Mapping[str, Condition]) -> int:
        return await self._collection(view).count_documents(self._filter(view, where))

    async def delete(self, view: View, id: str) -> None:
        await self._collection(view).delete_one({"_id": id})

    def _collection(self, view: View) -> Collection:
        return self._database.collection(collection_of(self._views[view.name]))

    def _document(self, put: Put) -> Document:
        body = encode(put.document)
        plain, fields = decode(body), self._views[put.view.name].fields
        declared = {field: plain[field] for field in fields if field in plain}
        return {"_id": put.id, "version": put.version, "fields": declared, "body": body.decode()}

    def _filter(self, view: View, where: Mapping[str, Condition]) -> Document:
        """Raises KeyError for a field that is not declared."""
        if undeclared := where.keys() - set(self._views[view.name].fields):
            raise KeyError(*undeclared)
        return {f"fields.{field}": comparison(condition) for field, condition in where.items()}

    async def _rows(self, view: View, condition: Document, limit: int | None = None) -> Sequence[Row]:
        if limit == 0:
            return []  # which to MongoDB would mean all
        found = self._collection(view).find(condition, {"fields": False}).sort("_id", ASCENDING)
        return [row_of(document) async for document in (found if limit is None else found.limit(limit))]


async def created(collection: Collection, document: Document) -> bool:
    try:
        await collection.insert_one(document)
    except DuplicateKeyError:
        return False
    return True


async def written_if_newer(collection: Collection, document: Document) -> None:
    older = {"_id": document["_id"], "version": {"$lt": document["version"]}}
    try:
        await collection.replace_one(older, document, upsert=True)
    except DuplicateKeyError:
        # The row that is there is not older, or somebody has just made it: then it may be older all the same.
        await collection.replace_one(older, document)


def comparison(condition: Condition) -> Any:
    """Only text is compared with text. Null is also what is not there."""
    match condition:
        case Prefix():
            return {"$gte": condition.text, "$lt": condition.text + LAST_CHARACTER}
        case AtMost():
            return {"$gte": "", "$lte": condition.text}
        case 0 | 1:  # true is 1 to Python and to SQLite, but not to MongoDB
            return {"$in": [bool(condition), int(condition)]}
        case _:
            return condition


def collection_of(view: View) -> str:
    return f"view_{view.name}"


def index(field: str) -> IndexModel:
    return IndexModel([(f"fields.{field}", ASCENDING), ("_id", ASCENDING)], name=field)


def row_of(document: Document) -> Row:
    return Row(document["_id"], int(document["version"]), decode(document["body"]))  # bson.Int64 is an int of its own
