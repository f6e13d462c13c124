"""Where offenders are: out of supervision, on leave, deprived of liberty, or on the way to another office."""

from dataclasses import replace
from typing import Self

from fastapi import APIRouter, Request, Response
from pydantic import model_validator

from services.corrections.api.access import OnDay, Writing, must_have_happened
from services.corrections.api.offenders import OFFENDERS, OffenderShown
from services.corrections.core.offender.away import (
    EndLeave,
    GrantLeave,
    Level,
    RecordReturn,
    ReportAbsence,
    RestoreLiberty,
    RestrictLiberty,
)
from services.corrections.core.offender.relocation import BeginRelocation, EnrolRelocated
from services.corrections.views.caseload import OffenderCard
from shared.ports.identity import Caller
from shared.runtime.access import service_of
from shared.runtime.answers import sees
from shared.runtime.bodies import Body, Day, Id, Name
from shared.runtime.copies import county_of_office
from shared.runtime.desk import act
from shared.runtime.documents import acts

router = APIRouter(prefix="/corrections/offenders/{id}", tags=["offenders"])


class Absence(Body):
    since: Day


class Leave(Body):
    since: Day
    until: Day
    destination: Name
    approved_by: Level

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.until < self.since:
            raise ValueError("a leave ends on its first day or later")
        return self


class Relocation(OnDay):
    to_office_id: Id


def open_to(caller: Caller, card: OffenderCard) -> bool:
    """To the office where the offender is, and to that where he is to enrol."""
    return sees(caller, card) or (
        card.to_county_code is not None and caller.sees(card.to_county_code, card.to_office_id)
    )


ARRIVING = replace(OFFENDERS, open_to=open_to)


@router.post("/absence", **acts(OffenderShown))
async def report_absence(request: Request, id: str, body: Absence, caller: Writing) -> Response:
    """Out of supervision since then (脱管)."""
    must_have_happened(request, body.since, "since")
    return await act(request, caller, OFFENDERS, id, body, ReportAbsence(day=body.since))


@router.post("/return", **acts(OffenderShown))
async def record_return(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """Found, or come back."""
    must_have_happened(request, body.day)
    return await act(request, caller, OFFENDERS, id, body, RecordReturn(day=body.day))


@router.post("/leave", **acts(OffenderShown))
async def grant_leave(request: Request, id: str, body: Leave, caller: Writing) -> Response:
    """On leave (外出): counts all the time. Who approved it too low down is a finding."""
    command = GrantLeave(day=body.since, until=body.until, approved_by=body.approved_by)
    return await act(request, caller, OFFENDERS, id, body, command, {"destination": body.destination})


@router.post("/leave/return", **acts(OffenderShown))
async def end_leave(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """Reported back (销假)."""
    must_have_happened(request, body.day)
    return await act(request, caller, OFFENDERS, id, body, EndLeave(day=body.day))


@router.post("/suspension", **acts(OffenderShown))
async def restrict_liberty(request: Request, id: str, body: Absence, caller: Writing) -> Response:
    """Detained, arrested or in custody: neither contacts nor the end of the term are expected meanwhile."""
    must_have_happened(request, body.since, "since")
    return await act(request, caller, OFFENDERS, id, body, RestrictLiberty(day=body.since))


@router.post("/resumption", **acts(OffenderShown))
async def restore_liberty(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """Back under supervision."""
    must_have_happened(request, body.day)
    return await act(request, caller, OFFENDERS, id, body, RestoreLiberty(day=body.day))


@router.post("/relocation", **acts(OffenderShown))
async def begin_relocation(request: Request, id: str, body: Relocation, caller: Writing) -> Response:
    """To another office, in whichever county; counts here until enrolled there."""
    service = service_of(request)
    county = await county_of_office(service.ports.views, body.to_office_id, service.settings.office_wait_s)
    command = BeginRelocation(to_county_code=county, to_office_id=body.to_office_id, day=body.day)
    return await act(request, caller, OFFENDERS, id, body, command)


@router.post("/relocation/enrolment", **acts(OffenderShown))
async def enrol_relocated(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """Reported and registered at the new office, which says so: counts there from this day on."""
    return await act(request, caller, ARRIVING, id, body, EnrolRelocated(day=body.day))
