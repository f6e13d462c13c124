"""A client of an installation that runs elsewhere: what the command asks of it, over HTTP."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from secrets import token_hex
from typing import Any

import httpx

from deploy.asgi_client import Answer, Upload, multipart
from shared.contract.codec import encode

TIMEOUT_S, UPLOAD_TIMEOUT_S = 30.0, 600.0
CONNECTIONS = 64
TEXT_MAX = 200
AWAY = (502, 503, 504)
PAUSES_S = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)


class NotThere(Exception):
    """Nobody answers at the address."""


class RemoteClient:
    """Asks again, with the same Idempotency-Key, whoever has answered once and then says to come again, or nothing."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client, self._answered = client, False

    async def call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Answer:
        """Raises NotThere."""
        return await self._asked(
            self._client.build_request(method, path, content=None if body is None else encode(body))
        )

    async def upload(self, path: str, file: Upload) -> Answer:
        """Raises NotThere. What is uploaded may take a while."""
        content, media_type = multipart(file)
        headers = {"Content-Type": media_type}
        return await self._asked(
            self._client.build_request("POST", path, content=content, headers=headers, timeout=UPLOAD_TIMEOUT_S)
        )

    async def _asked(self, request: httpx.Request) -> Answer:
        if request.method != "GET":
            request.headers["Idempotency-Key"] = token_hex(16)
        for pause_s in PAUSES_S:
            try:
                answer = await self._sent(request)
            except NotThere:
                if not self._answered:
                    raise
            else:
                if answer.status_code not in AWAY and "Retry-After" not in answer.headers:
                    return Answer(answer.status_code, told(answer))
            await asyncio.sleep(pause_s)
        answer = await self._sent(request)
        return Answer(answer.status_code, told(answer))

    async def _sent(self, request: httpx.Request) -> httpx.Response:
        try:
            answer = await self._client.send(request)
        except httpx.TransportError as fault:
            raise NotThere(f"nobody answers at {self._client.base_url}: {str(fault) or repr(fault)}") from fault
        self._answered = True
        return answer


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
