"""What did an office do for law publicity and government by law, and when?"""

from dataclasses import dataclass
from datetime import date

from shared.contract.mediation import ActivityHeld
from shared.kernel.decider import subject_of
from shared.ports.store import Recorded
from shared.ports.views import View

VIEW = View("activities", ("county_code", "office_id"), ("kind",))


@dataclass(frozen=True, kw_only=True, slots=True)
class ActivityCard:
    id: str
    version: int
    county_code: str
    office_id: str | None
    kind: str
    village_code: str | None
    number: int | None
    day: date


def fold(_: ActivityCard | None, recorded: Recorded) -> ActivityCard:
    event = recorded.event
    if not isinstance(event, ActivityHeld):
        raise TypeError(event)
    return ActivityCard(
        id=subject_of(recorded.commit.stream),
        version=recorded.version,
        county_code=event.county_code,
        office_id=event.office_id,
        kind=event.kind,
        village_code=event.village_code,
        number=event.number,
        day=event.day,
    )
