"""Offices."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response

from services.roster.api.access import Approval, OfKinds, OnDay, Reading, Writing
from services.roster.api.townships import TOWNSHIPS
from services.roster.core.office import EstablishOffice, FileOffice
from services.roster.reactions import OFFICE, SEAT_CLAIM
from services.roster.views.office_card import OfficeCard
from shared.kernel.refusal import Refused
from shared.ports.identity import Caller
from shared.runtime.access import must_see, service_of
from shared.runtime.bodies import Body, Code, Name
from shared.runtime.desk import act, desk_of
from shared.runtime.documents import acts, listed, makes, reads, shown
from shared.runtime.kinds import Kind, Made, Unique
from shared.runtime.problems import NotFound, WrongInput

router = APIRouter(prefix="/roster")


class NewOffice(Body):
    name: Name
    county_code: Code
    township_code: Code | None = None
    kind: Literal["township", "area"] = "township"
    approval: Approval


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
    if body.township_code and await service.ports.views.get(TOWNSHIPS.view, body.township_code) is None:
        raise Refused("township-unknown", 1, "no such township is on record")

    def command(office_id: str) -> EstablishOffice:
        return EstablishOffice(
            office_id=office_id,
            name=body.name,
            county_code=body.county_code,
            township_code=body.township_code,
            kind=body.kind,
            approval_authority=body.approval.authority,
            approval_document=body.approval.document,
            approval_day=body.approval.day,
        )

    if body.township_code is None:
        return await desk.create(request, caller, OFFICES, id, command)
    unique = Unique(
        claims=SEAT_CLAIM,
        of=body.township_code,
        rule="office-exists",
        because="the township has an office already",
        closed=lambda _: False,
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


@router.post("/offices/{id}/filing", **acts(OfficeShown), tags=["offices"])
async def file_office(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The approval is filed with the city bureau's political department (备案)."""
    return await act(request, caller, OFFICES, id, body, FileOffice(day=body.day))


async def visible_office(request: Request, caller: Caller, id: str) -> Mapping[str, Any]:
    """Raises NotFound, also for an office outside the caller's area."""
    row = await service_of(request).ports.views.get(OFFICES.view, id)
    if row is None or not caller.sees(row.document["county_code"], id):
        raise NotFound(f"there is no {OFFICES.path}/{id}")
    return row.document
