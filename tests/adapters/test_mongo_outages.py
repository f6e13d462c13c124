"""What callers of the ports are told while MongoDB is away, and what is in the log when it is back."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TypeVar

import pytest
from pymongo import errors

from shared.adapters import mongo_database
from shared.adapters.aes_vault import AesVault
from shared.adapters.mongo_outages import passing
from shared.ports.store import KeyUsed
from shared.ports.unavailable import Unavailable
from shared.ports.views import Put
from tests.contract.opened import mongo_store, mongo_views
from tests.contract.samples import CARDS, commit
from tests.servers.ferretdb_server import FerretDB
from tests.servers.lossy import lossy

WRITERS, EACH, PATIENCE = 8, 40, 20
Result = TypeVar("Result")


async def again(ask: Callable[[], Awaitable[Result]]) -> Result:
    """Until it is answered: a server that comes back has much to do first."""
    for _ in range(PATIENCE):
        with suppress(Unavailable):
            return await ask()
    return await ask()


@pytest.mark.parametrize(
    "fault",
    [
        errors.AutoReconnect("connection closed"),
        errors.NetworkTimeout("timed out"),
        errors.ServerSelectionTimeoutError("no servers found yet"),
        errors.WaitQueueTimeoutError("no connection"),
        errors.NotPrimaryError("not primary"),
        errors.ExecutionTimeout("operation exceeded time limit", 50),
        errors.WTimeoutError("waiting for replication timed out", 64),
        errors.OperationFailure("majority not available yet", 134),
        errors.OperationFailure("out of disk space", 14031),
    ],
    ids=lambda fault: type(fault).__name__,
)
def test_what_passes_by_itself_is_an_outage(fault: errors.PyMongoError) -> None:
    assert passing(fault)


@pytest.mark.parametrize(
    "fault",
    [
        errors.DuplicateKeyError("E11000", 11000),
        errors.OperationFailure("unknown operator: $grater", 2),
        errors.OperationFailure("authentication failed", 18),
        errors.InvalidOperation("cannot use it after close"),
        errors.ConfigurationError("no such option"),
    ],
    ids=lambda fault: type(fault).__name__,
)
def test_what_is_wrong_with_us_is_none(fault: errors.PyMongoError) -> None:
    assert not passing(fault)


@pytest.mark.slow
@pytest.mark.parametrize("gone", ["killed", "paused"])
async def test_every_port_says_that_its_store_is_away_and_soon(
    mongo_server: FerretDB, gone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mongo_database, "TIMEOUT_MS", 700)
    async with mongo_store(mongo_server.address, "a") as store, mongo_views(mongo_server.address, "a") as views:
        vault = AesVault(views, vault_key=bytes(32), hash_key=bytes(32))
        if gone == "killed":
            mongo_server.kill()
        else:
            mongo_server.pause()
        asked: Sequence[Awaitable[object]] = [
            store.load("offender-a"),
            store.append(commit("offender-a", 1, key="clerk:1")),
            store.mark_dispatched([commit("offender-a", 1)]),
            store.backlog(),
            views.get(CARDS, "a"),
            views.put([Put(CARDS, "a", 1, {}), Put(CARDS, "b", 1, {})]),
            views.find(CARDS, {}),
            vault.put("a", {"name": "测试某甲"}),
        ]
        begun = time.monotonic()
        outcomes = await asyncio.gather(*asked, return_exceptions=True)
        assert time.monotonic() - begun < 3
        assert [type(outcome) for outcome in outcomes] == [Unavailable] * len(asked)
        if gone == "killed":
            mongo_server.start()
        else:
            mongo_server.go_on()
        await again(partial(vault.put, "a", {"name": "测试某甲"}))
        assert await again(partial(vault.get, "a")) == {"name": "测试某甲"}


@pytest.mark.slow
async def test_a_database_that_is_away_is_not_opened_and_may_be_later(
    mongo_server: FerretDB, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mongo_database, "TIMEOUT_MS", 500)
    mongo_server.kill()
    database = mongo_database.MongoDatabase(mongo_server.address, "a")
    with pytest.raises(Unavailable):
        await database.open()
    mongo_server.start()
    async with database:
        assert await database.collection("rows").count_documents({}) == 0


@pytest.mark.slow
async def test_an_append_whose_answer_was_lost_is_known_by_its_key(mongo_server: FerretDB) -> None:
    async with lossy(mongo_server.address) as way, mongo_store(way.address, "a") as store:
        written = commit("offender-a", 1, key="clerk:1", fingerprint="abc")
        way.losing = b"commits"
        with pytest.raises(Unavailable):
            await store.append(written)
        assert await store.with_key("clerk:1") == written
        with pytest.raises(KeyUsed) as used:
            await store.append(written)
        assert used.value.commit == written
        assert [logged.commit for logged in await store.read(0, 10)] == [written]


@pytest.mark.slow
async def test_what_was_answered_before_a_kill_is_in_the_log_and_what_is_repeated_is_there_once(
    mongo_server: FerretDB, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mongo_database, "TIMEOUT_MS", 1000)
    async with mongo_store(mongo_server.address, "a") as store:

        async def write(writer: int) -> int:
            """How many were answered."""
            for version in range(1, EACH + 1):
                await asyncio.sleep(0)
                try:
                    await store.append(commit(f"offender-{writer}", version, key=f"{writer}:{version}"))
                except Unavailable:
                    return version - 1
            return EACH

        writing = [asyncio.create_task(write(writer)) for writer in range(WRITERS)]
        await asyncio.sleep(0.15)
        mongo_server.restart()
        answered = await asyncio.gather(*writing)
        there = [len(await again(partial(store.load, f"offender-{writer}"))) for writer in range(WRITERS)]
        assert sum(answered) < WRITERS * EACH
        assert all(few <= many <= few + 1 for few, many in zip(answered, there, strict=True))
        for writer, few in enumerate(answered):
            for version in range(few + 1, EACH + 1):
                repeated = commit(f"offender-{writer}", version, key=f"{writer}:{version}")
                with suppress(KeyUsed):
                    await again(partial(store.append, repeated))
        assert [len(await store.load(f"offender-{writer}")) for writer in range(WRITERS)] == [EACH] * WRITERS
