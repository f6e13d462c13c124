"""Around a service's application: what becomes of each command, and how long it takes."""

from collections.abc import Mapping
from time import perf_counter
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.runtime.counts import Counts

FAILED = 500
WRONG = 400


class Watch:
    """Pure ASGI. The desk says in the request's state what it did; whatever else is asked for passes unseen."""

    def __init__(self, app: ASGIApp, counts: Counts) -> None:
        self._app, self._counts = app, counts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        status, began = FAILED, perf_counter()

        async def answering(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._app(scope, receive, answering)
        finally:
            self._count(state, status, perf_counter() - began)

    def _count(self, state: Mapping[str, Any], status: int, seconds: float) -> None:
        """What was wrong input, or not allowed, has never become a command."""
        if status >= FAILED:
            self._counts.command("failed", seconds)
        elif "rule" in state:
            self._counts.command("refused", seconds)
            self._counts.refusals[state["rule"]] += 1
        elif status < WRONG and "outcome" in state:
            self._counts.command(state["outcome"], seconds)
