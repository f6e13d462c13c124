"""Who is released when, who goes to meet them, and who was met?"""

from dataclasses import dataclass, replace
from datetime import date

from services.corrections.core.release import Stage
from shared.contract.corrections import HandoverCompleted, HandoverPlanned, ReleaseNotified, ReleaseRedated
from shared.kernel.decider import subject_of
from shared.ports.store import Recorded
from shared.ports.views import View

VIEW = View("releases", ("county_code", "office_id"), ("stage",))
TO_VERIFY = "to-verify"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReleaseCard:
    """One release, without anything that says whose. `handed_over_day`: the person was met."""

    id: str
    version: int
    office_id: str | None
    county_code: str
    stage: str
    release_day: date | None
    key_person: bool
    minor: bool
    has_guardian: bool
    notified_day: date
    planned_day: date | None = None
    escort: tuple[str, ...] = ()
    vehicle: str | None = None
    handed_over_day: date | None = None


def fold(document: ReleaseCard | None, recorded: Recorded) -> ReleaseCard:
    event = recorded.event
    if isinstance(event, ReleaseNotified):
        card = notified(recorded, event)
    elif document is None:
        raise TypeError(event, document)
    else:
        card = changed(replace(document, version=recorded.version), event)
    return replace(card, stage=stage_of(card))


def notified(recorded: Recorded, event: ReleaseNotified) -> ReleaseCard:
    return ReleaseCard(
        id=subject_of(recorded.commit.stream),
        version=recorded.version,
        office_id=event.office_id,
        county_code=event.county_code,
        stage=Stage.NOTIFIED,
        release_day=event.release_day,
        key_person=event.key_person,
        minor=event.minor,
        has_guardian=event.has_guardian,
        notified_day=event.day,
    )


def changed(card: ReleaseCard, event: object) -> ReleaseCard:
    match event:
        case ReleaseRedated():
            return replace(card, release_day=event.release_day)
        case HandoverPlanned():
            return replace(card, planned_day=event.day, escort=event.escort, vehicle=event.vehicle)
        case HandoverCompleted():
            return replace(card, handed_over_day=event.day)
        case _:
            raise TypeError(event, card)


def stage_of(card: ReleaseCard) -> str:
    """Whose day is not known is to be verified, also where a handover is planned already."""
    if card.handed_over_day:
        return Stage.HANDED_OVER
    if card.release_day is None:
        return TO_VERIFY
    return Stage.PLANNED if card.planned_day else Stage.NOTIFIED
