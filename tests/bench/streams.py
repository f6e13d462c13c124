"""Open streams of alerts, read as bytes."""

import asyncio
from collections.abc import Callable
from typing import cast

from tests.bench.client import END_OF_HEAD, Unexpected, get
from tests.bench.servers import Server

END_OF_EVENT = b"\n\n"
ALERT = b"event: alert\n"


class Stream(asyncio.Protocol):
    """Hands on each event as it stands on the wire; what is sent at once is handed on at once."""

    def __init__(self, received: Callable[[list[bytes]], None]) -> None:
        self._hand_on = received
        self._rest = b""
        self._transport: asyncio.Transport | None = None
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._closed = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        if not self.opened.done():
            self._open(data)
            return
        *events, self._rest = (self._rest + data).split(END_OF_EVENT)
        self._hand_on(events)

    def connection_lost(self, exc: Exception | None) -> None:
        self._closed.set()
        if not self.opened.done():
            self.opened.set_exception(exc or Unexpected("the stream was closed"))

    def ask(self, request: bytes) -> None:
        assert self._transport
        self._transport.write(request)

    async def close(self) -> None:
        """Once the server can see it."""
        if self._transport:
            self._transport.close()
            await self._closed.wait()

    def _open(self, data: bytes) -> None:
        """Once the answer's first event has come, nothing that is published from then on is missed."""
        self._rest += data
        head, gap, body = self._rest.partition(END_OF_HEAD)
        if gap and b" 200 " not in head:
            self.opened.set_exception(Unexpected(head.decode()))
        elif END_OF_EVENT in body:
            self.opened.set_result(None)
            self._rest = b""
            self.data_received(body)


async def opened(server: Server, path: str, received: Callable[[list[bytes]], None]) -> Stream:
    _, stream = await asyncio.get_running_loop().create_connection(lambda: Stream(received), "127.0.0.1", server.port)
    stream.ask(get(path, server.token))
    await stream.opened
    return stream


def alerts_in(events: list[bytes]) -> int:
    return sum(ALERT in event for event in events)
