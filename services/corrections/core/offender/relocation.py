"""变更执行地: the office before counts the offender until the new one has enrolled him, and that is one commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.corrections.core.offender.state import Offender, Stage
from shared.contract.corrections import (
    DisciplineImposed,
    LibertyRestored,
    LibertyRestricted,
    OffenderCategorised,
    OffenderReceived,
    OffenderRegistered,
    OffenderRelocated,
    PositioningApproved,
    PositioningRemoved,
    RelocationBegun,
)
from shared.contract.envelope import Public
from shared.kernel.refusal import conflict


@dataclass(frozen=True, kw_only=True)
class BeginRelocation:
    """The change of place was decided on `day`. Another decision takes the place of the former."""

    to_county_code: str
    to_office_id: str
    day: date


@dataclass(frozen=True, kw_only=True)
class EnrolRelocated:
    """Reported and registered at the new office: counts there from `day` on, and before it at the office before."""

    day: date


def begin_relocation(offender: Offender, command: BeginRelocation) -> Sequence[Public]:
    event = RelocationBegun(
        **offender.on(command.day), to_office_id=command.to_office_id, to_county_code=command.to_county_code
    )
    if event in offender.past:
        return []
    must_be_here(offender, command.day)
    if command.to_office_id == offender.office_id:
        raise conflict("the offender is at that office already")
    return [event]


def enrol_relocated(offender: Offender, command: EnrolRelocated) -> Sequence[Public]:
    """Who has reported at the new office is neither absent nor on leave any more."""
    begun = offender.unended(RelocationBegun, OffenderReceived)
    if begun is None and len(offender.stays) > 1 and offender.stays[-1].since == command.day:
        return []
    if begun is None or offender.registration is None:
        raise conflict("no change of place was decided")
    must_be_here(offender, command.day)
    if command.day < begun.day:
        raise conflict(f"the change of place was decided on {begun.day}, and not before")
    if offender.unended(LibertyRestricted, LibertyRestored):
        raise conflict("whoever is deprived of liberty cannot report anywhere")
    place = {**offender.on(command.day), "to_office_id": begun.to_office_id, "to_county_code": begun.to_county_code}
    return [OffenderRelocated(**place), received(offender, offender.registration, begun, command.day)]


def must_be_here(offender: Offender, day: date) -> None:
    if offender.stage is not Stage.ENROLLED:
        raise conflict(f"the offender is {offender.stage}: who is enrolled changes place")
    if day < offender.day:
        raise conflict(f"the offender is here from {offender.day} on: nothing can follow before that day")


def received(
    offender: Offender, registration: OffenderRegistered, begun: RelocationBegun, day: date
) -> OffenderReceived:
    """With what the new office has to know of the time before: it goes on from there."""
    category = offender.unended(OffenderCategorised)
    return OffenderReceived(
        county_code=begun.to_county_code,
        office_id=begun.to_office_id,
        day=day,
        from_office_id=offender.office_id,
        sentence=registration.sentence,
        ends=registration.ends,
        female=registration.female,
        minor=registration.minor,
        category=category.category if category else None,
        admonished=disciplined(offender, "admonition"),
        warned=disciplined(offender, "warning"),
        punished=disciplined(offender, "public-security"),
        proposed=disciplined(offender, "revocation-proposal"),
        positioning_approved=positioning(offender),
    )


def disciplined(offender: Offender, kind: str) -> tuple[date, ...]:
    imposed = (event for event in offender.past if isinstance(event, DisciplineImposed))
    return tuple(sorted(event.day for event in imposed if event.kind == kind))


def positioning(offender: Offender) -> tuple[date, ...]:
    """The days of the approvals that have not ended with a removal."""
    approved: list[date] = []
    for event in offender.past:
        match event:
            case PositioningApproved():
                approved.append(event.day)
            case PositioningRemoved():
                approved.clear()
            case _:
                pass
    return tuple(sorted(approved))
