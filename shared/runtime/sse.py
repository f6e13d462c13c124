"""An event stream as an answer: server-sent events, kept alive, ended when the service stops."""

from collections.abc import AsyncIterator

from sse_starlette import EventSourceResponse, ServerSentEvent

PING_S = 15
SEND_TIMEOUT_S = 30


def alive() -> ServerSentEvent:
    return ServerSentEvent(comment="alive")


def event_stream(chunks: AsyncIterator[bytes]) -> EventSourceResponse:
    """The chunks are encoded already; a client that takes nothing for half a minute is let go."""
    return EventSourceResponse(chunks, ping=PING_S, ping_message_factory=alive, send_timeout=SEND_TIMEOUT_S)
