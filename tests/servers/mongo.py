"""A server for the tests of the MongoDB adapters: one that is named, a container, or FerretDB; the first there is."""

import gc
import os
from collections.abc import Callable, Iterator
from secrets import token_hex
from typing import Any
from warnings import catch_warnings, filterwarnings

import pytest
from pymongo import MongoClient

from tests.servers.ferretdb_build import built
from tests.servers.ferretdb_server import FerretDB
from tests.servers.mongo_container import container

ADDRESS = "SIFASUO_TEST_MONGO"


@pytest.fixture(scope="session")
def mongo_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if named := os.environ.get(ADDRESS):
        yield named
        return
    with container() as address:
        if address:
            yield address
            return
    with FerretDB(built(), tmp_path_factory.mktemp("ferretdb")) as server:
        yield server.address


@pytest.fixture
def mongo_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FerretDB]:
    """One of the test's own, to stop, kill and start again."""
    with catch_warnings():
        # PyMongo, stopped while it reaches for a server that is away, leaves its socket to the garbage collector.
        filterwarnings("ignore", "unclosed <socket", ResourceWarning)
        with FerretDB(built(), tmp_path_factory.mktemp("ferretdb")) as server:
            yield server
        gc.collect()


@pytest.fixture(scope="session")
def mongo_name(mongo_address: str) -> Iterator[Callable[[], str]]:
    """Names of databases that nobody has, dropped at the end."""
    names: list[str] = []

    def new() -> str:
        names.append(f"sifasuo_test_{token_hex(6)}")
        return names[-1]

    yield new
    with MongoClient[dict[str, Any]](mongo_address) as client:
        for name in names:
            client.drop_database(name)
