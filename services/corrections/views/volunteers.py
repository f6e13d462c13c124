"""Who deepens an office's help, and how often?"""

from dataclasses import dataclass, replace
from datetime import date

from services.corrections.core.volunteer import LIFECYCLE, Stage
from shared.contract.corrections import VolunteerDeparted, VolunteerJoined, VolunteerServed
from shared.kernel.decider import subject_of
from shared.ports.store import Recorded
from shared.ports.views import View

VIEW = View("volunteers", ("county_code", "office_id"), ("stage",))


@dataclass(frozen=True, kw_only=True, slots=True)
class VolunteerCard:
    """One volunteer, without the name. `served_day` is that of the last service."""

    id: str
    version: int
    office_id: str | None
    county_code: str
    stage: str
    since: date
    services: int = 0
    served_day: date | None = None
    departed_day: date | None = None


def fold(document: VolunteerCard | None, recorded: Recorded) -> VolunteerCard:
    event = recorded.event
    if isinstance(event, VolunteerJoined):
        return joined(recorded, event)
    if document is None:
        raise TypeError(event, document)
    stage = LIFECYCLE.after(Stage(document.stage), type(event))
    document = replace(document, version=recorded.version, stage=stage)
    match event:
        case VolunteerServed():
            last = max(document.served_day or event.day, event.day)
            return replace(document, services=document.services + 1, served_day=last)
        case VolunteerDeparted():
            return replace(document, departed_day=event.day)
        case _:
            raise TypeError(event, document)


def joined(recorded: Recorded, event: VolunteerJoined) -> VolunteerCard:
    return VolunteerCard(
        id=subject_of(recorded.commit.stream),
        version=recorded.version,
        office_id=event.office_id,
        county_code=event.county_code,
        stage=LIFECYCLE.after(Stage.NONE, VolunteerJoined),
        since=event.day,
    )
