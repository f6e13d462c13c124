"""A little city inside the test's process: two offices in one county, one in another, and whoever may call."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from deploy.installation import Installation
from tests.system.caseload import Caseload, entered
from tests.system.inside import client, installed, token

HERE, THERE = "410105", "410102"
BODY_BYTES_MAX = 4096


@dataclass(frozen=True)
class City:
    """`here` and `next_door` are offices of one county, `there` is one of another; `by` are the callers."""

    installation: Installation
    data: Path
    here: Caseload
    next_door: Caseload
    there: Caseload
    by: Mapping[str, httpx.AsyncClient]

    async def one(self, role: str, path: str) -> dict[str, Any]:
        answer = await self.by[role].get(path)
        assert answer.status_code == httpx.codes.OK, answer.text
        return dict(answer.json())

    async def all(self, role: str, path: str, **filters: Any) -> list[dict[str, Any]]:
        answer = await self.by[role].get(path, params=filters)
        assert answer.status_code == httpx.codes.OK, answer.text
        return list(answer.json()["items"])


@asynccontextmanager
async def founded(data: Path) -> AsyncIterator[City]:
    async with AsyncExitStack() as stack:
        installation = await stack.enter_async_context(installed(data, body_bytes_max=BODY_BYTES_MAX))
        city = await stack.enter_async_context(client(installation, token(installation)))
        here = await entered(installation, city, HERE, 1, 10)
        next_door = await entered(installation, city, HERE, 2, 20)
        there = await entered(installation, city, THERE, 1, 30)
        tokens = {
            "here": token(installation, "county", HERE),
            "there": token(installation, "county", THERE),
            "office": token(installation, "office", HERE, here.office_id),
            "operator": token(installation, "operator"),
            "auditor": token(installation, "auditor"),
            "nobody": None,
        }
        others = {name: await stack.enter_async_context(client(installation, said)) for name, said in tokens.items()}
        yield City(installation, data, here, next_door, there, {"city": city, **others})


async def opened(city: City, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
    """The status and the first bytes of an answer that may never end; then the client goes away."""
    path, _, query = path.partition("?")
    gone, first = asyncio.Event(), asyncio.Queue[bytes]()
    status: list[int] = []
    asked = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        if asked:
            return asked.pop()
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            status.append(message["status"])
        elif message.get("body"):
            first.put_nowait(message["body"])

    call = asyncio.create_task(city.installation.root(scope_of(path, query, headers or {}), receive, send))
    async with asyncio.timeout(5):
        begun = await first.get()
        gone.set()
        await call
    return status[0], begun


def scope_of(path: str, query: str, headers: Mapping[str, str]) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 0),
    }
