"""A client of an installation that runs elsewhere: what the command asks of it, over HTTP."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx

from deploy.asgi_client import Answer
from shared.contract.codec import encode

TIMEOUT_S = 30.0
CONNECTIONS = 64


class NotThere(Exception):
    """Nobody answers at the address."""


class RemoteClient:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Answer:
        """Raises NotThere."""
        try:
            answer = await self._client.request(method, path, content=None if body is None else encode(body))
        except httpx.TransportError as fault:
            raise NotThere(f"{self._client.base_url}: {fault!r}") from fault
        return Answer(answer.status_code, answer.json() if answer.content else None)


@asynccontextmanager
async def remote(address: str, token: str) -> AsyncIterator[RemoteClient]:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    limits = httpx.Limits(max_connections=CONNECTIONS)
    async with httpx.AsyncClient(base_url=address, headers=headers, timeout=TIMEOUT_S, limits=limits) as client:
        yield RemoteClient(client)
