"""Every adapter of a port, ready to be asked for the same promises."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest

from shared.adapters.memory_bus import MemoryBus
from shared.adapters.memory_store import MemoryStore
from shared.adapters.memory_views import MemoryViews
from shared.ports.bus import Bus
from shared.ports.store import EventStore
from shared.ports.views import Views
from tests.contract.kafka_opened import broker_bus, kafka_bus
from tests.contract.mock_broker import MockBrokers, mock_brokers
from tests.contract.opened import VIEWS, local_bus, mongo_store, mongo_views, sqlite_store, sqlite_views

KAFKA = pytest.param("kafka", marks=pytest.mark.slow)
MONGO = pytest.param("mongo", marks=pytest.mark.slow)

# Each call of the first is a new place; what it returns opens that place, as often as it is called.
Opened = Callable[[], Callable[[], AbstractAsyncContextManager[EventStore]]]
OpenedViews = Callable[[], Callable[[], AbstractAsyncContextManager[Views]]]


@pytest.fixture(params=["sqlite", MONGO], scope="session")
def stores(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """The stores that are there after a restart."""
    if request.param == "sqlite":
        return lambda: partial(sqlite_store, tmp_path_factory.mktemp("store") / "service.db")
    address, name = request.getfixturevalue("mongo_address"), request.getfixturevalue("mongo_name")
    return lambda: partial(mongo_store, address, name())


@pytest.fixture(params=["sqlite", MONGO], scope="session")
def many_views(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> OpenedViews:
    """The views that are there after a restart."""
    if request.param == "sqlite":
        return lambda: partial(sqlite_views, tmp_path_factory.mktemp("views") / "service.db")
    address, name = request.getfixturevalue("mongo_address"), request.getfixturevalue("mongo_name")
    return lambda: partial(mongo_views, address, name())


@pytest.fixture(params=["memory", "sqlite", MONGO])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[EventStore]:
    match request.param:
        case "memory":
            yield MemoryStore()
        case "sqlite":
            async with sqlite_store(tmp_path / "service.db") as sqlite:
                yield sqlite
        case _:
            address, name = request.getfixturevalue("mongo_address"), request.getfixturevalue("mongo_name")
            async with mongo_store(address, name()) as mongo:
                yield mongo


@pytest.fixture(params=["memory", "sqlite", MONGO])
async def views(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Views]:
    match request.param:
        case "memory":
            yield MemoryViews(VIEWS)
        case "sqlite":
            async with sqlite_views(tmp_path / "service.db") as sqlite:
                yield sqlite
        case _:
            address, name = request.getfixturevalue("mongo_address"), request.getfixturevalue("mongo_name")
            async with mongo_views(address, name()) as mongo:
                yield mongo


@pytest.fixture(scope="session")
def brokers() -> Iterator[MockBrokers]:
    with mock_brokers(count=3) as brokers:
        yield brokers


@pytest.fixture(params=["memory", "local", "kafka-mock", KAFKA])
async def bus(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Bus]:
    match request.param:
        case "memory":
            yield MemoryBus()
        case "local":
            async with local_bus(tmp_path / "bus.db") as local:
                yield local
        case "kafka-mock":
            async with kafka_bus(request.getfixturevalue("brokers")) as mock:
                yield mock
        case _:
            address, name = request.getfixturevalue("kafka_address"), request.getfixturevalue("kafka_name")
            async with broker_bus(address, name()) as kafka:
                yield kafka
