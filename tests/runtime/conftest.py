"""Two logs, for what depends on which commit comes first; and quiet, for here much fails on purpose."""

from collections.abc import AsyncIterator, Iterator, MutableMapping
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from shared.adapters.memory_store import MemoryStore
from shared.adapters.sqlite_database import SqliteDatabase
from shared.adapters.sqlite_store import SqliteStore
from shared.ports.store import EventStore
from shared.runtime import consumer
from tests.runtime.cases import CODEC


@pytest.fixture(params=["memory", "sqlite"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[EventStore]:
    if request.param == "memory":
        yield MemoryStore()
    else:
        database = SqliteDatabase(tmp_path / "service.db")
        opened = SqliteStore(database, CODEC)
        async with database:
            yield opened


@pytest.fixture(autouse=True)
def logs() -> Iterator[list[MutableMapping[str, Any]]]:
    """What was logged meanwhile."""
    with capture_logs() as entries:
        yield entries


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A step that finds nothing to read ends at once."""
    monkeypatch.setattr(consumer, "WAIT_S", 0.0)
