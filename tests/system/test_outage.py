"""What clients are told while a service's MongoDB is away, and what they find when they ask again."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from deploy.distributed import opened
from deploy.installation import Ground, Installation, blueprints, installation
from shared.adapters import mongo_database
from shared.adapters.key_files import open_keys
from shared.adapters.memory_bus import MemoryBus
from shared.adapters.system_clock import SystemClock
from shared.adapters.token_identity import OwnIssuer
from shared.ports.identity import ROLES, Caller
from shared.runtime.settings import Settings
from tests.servers.ferretdb_server import FerretDB
from tests.servers.lossy import lossy
from tests.system.inside import TODAY, client
from tests.system.offices import township

pytestmark = pytest.mark.slow

TOWNSHIPS = "/roster/townships"
COUNTY = "410105"
PATIENCE_S = 5


@asynccontextmanager
async def roster(address: str, data: Path) -> AsyncIterator[tuple[Installation, httpx.AsyncClient]]:
    """Its routes over MongoDB, and a client who may do everything; none of its loops."""
    settings = Settings(data=data, keys=data / "keys", mongo=address, today=TODAY)
    keys, clock = open_keys(settings.keys_directory), SystemClock(settings.today)
    ground = Ground(settings=settings, keys=keys, clock=clock, bus=MemoryBus(), alone=False)
    async with AsyncExitStack() as stack:
        [blueprint] = blueprints(["roster"])
        service = await opened(stack, blueprint, ground)
        made = installation([service], keys, clock)
        scopes = frozenset().union(*ROLES.values())
        caller = Caller(sub="everybody", name="everybody", scopes=scopes, area="4101")
        bearer = OwnIssuer(keys.token).issue(caller, at=clock.now(), until=clock.now() + timedelta(hours=1))
        yield made, await stack.enter_async_context(client(made, bearer))


def told_to_come_again(answer: httpx.Response) -> bool:
    return (
        answer.status_code == httpx.codes.SERVICE_UNAVAILABLE
        and answer.headers["content-type"] == "application/problem+json"
        and answer.json()["status"] == httpx.codes.SERVICE_UNAVAILABLE
        and int(answer.headers["Retry-After"]) > 0
    )


async def commits(made: Installation) -> int:
    return len(await made.services[0].ports.store.read(0, 100))


@pytest.mark.parametrize("gone", ["killed", "paused"])
async def test_every_route_that_needs_the_store_says_503_within_five_seconds(
    mongo_server: FerretDB, tmp_path: Path, gone: str
) -> None:
    async with roster(mongo_server.address, tmp_path) as (_, city):
        document = (await city.get("/roster/openapi.json")).json()["paths"]
        paths = [path for path, methods in document.items() if "get" in methods and "/health/" not in path]
        if gone == "killed":
            mongo_server.kill()
        else:
            mongo_server.pause()
        begun = time.monotonic()
        answers = await asyncio.gather(
            *[city.get(path.replace("{", "").replace("}", "")) for path in paths],
            city.post(TOWNSHIPS, json=township(COUNTY, 1)),
            city.post("/roster/workers/x/departure", json={"day": "2026-11-02", "reason": "retired"}),
        )
        assert time.monotonic() - begun < PATIENCE_S
        refused = {str(answer.url): answer.status_code for answer in answers if not told_to_come_again(answer)}
        assert refused == {}
        assert (await city.get("/roster/health/live")).status_code == httpx.codes.OK


async def test_who_asks_again_with_the_same_key_when_the_store_is_back_has_one_effect(
    mongo_server: FerretDB, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mongo_database, "TIMEOUT_MS", 500)
    asked, key = township(COUNTY, 1), {"Idempotency-Key": "once"}
    async with roster(mongo_server.address, tmp_path) as (made, city):
        mongo_server.kill()
        assert told_to_come_again(await city.post(TOWNSHIPS, json=asked, headers=key))
        mongo_server.start()
        answers = [await city.post(TOWNSHIPS, json=asked, headers=key) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [httpx.codes.CREATED] * 3
        assert await commits(made) == 1


async def test_a_command_that_was_carried_out_unheard_is_answered_when_asked_for_again(
    mongo_server: FerretDB, tmp_path: Path
) -> None:
    asked, key = township(COUNTY, 1), {"Idempotency-Key": "once"}
    async with lossy(mongo_server.address) as way, roster(way.address, tmp_path) as (made, city):
        way.losing = b"insert"
        assert told_to_come_again(await city.post(TOWNSHIPS, json=asked, headers=key))
        assert await commits(made) == 1
        again = await city.post(TOWNSHIPS, json=asked, headers=key)
        assert (again.status_code, again.headers["etag"]) == (httpx.codes.CREATED, '"1"')
        assert await commits(made) == 1
