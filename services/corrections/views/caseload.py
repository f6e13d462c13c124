"""Which offenders does an office have, at which stage, and how does each of them stand?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.corrections.core.offender.state import LIFECYCLE, Stage
from shared.contract import corrections
from shared.contract.corrections import OffenderRegistered
from shared.kernel.decider import subject_of
from shared.ports.store import Recorded
from shared.ports.views import View

Changes = dict[str, Any]

VIEW = View("offenders", ("county_code", "office_id"), ("stage",))


@dataclass(frozen=True, kw_only=True, slots=True)
class OffenderCard:
    """One offender, without anything that says who it is. Counts from `enrolled_day` on, before `discharged_day`.

    `here_since`: counts at this office. `to_office_id`: is to enrol there, and counts here until then.
    """

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
    identity_contradicted: bool = False
    enrolled_day: date | None = None
    here_since: date | None = None
    declared_day: date | None = None
    grouped_day: date | None = None
    planned_day: date | None = None
    category: str | None = None
    last_contact_day: date | None = None
    absent_since: date | None = None
    on_leave_since: date | None = None
    on_leave_until: date | None = None
    restricted_since: date | None = None
    admonitions: int = 0
    warnings: int = 0
    last_discipline: str | None = None
    positioned_since: date | None = None
    to_office_id: str | None = None
    to_county_code: str | None = None
    helped: int = 0
    discharged_day: date | None = None
    reason: str | None = None


def fold(document: OffenderCard | None, recorded: Recorded) -> OffenderCard:
    event = recorded.event
    if isinstance(event, OffenderRegistered):
        return registered(recorded, event)
    if document is None or type(event) not in CHANGES:
        raise TypeError(event, document)
    stage = LIFECYCLE.after(Stage(document.stage), type(event))
    return replace(document, version=recorded.version, stage=stage, **CHANGES[type(event)](document, event))


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
        identity_contradicted=event.identity_contradicted,
    )


def disciplined(card: OffenderCard, event: corrections.DisciplineImposed) -> Changes:
    counted = {"admonition": "admonitions", "warning": "warnings"}.get(event.kind)
    return {"last_discipline": event.kind, **({counted: getattr(card, counted) + 1} if counted else {})}


def received(_: OffenderCard, event: corrections.OffenderReceived) -> Changes:
    """Whoever reports at another office is away no more."""
    there = {"office_id": event.office_id, "county_code": event.county_code, "here_since": event.day}
    return {**there, "absent_since": None, "on_leave_since": None, "on_leave_until": None}


CHANGES: Mapping[type, Callable[[OffenderCard, Any], Changes]] = {
    corrections.OffenderEnrolled: lambda _, event: {"enrolled_day": event.day, "here_since": event.day},
    corrections.DeclarationHeld: lambda _, event: {"declared_day": event.day},
    corrections.GroupFormed: lambda _, event: {"grouped_day": event.day},
    corrections.CorrectionPlanned: lambda _, event: {"planned_day": event.day},
    corrections.OffenderCategorised: lambda _, event: {"category": event.category},
    corrections.ContactMade: lambda card, event: {
        "last_contact_day": max(event.day, card.last_contact_day or event.day)
    },
    corrections.SupervisionLost: lambda _, event: {"absent_since": event.day},
    corrections.SupervisionRegained: lambda _, __: {"absent_since": None},
    corrections.LeaveGranted: lambda _, event: {"on_leave_since": event.day, "on_leave_until": event.until},
    corrections.LeaveEnded: lambda _, __: {"on_leave_since": None, "on_leave_until": None},
    corrections.LibertyRestricted: lambda _, event: {"restricted_since": event.day},
    corrections.LibertyRestored: lambda _, __: {"restricted_since": None},
    corrections.DisciplineImposed: disciplined,
    corrections.PositioningApproved: lambda card, event: {"positioned_since": card.positioned_since or event.day},
    corrections.PositioningRemoved: lambda _, __: {"positioned_since": None},
    corrections.RelocationBegun: lambda _, event: {
        "to_office_id": event.to_office_id,
        "to_county_code": event.to_county_code,
    },
    corrections.OffenderRelocated: lambda _, __: {"to_office_id": None, "to_county_code": None},
    corrections.OffenderReceived: received,
    corrections.OffenderHelped: lambda card, _: {"helped": card.helped + 1},
    corrections.OffenderDischarged: lambda _, event: {"discharged_day": event.day, "reason": event.reason},
}
