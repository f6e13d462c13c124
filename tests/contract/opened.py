"""The durable adapters, opened on a file or a database and closed again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from shared.adapters.aes_vault import VAULT
from shared.adapters.local_bus import LocalBus
from shared.adapters.mongo_database import MongoDatabase
from shared.adapters.mongo_store import MongoStore
from shared.adapters.mongo_views import MongoViews
from shared.adapters.sqlite_database import SqliteDatabase
from shared.adapters.sqlite_store import SqliteStore
from shared.adapters.sqlite_views import SqliteViews
from tests.contract.samples import CARDS, CODEC, NOTES

VIEWS = (CARDS, NOTES, VAULT)


@asynccontextmanager
async def sqlite_store(path: Path) -> AsyncIterator[SqliteStore]:
    database = SqliteDatabase(path)
    store = SqliteStore(database, CODEC)
    async with database:
        yield store


@asynccontextmanager
async def sqlite_views(path: Path) -> AsyncIterator[SqliteViews]:
    database = SqliteDatabase(path)
    views = SqliteViews(database, VIEWS)
    async with database:
        yield views


@asynccontextmanager
async def local_bus(path: Path, partitions: int = 12, tail: int = 1024) -> AsyncIterator[LocalBus]:
    database = SqliteDatabase(path)
    bus = LocalBus(database, partitions=partitions, tail=tail)
    async with database:
        yield bus


@asynccontextmanager
async def mongo_store(address: str, name: str) -> AsyncIterator[MongoStore]:
    database = MongoDatabase(address, name)
    store = MongoStore(database, CODEC)
    async with database:
        yield store


@asynccontextmanager
async def mongo_views(address: str, name: str) -> AsyncIterator[MongoViews]:
    database = MongoDatabase(address, name)
    views = MongoViews(database, VIEWS)
    async with database:
        yield views
