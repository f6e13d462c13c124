"""Which sealed records are open, to whom and until when; and who asked and approved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from shared.kernel.decider import subject_of
from shared.kernel.opening import DECIDER, LIFECYCLE, OpeningApproved, OpeningAsked, Stage
from shared.ports.store import Recorded
from shared.ports.views import View, Views
from shared.runtime.aggregate import Aggregate, Reading

OPENINGS = View("openings", ("record", "county_code"), ("office_id", "asked_by", "stage"))
OF_A_RECORD_MAX = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class OpeningCard:
    """`record` is the sealed thing's id, `category` what kind of thing it is."""

    id: str
    version: int
    record: str
    category: str
    county_code: str
    office_id: str | None
    stage: str
    reason: str
    asked_by: str
    asked_at: datetime
    approved_by: str | None = None
    approved_at: datetime | None = None
    until: datetime | None = None


def fold(document: OpeningCard | None, recorded: Recorded) -> OpeningCard:
    match recorded.event, document:
        case OpeningAsked() as event, _:
            return asked(recorded, event)
        case OpeningApproved() as event, OpeningCard():
            return replace(
                document,
                version=recorded.version,
                stage=LIFECYCLE.after(Stage(document.stage), OpeningApproved),
                approved_by=event.by,
                approved_at=recorded.commit.recorded_at,
                until=event.until,
            )
        case unknown:
            raise TypeError(unknown)


def asked(recorded: Recorded, event: OpeningAsked) -> OpeningCard:
    return OpeningCard(
        id=subject_of(recorded.commit.stream),
        version=recorded.version,
        record=event.record,
        category=event.category,
        county_code=event.county_code,
        office_id=event.office_id,
        stage=LIFECYCLE.after(Stage.NONE, OpeningAsked),
        reason=event.reason,
        asked_by=event.by,
        asked_at=recorded.commit.recorded_at,
    )


OPENING = Aggregate(DECIDER, Reading(OPENINGS, OpeningCard, fold))


async def opened(views: Views, records: Iterable[str], reader: str, now: datetime) -> frozenset[str]:
    """Those of the records that are open to the reader."""
    return frozenset([record for record in records if await is_open(views, record, reader, now)])


async def is_open(views: Views, record: str, reader: str, now: datetime) -> bool:
    where = {"record": record, "asked_by": reader, "stage": Stage.APPROVED}
    rows = await views.find(OPENINGS, where, limit=OF_A_RECORD_MAX)
    return any(now < closes(row.document) for row in rows)


def closes(document: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(document["until"])
