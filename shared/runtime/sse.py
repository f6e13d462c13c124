"""An event stream as an answer: server-sent events, kept alive, ended when the service stops."""

from collections.abc import AsyncIterator
from typing import Any

from sse_starlette import EventSourceResponse, ServerSentEvent

PING_S = 15
CLOSING_S = 0.2
SEND_TIMEOUT_S = 30


def alive() -> ServerSentEvent:
    return ServerSentEvent(comment="alive")


STREAMED: dict[int | str, dict[str, Any]] = {
    200: {"description": "An event stream", "content": {"text/event-stream": {"schema": {"type": "string"}}}}
}


def event_stream(chunks: AsyncIterator[bytes]) -> EventSourceResponse:
    """The chunks are encoded already; a client that takes nothing for half a minute is let go."""
    return EventSourceResponse(
        chunks,
        ping=PING_S,
        ping_message_factory=alive,
        send_timeout=SEND_TIMEOUT_S,
        shutdown_grace_period=CLOSING_S,
    )
