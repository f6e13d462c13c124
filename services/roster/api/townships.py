"""Townships and streets."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.roster.api.access import Reading, Writing
from services.roster.core.township import CreateTownship
from services.roster.reactions import TOWNSHIP
from services.roster.views.township_register import TownshipCard
from shared.runtime.access import must_see
from shared.runtime.bodies import Body, Code, Name, OfOffices
from shared.runtime.desk import desk_of
from shared.runtime.documents import listed, makes, reads, shown
from shared.runtime.kinds import Kind

router = APIRouter(prefix="/roster")


class NewTownship(Body):
    code: Code
    name: Name
    county_code: Code
    county: Name
    statutory: bool = True


class OfTownships(OfOffices):
    office_id: None = None


TownshipShown = shown(TownshipCard)
TOWNSHIPS = Kind(path="/roster/townships", aggregate=TOWNSHIP)


@router.post("/townships", **makes(TownshipShown), tags=["townships"])
async def create_township(request: Request, body: NewTownship, caller: Writing) -> Response:
    """A township or street, under the unit that manages it."""
    must_see(caller, body.county_code, None)
    desk = desk_of(request)
    command = CreateTownship(**body.model_dump(), day=desk.today())
    return await desk.create(request, caller, TOWNSHIPS, body.code, command)


@router.get("/townships", **reads(listed(TownshipShown)), tags=["townships"])
async def townships(request: Request, caller: Reading, query: Annotated[OfTownships, Query()]) -> Response:
    """Townships of the caller's area."""
    return await desk_of(request).many(request, caller, TOWNSHIPS, query)


@router.get("/townships/{id}", **reads(TownshipShown), tags=["townships"])
async def township(request: Request, id: str, caller: Reading) -> Response:
    """One township, by its code."""
    return await desk_of(request).one(request, caller, TOWNSHIPS, id)
