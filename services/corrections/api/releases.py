"""Persons in prison and released: notified, verified, assessed, planned for, met."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from services.corrections.api.access import OfThings, OnDay, Reading, Writing, must_have_happened, person
from services.corrections.core.release.commands import (
    AssessRelease,
    CompleteHandover,
    ConfirmPickup,
    NotifyRelease,
    PlanHandover,
    RedateRelease,
    ReturnRelease,
    VerifyRelease,
)
from services.corrections.core.release.state import AWAITED, Release
from services.corrections.reactions import RELEASE, RELEASE_CLAIM, book
from services.corrections.views.release_calendar import ReleaseCard
from shared.kernel.identity_number import contradicts
from shared.ports.identity import Caller
from shared.runtime.access import service_of
from shared.runtime.answers import sees
from shared.runtime.bodies import Body, Day, Id, IdentityNumber, Name, Plate
from shared.runtime.copies import must_work
from shared.runtime.desk import act, desk_of
from shared.runtime.documents import acts, listed, makes, reads, shown
from shared.runtime.kinds import Kind, Made, Unique

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


class Verification(OnDay):
    found: bool


class Assessment(OnDay):
    key_person: bool
    minor: bool
    has_guardian: bool


class NewDate(Body):
    release_day: Day


class HandoverPlan(Body):
    escort: tuple[Id, ...] = Field(min_length=1, max_length=20)
    vehicle: Plate | None = None


class Handover(OnDay):
    received_by: Name


def open_to(caller: Caller, card: ReleaseCard) -> bool:
    """Who is on the way to another office is that one's business, too."""
    coming = card.to_county_code is not None and caller.sees(card.to_county_code, card.to_office_id)
    return coming or sees(caller, card)


ReleaseShown = shown(ReleaseCard, name=str, id_number=str, prison=str, received_by=str)
RELEASES = Kind(path="/corrections/releases", aggregate=RELEASE, personal=person, open_to=open_to)


def awaited_no_longer(release: Release) -> bool:
    return release.stage not in AWAITED


@router.post("/releases", **makes(ReleaseShown), tags=["releases"])
async def notify(request: Request, body: NewRelease, caller: Writing) -> Response:
    """A prison's notice: the person must be met on the day (必接必送)."""
    desk = desk_of(request)
    desk.checked(body)
    county, today = await desk.county_of(caller, body.office_id), desk.today()
    contradicted = contradicts(body.id_number, body.release_day or today, minor=body.minor)
    told = body.model_dump(exclude={"name", "id_number", "prison"})
    command = NotifyRelease(county_code=county, day=today, identity_contradicted=contradicted, **told)
    unique = Unique(
        claims=RELEASE_CLAIM,
        of=service_of(request).ports.vault.keyed_hash("release", body.id_number),
        rule="open-case",
        because="this person's release is being prepared already",
        closed=awaited_no_longer,
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


@router.post("/releases/{id}/verification", **acts(ReleaseShown), tags=["releases"])
async def verify(request: Request, id: str, body: Verification, caller: Writing) -> Response:
    """Whether the person is known where the prison was told (信息核查)."""
    must_have_happened(request, body.day)
    return await act(request, caller, RELEASES, id, body, VerifyRelease(day=body.day, found=body.found))


@router.post("/releases/{id}/verification/return", **acts(ReleaseShown), tags=["releases"])
async def give_back(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The prison was told that the person is not known here."""
    must_have_happened(request, body.day)
    return await act(request, caller, RELEASES, id, body, ReturnRelease(day=body.day))


@router.post("/releases/{id}/assessment", **acts(ReleaseShown), tags=["releases"])
async def assess(request: Request, id: str, body: Assessment, caller: Writing) -> Response:
    """The risk was assessed; what was said of the person is said anew."""
    must_have_happened(request, body.day)
    secrets = await service_of(request).ports.vault.get(id)
    number = secrets.get("id_number")
    contradicted = number is not None and contradicts(number, body.day, minor=body.minor)
    command = AssessRelease(identity_contradicted=contradicted, **body.model_dump())
    return await act(request, caller, RELEASES, id, body, command)


@router.post("/releases/{id}/date", **acts(ReleaseShown), tags=["releases"])
async def redate(request: Request, id: str, body: NewDate, caller: Writing) -> Response:
    """The day of release is another, or known at last. Who was to go is free: it is planned anew."""
    command = RedateRelease(release_day=body.release_day, day=desk_of(request).today())
    return await act(request, caller, RELEASES, id, body, command)


@router.post("/releases/{id}/pickup", **acts(ReleaseShown), tags=["releases"])
async def confirm_pickup(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The family says that it will come."""
    must_have_happened(request, body.day)
    return await act(request, caller, RELEASES, id, body, ConfirmPickup(day=body.day))


@router.post("/releases/{id}/plan", **acts(ReleaseShown), tags=["releases"])
async def plan(request: Request, id: str, body: HandoverPlan, caller: Writing) -> Response:
    """Who goes, and in which vehicle; nobody goes to two prisons on one day."""
    service, desk = service_of(request), desk_of(request)
    today, vault = desk.today(), service.ports.vault
    await must_work(service.ports.views, body.escort, today, service.settings.office_wait_s)
    prison = vault.keyed_hash("prison", (await vault.get(id)).get("prison", ""))
    command = PlanHandover(escort=body.escort, vehicle=body.vehicle, day=today)
    return await desk.by_way(request, caller, RELEASES, id, partial(book, service.handler, prison, command))


@router.post("/releases/{id}/handover", **acts(ReleaseShown), tags=["releases"])
async def hand_over(request: Request, id: str, body: Handover, caller: Writing) -> Response:
    """The person was met; with or without a plan, in time or late."""
    must_have_happened(request, body.day)
    secrets = {"received_by": body.received_by}
    return await act(request, caller, RELEASES, id, body, CompleteHandover(day=body.day), secrets)
