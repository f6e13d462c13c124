"""Offenders: registered, enrolled, discharged."""

from typing import Annotated, Self

from fastapi import APIRouter, Query, Request, Response
from pydantic import model_validator

from services.corrections.api.access import OfThings, OnDay, Reading, Writing, person, sealed
from services.corrections.core.offender.case import DischargeOffender, EnrolOffender, Reason, RegisterOffender, Sentence
from services.corrections.core.offender.state import Offender
from services.corrections.core.offender.state import Stage as OffenderStage
from services.corrections.reactions import OFFENDER, OFFENDER_CLAIM
from services.corrections.views.caseload import OffenderCard
from shared.kernel.identity_number import contradicts
from shared.runtime.access import service_of
from shared.runtime.bodies import Body, Day, Id, IdentityNumber, Name
from shared.runtime.desk import act, desk_of
from shared.runtime.documents import acts, listed, makes, reads, shown
from shared.runtime.erasure import Erasing, ErasureShown, erase
from shared.runtime.kinds import Kind, Made, Unique

router = APIRouter(prefix="/corrections")


class NewOffender(Body):
    name: Name
    id_number: IdentityNumber
    office_id: Id
    sentence: Sentence
    effective_day: Day
    ends: Day
    female: bool = False
    minor: bool = False

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.ends < self.effective_day:
            raise ValueError("a term ends on its first day or later")
        return self


class Discharge(OnDay):
    reason: Reason


OffenderShown = shown(OffenderCard, name=str, id_number=str, destination=str)
OFFENDERS = Kind(path="/corrections/offenders", aggregate=OFFENDER, personal=person, sealed=sealed)


def discharged(offender: Offender) -> bool:
    return offender.stage == OffenderStage.DISCHARGED


@router.post("/offenders", **makes(OffenderShown), tags=["offenders"])
async def register(request: Request, body: NewOffender, caller: Writing) -> Response:
    """An offender is registered, and awaited: it counts from the enrolment."""
    desk = desk_of(request)
    desk.checked(body)
    county = await desk.county_of(caller, body.office_id)
    sex = body.female if "female" in body.model_fields_set else None  # what nobody said contradicts nothing
    contradicted = contradicts(body.id_number, body.effective_day, minor=body.minor, female=sex)
    told = body.model_dump(exclude={"name", "id_number"})
    command = RegisterOffender(county_code=county, identity_contradicted=contradicted, **told)
    unique = Unique(
        claims=OFFENDER_CLAIM,
        of=service_of(request).ports.vault.keyed_hash("offender", body.id_number),
        rule="open-case",
        because="this person has an open case already",
        closed=discharged,
    )
    secrets = {"name": body.name, "id_number": body.id_number}
    return await desk.create_unique(request, caller, OFFENDERS, unique, Made(lambda _: command, secrets))


@router.get("/offenders", **reads(listed(OffenderShown)), tags=["offenders"])
async def offenders(request: Request, caller: Reading, query: Annotated[OfThings, Query()]) -> Response:
    """Offenders of the caller's area."""
    return await desk_of(request).many(request, caller, OFFENDERS, query)


@router.get("/offenders/{id}", **reads(OffenderShown), tags=["offenders"])
async def offender(request: Request, id: str, caller: Reading) -> Response:
    """One offender."""
    return await desk_of(request).one(request, caller, OFFENDERS, id)


@router.post("/offenders/{id}/erasure", **acts(ErasureShown), tags=["offenders"])
async def erase_offender(request: Request, id: str, body: Erasing, caller: Writing) -> Response:
    """The offender's personal data is erased for good; what is counted stays."""
    return await erase(request, caller, OFFENDERS, id, body)


@router.post("/offenders/{id}/enrolment", **acts(OffenderShown), tags=["offenders"])
async def enrol(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """Reported and registered at the place of execution: counts from this day."""
    return await act(request, caller, OFFENDERS, id, body, EnrolOffender(day=body.day))


@router.post("/offenders/{id}/discharge", **acts(OffenderShown), tags=["offenders"])
async def discharge(request: Request, id: str, body: Discharge, caller: Writing) -> Response:
    """Counts no longer from this day on. `served` before the end of the term is refused."""
    return await act(request, caller, OFFENDERS, id, body, DischargeOffender(day=body.day, reason=body.reason))
