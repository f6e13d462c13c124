"""Who is released when, who goes to meet them, who was met, and who is helped since?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.corrections.core.release.state import LIFECYCLE, BookingLeft, HandoverBooked, Stage
from shared.contract.corrections import (
    ContactLost,
    ContactRegained,
    HandoverCompleted,
    HandoverPlanned,
    HelpEnded,
    HelpGiven,
    HelpHandedOn,
    HelpOpened,
    HelpReceived,
    HelpSent,
    PickupConfirmed,
    ReleaseAssessed,
    ReleaseNotified,
    ReleaseRedated,
    ReleaseReturned,
    ReleaseVerified,
)
from shared.kernel.decider import subject_of
from shared.ports.store import Recorded
from shared.ports.views import View

VIEW = View("releases", ("county_code", "office_id"), ("stage",))
TO_VERIFY = "to-verify"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReleaseCard:
    """One release, without anything that says whose. `handed_over_day`: the person was met.

    `found`: whether the person is known here, none while nobody has looked. `to_office_id`: where the papers are on
    their way to.
    """

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
    origin: str = "prison"
    identity_contradicted: bool = False
    found: bool | None = None
    assessed_day: date | None = None
    pickup_day: date | None = None
    planned_day: date | None = None
    escort: tuple[str, ...] = ()
    vehicle: str | None = None
    handed_over_day: date | None = None
    visited_day: date | None = None
    helped: tuple[str, ...] = ()
    lost_day: date | None = None
    to_county_code: str | None = None
    to_office_id: str | None = None
    ended_day: date | None = None
    reason: str | None = None


def fold(document: ReleaseCard | None, recorded: Recorded) -> ReleaseCard:
    event = recorded.event
    if isinstance(event, ReleaseNotified | HelpOpened):
        document = begun(recorded, event)
    elif document is None or type(event) not in SHOWS:
        raise TypeError(event, document)
    else:
        document = replace(document, version=recorded.version, **SHOWS[type(event)](document, event))
    return replace(document, stage=stage_after(document, type(event)))


def begun(recorded: Recorded, event: ReleaseNotified | HelpOpened) -> ReleaseCard:
    """Who comes from a correction has been found long since, and is helped at once."""
    notice = event if isinstance(event, ReleaseNotified) else None
    return ReleaseCard(
        id=subject_of(recorded.commit.stream),
        version=recorded.version,
        office_id=event.office_id,
        county_code=event.county_code,
        stage=Stage.UNKNOWN,
        release_day=notice.release_day if notice else None,
        key_person=event.key_person,
        minor=event.minor,
        has_guardian=notice.has_guardian if notice else True,
        notified_day=event.day,
        origin="prison" if isinstance(event, ReleaseNotified) else event.origin,
        identity_contradicted=notice.identity_contradicted if notice else False,
    )


def assessed(_: ReleaseCard, event: ReleaseAssessed) -> Mapping[str, Any]:
    return {
        "key_person": event.key_person,
        "minor": event.minor,
        "has_guardian": event.has_guardian,
        "identity_contradicted": event.identity_contradicted,
        "assessed_day": event.day,
    }


def given(card: ReleaseCard, event: HelpGiven) -> Mapping[str, Any]:
    visited = {"visited_day": max(card.visited_day or event.day, event.day)} if event.kind == "visit" else {}
    return {"helped": tuple(sorted({*card.helped, event.kind})), **visited}


def received(_: ReleaseCard, event: HelpReceived) -> Mapping[str, Any]:
    place = {"county_code": event.county_code, "office_id": event.office_id}
    return {**place, "to_county_code": None, "to_office_id": None}


NOTHING_PLANNED: Mapping[str, Any] = {"pickup_day": None, "planned_day": None, "escort": (), "vehicle": None}
SHOWS: Mapping[type, Callable[[ReleaseCard, Any], Mapping[str, Any]]] = {
    ReleaseVerified: lambda _, event: {"found": event.found},
    ReleaseReturned: lambda _, __: NOTHING_PLANNED,
    ReleaseAssessed: assessed,
    ReleaseRedated: lambda _, event: {"release_day": event.release_day, **NOTHING_PLANNED},
    PickupConfirmed: lambda _, event: {"pickup_day": event.day},
    HandoverPlanned: lambda _, event: {"planned_day": event.day, "escort": event.escort, "vehicle": event.vehicle},
    HandoverBooked: lambda _, __: {},
    BookingLeft: lambda _, __: {},
    HandoverCompleted: lambda _, event: {"handed_over_day": event.day},
    HelpGiven: given,
    ContactLost: lambda _, event: {"lost_day": event.day},
    ContactRegained: lambda _, __: {"lost_day": None},
    HelpSent: lambda _, event: {"to_county_code": event.to_county_code, "to_office_id": event.to_office_id},
    HelpHandedOn: lambda _, __: {},
    HelpReceived: received,
    HelpEnded: lambda _, event: {"ended_day": event.day, "reason": event.reason},
}


def stage_after(card: ReleaseCard, event: type) -> str:
    """Whose day is not known is to be verified."""
    was = Stage.NOTIFIED if card.stage == TO_VERIFY else Stage(card.stage)
    stage = LIFECYCLE.after(was, event)
    return TO_VERIFY if stage is Stage.NOTIFIED and card.release_day is None else stage
