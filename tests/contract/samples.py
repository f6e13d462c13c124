"""What the contract tests keep in the adapters: commits, documents, envelopes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from shared.contract.catalogue import wire_name
from shared.contract.codec import EventCodec
from shared.contract.corrections import OffenderDischarged, OffenderEnrolled
from shared.contract.envelope import Envelope, Public, event_id
from shared.kernel.decider import subject_of
from shared.ports.store import Commit
from shared.ports.views import View

TOPIC = "sifasuo.corrections"
COUNTY = "410105"
NOON = datetime(2026, 3, 2, 12, 0, 0, 250_000, tzinfo=UTC)
DAY = date(2026, 3, 2)
TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteTaken:
    """A private event."""

    pages: tuple[int, ...]


CODEC = EventCodec.of((OffenderEnrolled, OffenderDischarged, NoteTaken))
ENROLLED = OffenderEnrolled(county_code=COUNTY, office_id="office", day=DAY)
DISCHARGED = OffenderDischarged(county_code=COUNTY, office_id="office", day=DAY, reason="served")
NOTED = NoteTaken(pages=(1, 2))

CARDS = View("cards", ("county", "due", "open", "rank"))
NOTES = View("notes")


def commit(stream: str, version: int, *events: object, **more: Any) -> Commit:
    """Recorded so many minutes after noon as its version says."""
    return Commit(
        stream=stream,
        version=version,
        events=events or (ENROLLED,),
        recorded_at=NOON + timedelta(minutes=version),
        actor="clerk",
        **more,
    )


def envelope(stream: str, version: int, data: Public = ENROLLED, type: str | None = None) -> Envelope[Any]:
    """`type` is what the envelope calls its data, where that is not the truth."""
    return Envelope(
        id=event_id(stream, version),
        type=type or wire_name(data.__class__),
        source="/corrections",
        subject=subject_of(stream),
        stream=stream,
        version=version,
        recorded_at=NOON,
        actor="clerk",
        caused_by=None,
        data=data,
    )
