"""Which offenders does an office have, and at which stage?"""

from dataclasses import dataclass, replace
from datetime import date

from services.corrections.core.offender import LIFECYCLE, Stage
from shared.contract.corrections import OffenderDischarged, OffenderEnrolled, OffenderRegistered
from shared.kernel.decider import subject_of
from shared.ports.store import Recorded
from shared.ports.views import View

VIEW = View("offenders", ("county_code", "office_id"), ("stage",))


@dataclass(frozen=True, kw_only=True, slots=True)
class OffenderCard:
    """One offender, without anything that says who it is. Counts from `enrolled_day` on, before `discharged_day`."""

    id: str
    version: int
    office_id: str | None
    county_code: str
    stage: str
    sentence: str
    effective_day: date
    ends: date
    female: bool
    minor: bool
    enrolled_day: date | None = None
    discharged_day: date | None = None
    reason: str | None = None


def fold(document: OffenderCard | None, recorded: Recorded) -> OffenderCard:
    event = recorded.event
    if isinstance(event, OffenderRegistered):
        return registered(recorded, event)
    if document is None:
        raise TypeError(event, document)
    stage = LIFECYCLE.after(Stage(document.stage), type(event))
    document = replace(document, version=recorded.version, stage=stage)
    match event:
        case OffenderEnrolled():
            return replace(document, enrolled_day=event.day)
        case OffenderDischarged():
            return replace(document, discharged_day=event.day, reason=event.reason)
        case _:
            raise TypeError(event, document)


def registered(recorded: Recorded, event: OffenderRegistered) -> OffenderCard:
    return OffenderCard(
        id=subject_of(recorded.commit.stream),
        version=recorded.version,
        office_id=event.office_id,
        county_code=event.county_code,
        stage=LIFECYCLE.after(Stage.UNKNOWN, OffenderRegistered),
        sentence=event.sentence,
        effective_day=event.day,
        ends=event.ends,
        female=event.female,
        minor=event.minor,
    )
