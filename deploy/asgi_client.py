"""A client inside the process: the public HTTP, without a socket."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
from starlette.types import ASGIApp, Message

from shared.contract.codec import decode, encode

Headers = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any


@dataclass(frozen=True)
class Upload:
    """A file to be sent as a form's field `file`."""

    name: str
    content: bytes
    media_type: str


def multipart(file: Upload) -> tuple[bytes, str]:
    """The body of the form, and its media type, which says where one part ends."""
    form = httpx.Request("POST", "http://form", files={"file": (file.name, file.content, file.media_type)})
    return form.read(), form.headers["content-type"]


class AsgiClient:
    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._headers = [(b"authorization", f"Bearer {token}".encode()), (b"content-type", b"application/json")]

    async def call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Answer:
        """One request and its answer."""
        return await self._answered(method, path, encode(body) if body is not None else b"", self._headers)

    async def upload(self, path: str, file: Upload) -> Answer:
        content, media_type = multipart(file)
        return await self._answered("POST", path, content, [self._headers[0], (b"content-type", media_type.encode())])

    async def _answered(self, method: str, path: str, content: bytes, headers: Headers) -> Answer:
        sent: list[Message] = []
        request: Message = {"type": "http.request", "body": content, "more_body": False}

        async def receive() -> Message:
            return request

        async def send(message: Message) -> None:
            sent.append(message)

        await self._app(self._scope(method, path, headers), receive, send)
        status = next(message["status"] for message in sent if message["type"] == "http.response.start")
        answered = b"".join(message.get("body", b"") for message in sent)
        return Answer(status, decode(answered))

    def _scope(self, method: str, path: str, headers: Headers) -> dict[str, Any]:
        path, _, query = path.partition("?")
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": headers,
            "client": ("127.0.0.1", 0),
            "server": ("127.0.0.1", 0),
        }
