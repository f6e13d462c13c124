"""Informatisation (信息化)."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from services.roster.api.access import Reading, Writing
from services.roster.api.offices import visible_office
from services.roster.core.informatisation import RecordInformatisation
from services.roster.reactions import INFORMATISATION
from services.roster.views.networks import InformatisationCard
from shared.runtime.bodies import Body, Day, OfOffices
from shared.runtime.desk import desk_of
from shared.runtime.documents import acts, listed, reads, shown
from shared.runtime.kinds import Kind

router = APIRouter(prefix="/roster")

TERMINALS_MAX = 10_000


class InformatisationAsItIs(Body):
    """From `day` on, which is today where nothing is said."""

    network: bool
    terminals: Annotated[int, Field(ge=0, le=TERMINALS_MAX)]
    day: Day | None = None


InformatisationShown = shown(InformatisationCard)
NETWORKS = Kind(path="/roster/informatisation", aggregate=INFORMATISATION, by_put=True)


@router.put("/offices/{id}/informatisation", **acts(InformatisationShown), tags=["informatisation"])
async def record_informatisation(request: Request, id: str, body: InformatisationAsItIs, caller: Writing) -> Response:
    """How the office is connected and equipped, from a day on; what was so before stays on record."""
    desk = desk_of(request)
    desk.checked(body)
    card = await visible_office(request, caller, id)
    command = RecordInformatisation(
        office_id=id,
        county_code=card["county_code"],
        network=body.network,
        terminals=body.terminals,
        day=body.day or desk.today(),
    )
    return await desk.put(request, caller, NETWORKS, id, command)


@router.get("/informatisation", **reads(listed(InformatisationShown)), tags=["informatisation"])
async def networks(request: Request, caller: Reading, query: Annotated[OfOffices, Query()]) -> Response:
    """How the offices of the caller's area are connected and equipped."""
    return await desk_of(request).many(request, caller, NETWORKS, query)


@router.get("/offices/{id}/informatisation", **reads(InformatisationShown), tags=["informatisation"])
async def informatisation(request: Request, id: str, caller: Reading) -> Response:
    """That of one office, with all that was so before."""
    return await desk_of(request).one(request, caller, NETWORKS, id)
