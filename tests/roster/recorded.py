"""Events as a document meets them: recorded, one after the other, in one stream."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from shared.ports.store import Commit, Recorded

Document = TypeVar("Document")
AT = datetime(2026, 11, 24, 1, tzinfo=UTC)


def recorded(stream: str, version: int, event: object) -> Recorded:
    commit = Commit(stream=stream, version=version, events=(event,), recorded_at=AT, actor="synthetic")
    return Recorded(commit, version, event)


def folded(fold: Callable[[Document | None, Recorded], Document], stream: str, *events: object) -> Document | None:
    """The document after these events, the first of which has version 1."""
    document: Document | None = None
    for version, event in enumerate(events, 1):
        document = fold(document, recorded(stream, version, event))
    return document
