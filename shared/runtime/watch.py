"""Around a service's application: what becomes of each command, how long it takes, and where its trace begins."""

from collections.abc import MutableMapping
from time import perf_counter
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.ports.tracer import Tracer
from shared.runtime.counts import Counts

COMMANDING = ("POST", "PUT")
WRONG = 400
FAILED = 500
TRACEPARENT = b"traceparent"

State = MutableMapping[str, Any]


class Watch:
    """Pure ASGI. The desk says in the request's state what it did; whatever else is asked for passes unseen."""

    def __init__(self, app: ASGIApp, counts: Counts, tracer: Tracer) -> None:
        self._app, self._counts, self._tracer = app, counts, tracer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in COMMANDING:
            await self._app(scope, receive, send)
        elif self._tracer.on:
            await self._followed(scope, receive, send)
        else:
            await self._counted(scope, receive, send, None)

    async def _followed(self, scope: Scope, receive: Receive, send: Send) -> None:
        """From the client's trace on, where it has one."""
        method: str = scope["method"]
        said = next((value.decode("latin-1") for name, value in scope["headers"] if name == TRACEPARENT), None)
        with self._tracer.span(method, "server", said, attributes={"http.request.method": method}) as span:
            status = await self._counted(scope, receive, send, span.traceparent)
            route = getattr(scope.get("route"), "path", "")
            span.tell(f"{method} {route}".rstrip(), {"http.route": route, "http.response.status_code": status})

    async def _counted(self, scope: Scope, receive: Receive, send: Send, traceparent: str | None) -> int:
        """The status of the answer."""
        state = scope.setdefault("state", {})
        state["traceparent"] = traceparent
        status, began = FAILED, perf_counter()

        async def answering(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._app(scope, receive, answering)
        finally:
            self._count(state, status, perf_counter() - began)
        return status

    def _count(self, state: State, status: int, seconds: float) -> None:
        """What was wrong input, or not allowed, has never become a command."""
        if status >= FAILED:
            self._counts.command("failed", seconds)
        elif "rule" in state:
            self._counts.command("refused", seconds)
            self._counts.refusals[state["rule"]] += 1
        elif status < WRONG and "outcome" in state:
            self._counts.command(state["outcome"], seconds)
