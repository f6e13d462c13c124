"""What travels with every event, whoever sends it (CloudEvents 1.0 and our extensions)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

Event = TypeVar("Event")


@dataclass(frozen=True, kw_only=True, slots=True)
class Public:
    """An event that leaves its service: whose it is and the day from which it is true. No personal data, ever."""

    county_code: str
    office_id: str | None
    day: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Envelope(Generic[Event]):
    """One public event on its way. `id` is its stream and version, so it is the same however often it is published.

    `traceparent` (W3C Trace Context) is there where the command that led to it is followed.
    """

    id: str
    type: str
    source: str
    subject: str
    stream: str
    version: int
    recorded_at: datetime
    actor: str
    caused_by: str | None
    traceparent: str | None = None
    data: Event


def event_id(stream: str, version: int) -> str:
    return f"{stream}.{version}"


def stream_and_version(id: str) -> tuple[str, int] | None:
    """Where an event stands in its service's log, or nothing where the id is none of ours."""
    stream, _, version = id.rpartition(".")
    counts = version.isascii() and version.isdecimal() and len(version) < 10
    return (stream, int(version)) if stream and counts else None
