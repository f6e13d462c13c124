"""A client light enough not to be measured itself: prepared requests as bytes, over connections that stay open."""

import asyncio
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any, cast

from tests.bench.cores import cpu_seconds
from tests.bench.servers import Server

LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
END_OF_HEAD = b"\r\n\r\n"
OK = (200, 201)


class Unexpected(Exception):
    """An answer other than success: what would be measured is not what was meant."""


def post(path: str, body: object, token: str = "") -> bytes:
    content = json.dumps(body).encode()
    authorization = f"Authorization: Bearer {token}\r\n" if token else ""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: bench\r\n{authorization}"
        f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content


def get(path: str, token: str, **headers: str) -> bytes:
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"GET {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n{more}\r\n".encode()


class Connection(asyncio.Protocol):
    """One request at a time."""

    def __init__(self) -> None:
        self._received = b""
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[bytes] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._answer and not self._answer.done():
            self._answer.set_exception(exc or Unexpected("the connection was closed"))

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, gap, body = self._received.partition(END_OF_HEAD)
        length = LENGTH.search(head)
        if gap and length and self._answer and len(body) >= int(length[1]):
            self._received = b""
            if int(head[9:12]) in OK:
                self._answer.set_result(body)
            else:
                self._answer.set_exception(Unexpected((head + gap + body).decode()))

    async def call(self, request: bytes) -> bytes:
        """The body of the answer. Raises Unexpected."""
        assert self._transport is not None
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        if self._transport:
            self._transport.close()


async def connected(port: int) -> Connection:
    _, connection = await asyncio.get_running_loop().create_connection(Connection, "127.0.0.1", port)
    return connection


@dataclass(frozen=True)
class Sent:
    """What came of many requests: their bodies in the order of the requests, and what all of them took."""

    bodies: Sequence[Any]
    seconds: float
    cpu_seconds: float

    @property
    def per_second(self) -> float:
        return len(self.bodies) / self.seconds

    @property
    def cpu_us(self) -> float:
        return self.cpu_seconds / len(self.bodies) * 1e6


async def send(server: Server, requests: Sequence[bytes], clients: int) -> Sent:
    """Each client sends its next request when it has the answer to the one before."""
    bodies: list[bytes] = [b""] * len(requests)
    waiting = iter(enumerate(requests))

    async def work(connection: Connection) -> None:
        for place, request in waiting:
            bodies[place] = await connection.call(request)

    connections = [await connected(server.port) for _ in range(clients)]
    began, used = perf_counter(), cpu_seconds(server.pid)
    await asyncio.gather(*(work(connection) for connection in connections))
    seconds, used = perf_counter() - began, cpu_seconds(server.pid) - used
    for connection in connections:
        connection.close()
    return Sent([json.loads(body) for body in bodies], seconds, used)
