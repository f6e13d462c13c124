"""HTTP in, commands out: offenders and released persons."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field, model_validator

from services.corrections.core.offender import DischargeOffender, EnrolOffender, Offender, RegisterOffender
from services.corrections.core.offender import Stage as OffenderStage
from services.corrections.core.release import CompleteHandover, NotifyRelease, PlanHandover, RedateRelease, Release
from services.corrections.core.release import Stage as ReleaseStage
from services.corrections.reactions import OFFENDER, OFFENDER_CLAIM, RELEASE, RELEASE_CLAIM
from services.corrections.views.caseload import OffenderCard
from services.corrections.views.release_calendar import ReleaseCard
from shared.ports.identity import Caller
from shared.runtime.access import needs, service_of
from shared.runtime.bodies import Body, Day, Filter, Id, IdentityNumber, Name, OfOffices, Plate
from shared.runtime.desk import act, desk_of
from shared.runtime.documents import acts, listed, makes, reads, shown
from shared.runtime.kinds import Kind, Made, Unique, masked
from shared.runtime.problems import WrongInput

router = APIRouter(prefix="/corrections")
Reading = Annotated[Caller, Depends(needs("corrections:read"))]
Writing = Annotated[Caller, Depends(needs("corrections:write"))]


class NewOffender(Body):
    name: Name
    id_number: IdentityNumber
    office_id: Id
    sentence: Literal["surveillance", "suspended", "parole", "outside-prison"]
    effective_day: Day
    ends: Day
    female: bool = False
    minor: bool = False

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.ends < self.effective_day:
            raise ValueError("a term ends on its first day or later")
        return self


class OnDay(Body):
    day: Day


class Discharge(OnDay):
    reason: Literal["served", "pardoned", "revoked", "imprisoned", "deceased"]


class NewRelease(Body):
    name: Name
    id_number: IdentityNumber
    office_id: Id
    prison: Name
    release_day: Day | None = None
    key_person: bool = False
    minor: bool = False
    has_guardian: bool = True


class NewDate(Body):
    release_day: Day


class HandoverPlan(Body):
    escort: tuple[Id, ...] = Field(min_length=1, max_length=20)
    vehicle: Plate | None = None


class Handover(OnDay):
    received_by: Name


class OfThings(OfOffices):
    stage: Filter = None


def person(secrets: Mapping[str, str], full: bool) -> Mapping[str, object]:
    """Names are masked, and numbers and free text absent, unless the caller may read personal data."""
    if full:
        return dict(secrets)
    return {"name": masked(secrets.get("name", ""))}


OffenderShown = shown(OffenderCard, name=str, id_number=str)
ReleaseShown = shown(ReleaseCard, name=str, id_number=str, prison=str, received_by=str)
OFFENDERS = Kind(path="/corrections/offenders", aggregate=OFFENDER, personal=person)
RELEASES = Kind(path="/corrections/releases", aggregate=RELEASE, personal=person)


def discharged(offender: Offender) -> bool:
    return offender.stage == OffenderStage.DISCHARGED


def handed_over(release: Release) -> bool:
    return release.stage == ReleaseStage.HANDED_OVER


@router.post("/offenders", **makes(OffenderShown), tags=["offenders"])
async def register(request: Request, body: NewOffender, caller: Writing) -> Response:
    """An offender is registered, and awaited: it counts from the enrolment."""
    desk = desk_of(request)
    desk.checked(body)
    county = await desk.county_of(caller, body.office_id)
    command = RegisterOffender(county_code=county, **body.model_dump(exclude={"name", "id_number"}))
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


@router.post("/offenders/{id}/enrolment", **acts(OffenderShown), tags=["offenders"])
async def enrol(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """Reported and registered at the place of execution: counts from this day."""
    return await act(request, caller, OFFENDERS, id, body, EnrolOffender(day=body.day))


@router.post("/offenders/{id}/discharge", **acts(OffenderShown), tags=["offenders"])
async def discharge(request: Request, id: str, body: Discharge, caller: Writing) -> Response:
    """Counts no longer from this day on. `served` before the end of the term is refused."""
    return await act(request, caller, OFFENDERS, id, body, DischargeOffender(day=body.day, reason=body.reason))


@router.post("/releases", **makes(ReleaseShown), tags=["releases"])
async def notify(request: Request, body: NewRelease, caller: Writing) -> Response:
    """A prison's notice: the person must be met on the day (必接必送)."""
    desk = desk_of(request)
    desk.checked(body)
    county = await desk.county_of(caller, body.office_id)
    told = body.model_dump(exclude={"name", "id_number", "prison"})
    command = NotifyRelease(county_code=county, day=desk.today(), **told)
    unique = Unique(
        claims=RELEASE_CLAIM,
        of=service_of(request).ports.vault.keyed_hash("release", body.id_number),
        rule="open-case",
        because="this person's release is being prepared already",
        closed=handed_over,
    )
    secrets = {"name": body.name, "id_number": body.id_number, "prison": body.prison}
    return await desk.create_unique(request, caller, RELEASES, unique, Made(lambda _: command, secrets))


@router.get("/releases", **reads(listed(ReleaseShown)), tags=["releases"])
async def releases(request: Request, caller: Reading, query: Annotated[OfThings, Query()]) -> Response:
    """Releases of the caller's area."""
    return await desk_of(request).many(request, caller, RELEASES, query)


@router.get("/releases/{id}", **reads(ReleaseShown), tags=["releases"])
async def release(request: Request, id: str, caller: Reading) -> Response:
    """One release."""
    return await desk_of(request).one(request, caller, RELEASES, id)


@router.post("/releases/{id}/date", **acts(ReleaseShown), tags=["releases"])
async def redate(request: Request, id: str, body: NewDate, caller: Writing) -> Response:
    """The day of release is another, or known at last."""
    command = RedateRelease(release_day=body.release_day, day=desk_of(request).today())
    return await act(request, caller, RELEASES, id, body, command)


@router.post("/releases/{id}/plan", **acts(ReleaseShown), tags=["releases"])
async def plan(request: Request, id: str, body: HandoverPlan, caller: Writing) -> Response:
    """Who goes, and in which vehicle."""
    command = PlanHandover(escort=body.escort, vehicle=body.vehicle, day=desk_of(request).today())
    return await act(request, caller, RELEASES, id, body, command)


@router.post("/releases/{id}/handover", **acts(ReleaseShown), tags=["releases"])
async def hand_over(request: Request, id: str, body: Handover, caller: Writing) -> Response:
    """The person was met; with or without a plan, in time or late."""
    if body.day > desk_of(request).today():
        raise WrongInput("body.day", "who has been met has been met today at the latest")
    secrets = {"received_by": body.received_by}
    return await act(request, caller, RELEASES, id, body, CompleteHandover(day=body.day), secrets)
