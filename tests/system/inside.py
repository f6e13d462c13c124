"""An installation inside the test's own process, and clients that call it without a socket."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx

from deploy.embedded import embedded
from deploy.installation import Installation
from shared.adapters.token_identity import OwnIssuer
from shared.ports.identity import ROLES, Caller
from shared.runtime.settings import Settings

TODAY = date(2026, 11, 24)


@asynccontextmanager
async def installed(data: Path, **settings: Any) -> AsyncIterator[Installation]:
    """Nothing is awaited that is not there: an unknown office is refused at once."""
    chosen = Settings(data=data, keys=data / "keys", today=TODAY, **{"office_wait_s": 0.0, **settings})
    async with embedded(chosen) as installation:
        yield installation


def token(
    installation: Installation,
    role: str = "city",
    area: str = "4101",
    office: str | None = None,
    days: float = 1,
) -> str:
    """As `sifasuo token` prints it."""
    now = installation.clock.now()
    caller = Caller(sub=f"{role}@{area}", name=role, scopes=ROLES[role], area=area, office=office)
    return OwnIssuer(installation.keys.token).issue(
        caller, at=now - timedelta(days=9), until=now + timedelta(days=days)
    )


def client(installation: Installation, bearer: str | None) -> httpx.AsyncClient:
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    transport = httpx.ASGITransport(installation.root)
    return httpx.AsyncClient(transport=transport, base_url="http://sifasuo", headers=headers)
