"""When did a village's adviser come? Each day once, in the order of the calendar."""

from dataclasses import dataclass
from datetime import date

from shared.contract.mediation import VillageVisited
from shared.kernel.decider import subject_of
from shared.ports.store import Recorded
from shared.ports.views import View

VIEW = View("visits", ("county_code", "office_id"))


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitsCard:
    """`id` is the village's code."""

    id: str
    version: int
    county_code: str
    office_id: str | None
    days: tuple[date, ...]


def fold(document: VisitsCard | None, recorded: Recorded) -> VisitsCard:
    event = recorded.event
    if not isinstance(event, VillageVisited):
        raise TypeError(event)
    return VisitsCard(
        id=subject_of(recorded.commit.stream),
        version=recorded.version,
        county_code=event.county_code,
        office_id=event.office_id,
        days=tuple(sorted({*(document.days if document else ()), event.day})),
    )
