"""Every adapter of a port, ready to be asked for the same promises."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from shared.adapters.memory_bus import MemoryBus
from shared.adapters.memory_store import MemoryStore
from shared.adapters.memory_views import MemoryViews
from shared.ports.bus import Bus
from shared.ports.store import EventStore
from shared.ports.views import Views
from tests.contract.opened import VIEWS, local_bus, sqlite_store, sqlite_views


@pytest.fixture(params=["memory", "sqlite"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[EventStore]:
    if request.param == "memory":
        yield MemoryStore()
    else:
        async with sqlite_store(tmp_path / "service.db") as store:
            yield store


@pytest.fixture(params=["memory", "sqlite"])
async def views(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Views]:
    if request.param == "memory":
        yield MemoryViews(VIEWS)
    else:
        async with sqlite_views(tmp_path / "service.db") as views:
            yield views


@pytest.fixture(params=["memory", "local"])
async def bus(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Bus]:
    if request.param == "memory":
        yield MemoryBus()
    else:
        async with local_bus(tmp_path / "bus.db") as bus:
            yield bus
