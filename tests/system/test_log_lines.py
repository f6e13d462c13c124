"""What a process says is JSON, one line an event, and no line names anybody or gives away a number."""

import asyncio
import json
import logging
import os
import signal
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import structlog
import uvicorn

from deploy.installation import Installation
from deploy.server import configured, quiet_logs
from deploy.verification import quiet
from shared.adapters.aes_vault import AesVault
from shared.adapters.sqlite_store import SqliteStore
from shared.adapters.sqlite_views import SqliteViews
from shared.ports.unavailable import Unavailable
from shared.runtime.keeper import Keeper
from tests.system.caseload import DAY, made
from tests.system.inside import installed, token
from tests.system.offices import office, township
from tests.system.people import identity_number, offender, worker
from tests.system.running import SIFASUO, free_port

OFFENDERS = "/corrections/offenders"
PERSONAL = ("测试", "某", "41010018900101", "13900000000")


@contextmanager
def logging_as_it_does() -> Iterator[None]:
    """As a process begins, and more of it than it says by default; other tests' lines are as they were."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    quiet_logs("info")
    yield
    structlog.reset_defaults()
    root.handlers[:], level = before
    root.setLevel(level)


@asynccontextmanager
async def served(data: Path) -> AsyncIterator[tuple[Installation, httpx.AsyncClient]]:
    """Over a socket, by the server itself: what it says of a fault is looked at too."""
    async with installed(data) as installation:
        port = free_port()
        server = uvicorn.Server(configured(installation.root, "127.0.0.1", port))
        running = asyncio.create_task(server._serve())
        while not server.started:  # noqa: ASYNC110 - nobody tells when
            await asyncio.sleep(0.01)
        headers = {"Authorization": f"Bearer {token(installation)}"}
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers) as client:
            yield installation, client
        server.should_exit = True
        await running


def failing(fault: Exception) -> Any:
    async def fails(*_: object, **__: object) -> Any:
        raise fault

    return fails


async def refused(client: httpx.AsyncClient, office_id: str) -> None:
    """Wrong input, and what is so already, each with personal data in the request."""
    body = offender(office_id, 2, DAY)
    for wrong in (
        {"id_number": "410100189001010009"},
        {"name": "测试" * 200},
        {"ends": "测试某"},
        {"office_id": "nowhere"},
    ):
        assert (await client.post(OFFENDERS, json={**body, **wrong})).is_client_error
    assert (await client.post(OFFENDERS, content='{"name": "测试某')).is_client_error
    assert (await client.get(f"{OFFENDERS}/测试某")).is_client_error
    await made(client, OFFENDERS, body)
    for other in ({"sentence": "parole"}, {"phone": "13900000000"}):
        assert (await client.post(OFFENDERS, json={**body, **other})).is_client_error


async def broken(client: httpx.AsyncClient, office_id: str) -> None:
    """Whatever fails, fails under a command with a name and a number."""
    places = ((SqliteStore, "append"), (SqliteViews, "put"), (AesVault, "put"), (AesVault, "get"))
    faults = (Unavailable("the disk is away"), sqlite3.OperationalError("disk I/O error"), KeyError("seat"))
    people = iter(range(10, 100))
    for place, method in places:
        for fault in faults:
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(place, method, failing(fault))
                for path, person in ((OFFENDERS, offender), ("/roster/workers", worker)):
                    answer = await client.post(path, json=person(office_id, next(people), DAY))
                    assert answer.is_server_error, (place, method, fault, path)
                    assert "测试" not in answer.text


async def everything_that_goes_wrong(data: Path) -> None:
    async with served(data) as (installation, client):
        await made(client, "/roster/townships", township("410105"))
        office_id = await made(client, "/roster/offices", office("410105"))
        await quiet(installation)
        await refused(client, office_id)
        await broken(client, office_id)
        for nth, fault in enumerate((RuntimeError("nothing is settled"), Unavailable("the disk is away"))):
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(Keeper, "settle", failing(fault))
                await made(client, "/roster/workers", worker(office_id, 100 + nth, DAY))
                await asyncio.sleep(2)  # a loop that failed has rested by then


@pytest.mark.slow
def test_a_process_where_nothing_happens_says_no_more_than_where_it_is(tmp_path: Path) -> None:
    port, environment = free_port(), {**os.environ, "SIFASUO_DATA": str(tmp_path)}
    command = (*SIFASUO, "up", "--no-demo", "--port", str(port))
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        first = process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        rest, errors = process.communicate()
    assert first == f"sifasuo is at http://127.0.0.1:{port}  (Ctrl-C stops it)\n".encode()
    assert (rest, errors) == (b"sifasuo has stopped\n", b"")


async def test_no_line_says_who(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with logging_as_it_does():
        await everything_that_goes_wrong(tmp_path)
    lines = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert {"waits", "failed", "Exception in ASGI application\n", "service-stopped"} <= {
        line["event"] for line in lines
    }
    text = json.dumps(lines, ensure_ascii=False)
    assert [personal for personal in (*PERSONAL, identity_number(1)) if personal in text] == []
