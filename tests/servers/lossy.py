"""A way to a MongoDB server that loses an answer when told to: what was asked for is done, and nobody hears of it."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

LENGTH = struct.Struct("<i")


@dataclass
class Lossy:
    """`losing` is a word of the request whose answer is lost, once."""

    server: str
    address: str = ""
    losing: bytes = b""

    async def serve(self, client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        there = urlsplit(self.server)
        server, to_server = await asyncio.open_connection(there.hostname, there.port)
        try:
            while True:
                request = await message(client)
                to_server.write(request)
                answer = await message(server)
                if self.losing and self.losing in request:
                    self.losing = b""
                    return
                to_client.write(answer)
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            to_server.close()
            to_client.close()


async def message(stream: asyncio.StreamReader) -> bytes:
    head = await stream.readexactly(LENGTH.size)
    return head + await stream.readexactly(LENGTH.unpack(head)[0] - LENGTH.size)


@asynccontextmanager
async def lossy(server: str) -> AsyncIterator[Lossy]:
    way = Lossy(server)
    listener = await asyncio.start_server(way.serve, "127.0.0.1", 0)
    async with listener:
        host, port = listener.sockets[0].getsockname()
        way.address = f"mongodb://{host}:{port}/"
        yield way
        listener.close()
