"""A client of an installation that runs elsewhere: what the command asks of it, over HTTP."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx

from deploy.asgi_client import Answer
from shared.contract.codec import encode

TIMEOUT_S = 30.0
CONNECTIONS = 64
TEXT_MAX = 200


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
            raise NotThere(f"nobody answers at {self._client.base_url}: {str(fault) or repr(fault)}") from fault
        return Answer(answer.status_code, told(answer))


def told(answer: httpx.Response) -> Any:
    """A gateway may have answered, in words of its own."""
    try:
        return answer.json() if answer.content else None
    except ValueError:
        return answer.text[:TEXT_MAX]


@asynccontextmanager
async def remote(address: str, token: str) -> AsyncIterator[RemoteClient]:
    """Raises NotThere."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    limits = httpx.Limits(max_connections=CONNECTIONS)
    try:
        opened = httpx.AsyncClient(base_url=address, headers=headers, timeout=TIMEOUT_S, limits=limits)
    except httpx.InvalidURL as fault:
        raise NotThere(f"{address} is no address: {fault}") from fault
    async with opened as client:
        yield RemoteClient(client)
