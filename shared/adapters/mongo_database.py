"""One service's MongoDB database: how durable its writes are, and what its adapters need in it.

What was answered is on the disks of a majority of the replicas, or of the one server where there are none, and is read
from the primary alone. No transaction is asked for, so a single server without replicas will do.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Self

import pymongo
from pymongo import AsyncMongoClient, IndexModel, ReadPreference, WriteConcern
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import ConfigurationError, OperationFailure
from pymongo.read_concern import ReadConcern

from shared.adapters.mongo_outages import reaching
from shared.ports.unavailable import Unusable

Document = dict[str, Any]
Collection = AsyncCollection[Document]

# Each operation is answered within this time, or is an error. A planned change of the primary takes a second or two and
# is waited out; where one was lost, the vote takes ten, and a client should rather be told to come again. Whoever's
# request meets the first operation that fails goes no further, so this is also about how long a client waits.
TIMEOUT_MS = 3_000
NOT_LET_IN = (13, 18)  # Unauthorized, AuthenticationFailed
PREPARE_S = 3600  # but an index over a long log takes its time


class DatabaseNotOpen(Exception):
    """Nothing can be read or written before open and after close."""


@reaching
class MongoDatabase:
    """`async with MongoDatabase(address, name)`; collections are declared before it is opened."""

    def __init__(self, address: str, name: str) -> None:
        """The address is a connection string; the credentials, certificates and pool sizes in it are kept to."""
        self._address, self.name = address, name
        self._indexes: dict[str, tuple[IndexModel, ...]] = {}
        self._first: list[Callable[[], Awaitable[None]]] = []
        self._database: AsyncDatabase[Document] | None = None

    def declare(
        self, collection: str, *indexes: IndexModel, first: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        """Indexes are made where they are missing, when the database is opened; then `first` is awaited."""
        if self._database is not None:
            raise RuntimeError("collections are declared before the database is opened")
        self._indexes[collection] = indexes
        self._first += [first] if first else []

    def collection(self, name: str) -> Collection:
        """Raises DatabaseNotOpen."""
        if self._database is None:
            raise DatabaseNotOpen(self.name)
        return self._database[name]

    async def open(self) -> None:
        """Raises Unusable, Unavailable; PyMongo's own errors where an index of that name is another."""
        try:
            self._client: AsyncMongoClient[Document] = AsyncMongoClient(
                self._address, appname="sifasuo", timeoutMS=TIMEOUT_MS
            )
        except (ConfigurationError, ValueError) as fault:
            raise Unusable(f"MongoDB's address: {fault}") from fault
        try:
            self._database = await self._durable()
            await self._prepare()
        except OperationFailure as fault:
            await self.close()
            if fault.code in NOT_LET_IN:
                raise Unusable(f"MongoDB does not let us in: {fault}") from fault
            raise
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        self._database = None
        await self._client.close()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def _durable(self) -> AsyncDatabase[Document]:
        read_concern, write_concern = durability(await self._client.admin.command("hello"))
        return self._client.get_database(
            self.name,
            read_preference=ReadPreference.PRIMARY,
            read_concern=read_concern,
            write_concern=write_concern,
        )

    async def _prepare(self) -> None:
        with pymongo.timeout(PREPARE_S):
            for collection, indexes in self._indexes.items():
                for index in indexes:  # one at a time: FerretDB stumbles over several that are there already
                    await self.collection(collection).create_indexes([index])
        for prepare in self._first:
            await prepare()


def durability(hello: Mapping[str, Any]) -> tuple[ReadConcern, WriteConcern]:
    """What to ask of the server that says hello so: a replica has a set's name, a router of shards a message."""
    if "setName" in hello or hello.get("msg") == "isdbgrid":
        return ReadConcern("majority"), WriteConcern("majority", j=True)
    return ReadConcern("local"), WriteConcern(1, j=True)
