"""A client inside the process: the public HTTP, without a socket."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp, Message

from shared.contract.codec import decode, encode


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any


class AsgiClient:
    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._headers = [(b"authorization", f"Bearer {token}".encode()), (b"content-type", b"application/json")]

    async def call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Answer:
        """One request and its answer."""
        sent: list[Message] = []
        request: Message = {
            "type": "http.request",
            "body": encode(body) if body is not None else b"",
            "more_body": False,
        }

        async def receive() -> Message:
            return request

        async def send(message: Message) -> None:
            sent.append(message)

        await self._app(self._scope(method, path), receive, send)
        status = next(message["status"] for message in sent if message["type"] == "http.response.start")
        content = b"".join(message.get("body", b"") for message in sent)
        return Answer(status, decode(content))

    def _scope(self, method: str, path: str) -> dict[str, Any]:
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
            "headers": self._headers,
            "client": ("127.0.0.1", 0),
            "server": ("127.0.0.1", 0),
        }
