"""Released persons: notified, planned for, met."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from services.corrections.api.access import OfThings, OnDay, Reading, Writing, person, sealed
from services.corrections.core.release import CompleteHandover, NotifyRelease, PlanHandover, RedateRelease, Release
from services.corrections.core.release import Stage as ReleaseStage
from services.corrections.reactions import RELEASE, RELEASE_CLAIM
from services.corrections.views.release_calendar import ReleaseCard
from shared.runtime.access import service_of
from shared.runtime.bodies import Body, Day, Id, IdentityNumber, Name, Plate
from shared.runtime.desk import act, desk_of
from shared.runtime.documents import acts, listed, makes, reads, shown
from shared.runtime.erasure import Erasing, ErasureShown, erase
from shared.runtime.kinds import Kind, Made, Unique
from shared.runtime.problems import WrongInput

router = APIRouter(prefix="/corrections")


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


ReleaseShown = shown(ReleaseCard, name=str, id_number=str, prison=str, received_by=str)
RELEASES = Kind(path="/corrections/releases", aggregate=RELEASE, personal=person, sealed=sealed)


def handed_over(release: Release) -> bool:
    return release.stage == ReleaseStage.HANDED_OVER


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
        entered=frozenset({"day"}),
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


@router.post("/releases/{id}/erasure", **acts(ErasureShown), tags=["releases"])
async def erase_released(request: Request, id: str, body: Erasing, caller: Writing) -> Response:
    """The released person's personal data is erased for good; what is counted stays."""
    return await erase(request, caller, RELEASES, id, body)


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
