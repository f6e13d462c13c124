"""Offices."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from services.roster.api.access import Approval, OfKinds, Reading, Writing
from services.roster.api.townships import TOWNSHIPS, township_id
from services.roster.core.office_commands import EstablishOffice, ManagingBody, Rank
from services.roster.reactions import OFFICE, SEAT_CLAIM
from services.roster.views.office_card import OfficeCard
from shared.kernel.refusal import Refused
from shared.ports.identity import Caller
from shared.runtime.access import must_see, service_of
from shared.runtime.bodies import Body, Code, Name
from shared.runtime.desk import desk_of
from shared.runtime.documents import listed, makes, reads, shown
from shared.runtime.kinds import Kind, Made, Unique
from shared.runtime.problems import NotFound, WrongInput
from shared.runtime.service import Service

router = APIRouter(prefix="/roster")


class NewOffice(Body):
    name: Name
    county_code: Code
    township_code: Code | None = None
    kind: Literal["township", "area"] = "township"
    approval: Approval
    rank: Rank | None = None
    managed_by: Annotated[tuple[ManagingBody, ...], Field(min_length=1, max_length=3)] | None = None


OfficeShown = shown(OfficeCard)
OFFICES = Kind(path="/roster/offices", aggregate=OFFICE)


@router.post("/offices", **makes(OfficeShown), tags=["offices"])
async def establish(request: Request, body: NewOffice, caller: Writing) -> Response:
    """An office is set up. A township has one ordinary office; areas may have more."""
    return await established(request, caller, body)


async def established(request: Request, caller: Caller, body: NewOffice, id: str | None = None) -> Response:
    """`id`: where the office has one of its own, by what is told of it."""
    desk, service = desk_of(request), service_of(request)
    desk.checked(body.approval)
    must_see(caller, body.county_code, None)
    if (body.kind == "township") is (body.township_code is None):
        raise WrongInput("body.township_code", "an office of a township names its township, another one does not")
    township = await township_named(service, body.township_code) if body.township_code else None
    seat = str(township["id"]) if township else None

    def command(office_id: str) -> EstablishOffice:
        return EstablishOffice(
            office_id=office_id,
            name=body.name,
            county_code=body.county_code,
            township_code=seat,
            kind=body.kind,
            approval_authority=body.approval.authority,
            approval_document=body.approval.document,
            approval_day=body.approval.day,
            place=place_of(township) if township else None,
            rank=body.rank,
            managed_by=body.managed_by,
        )

    if seat is None:
        return await desk.create(request, caller, OFFICES, id, command)
    unique = Unique(
        claims=SEAT_CLAIM,
        of=seat,
        rule="office-exists",
        because="the township has an office already",
        closed=lambda office: office.closed is not None,
        entered=frozenset({"place"}),
    )
    return await desk.create_unique(request, caller, OFFICES, unique, Made(command, {}, id))


@router.get("/offices", **reads(listed(OfficeShown)), tags=["offices"])
async def offices(request: Request, caller: Reading, query: Annotated[OfKinds, Query()]) -> Response:
    """Offices of the caller's area."""
    return await desk_of(request).many(request, caller, OFFICES, query)


@router.get("/offices/{id}", **reads(OfficeShown), tags=["offices"])
async def office(request: Request, id: str, caller: Reading) -> Response:
    """One office."""
    return await desk_of(request).one(request, caller, OFFICES, id)


async def township_named(service: Service, code: str) -> Mapping[str, Any]:
    """The township that goes by the code. Raises Refused where there is none any more."""
    with suppress(NotFound):
        row = await service.ports.views.get(TOWNSHIPS.view, await township_id(service, code))
        if row and not row.document.get("closed_day"):
            return row.document
    raise Refused("township-unknown", 1, "no such township is on record")


def place_of(township: Mapping[str, Any]) -> str:
    """What it is called, without its county."""
    return str(township["name"]).removeprefix(township["county"])


async def visible_office(request: Request, caller: Caller, id: str) -> Mapping[str, Any]:
    """Raises NotFound, also for an office outside the caller's area."""
    row = await service_of(request).ports.views.get(OFFICES.view, id)
    if row is None or not caller.sees(row.document["county_code"], id):
        raise NotFound(f"there is no {OFFICES.path}/{id}")
    return row.document


async def office_on(request: Request, caller: Caller, id: str, day: date) -> Mapping[str, Any]:
    """An office at which something begins on the day. Raises NotFound, Refused where it is there no longer."""
    card = await visible_office(request, caller, id)
    closed = card.get("closed_day")
    if closed and date.fromisoformat(closed) <= day:
        raise Refused("office-closed", 1, f"the office is there no longer from {closed} on", closed_day=closed)
    return card
