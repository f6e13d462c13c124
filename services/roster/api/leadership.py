"""Who leads an office: its director, its deputies, and whoever acts."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from services.roster.api.access import OnDay, Reading, Writing
from services.roster.api.offices import visible_office
from services.roster.core.leadership import AppointLeader, RemoveLeader, Role
from services.roster.reactions import LEADERSHIP, WORKER
from services.roster.views.leaders import LeadershipCard
from shared.kernel.refusal import conflict
from shared.ports.identity import Caller
from shared.runtime.access import service_of
from shared.runtime.bodies import Body, Day, Id, OfOffices
from shared.runtime.desk import act, desk_of
from shared.runtime.documents import acts, listed, reads, shown
from shared.runtime.kinds import Kind

router = APIRouter(prefix="/roster")


class Appointment(Body):
    """A step that was not taken has no day: that is a finding, and no reason to lose the fact."""

    worker_id: Id
    proposed_day: Day | None = None
    opinion_day: Day | None = None
    appointed_day: Day
    origin: Literal["office", "bureau", "outside"]


class Removal(OnDay):
    """`worker_id` where several have the role."""

    worker_id: Id | None = None


LeadershipShown = shown(LeadershipCard)
LEADERSHIPS = Kind(path="/roster/leaderships", aggregate=LEADERSHIP, by_put=True)


@router.post("/offices/{id}/director", **acts(LeadershipShown), tags=["leadership"])
async def appoint_director(request: Request, id: str, body: Appointment, caller: Writing) -> Response:
    """The office has a director; whoever was acting does so no longer."""
    return await appoint(request, caller, id, body, "director")


@router.post("/offices/{id}/deputies", **acts(LeadershipShown), tags=["leadership"])
async def appoint_deputy(request: Request, id: str, body: Appointment, caller: Writing) -> Response:
    """The office has one more deputy."""
    return await appoint(request, caller, id, body, "deputy")


@router.post("/offices/{id}/acting-director", **acts(LeadershipShown), tags=["leadership"])
async def appoint_acting(request: Request, id: str, body: Appointment, caller: Writing) -> Response:
    """Somebody acts until there is a director."""
    return await appoint(request, caller, id, body, "acting-director")


@router.post("/offices/{id}/director/removal", **acts(LeadershipShown), tags=["leadership"])
async def remove_director(request: Request, id: str, body: Removal, caller: Writing) -> Response:
    """The director directs the office no longer from this day on."""
    return await remove(request, caller, id, body, "director")


@router.post("/offices/{id}/deputies/removal", **acts(LeadershipShown), tags=["leadership"])
async def remove_deputy(request: Request, id: str, body: Removal, caller: Writing) -> Response:
    """A deputy is one no longer from this day on."""
    return await remove(request, caller, id, body, "deputy")


@router.post("/offices/{id}/acting-director/removal", **acts(LeadershipShown), tags=["leadership"])
async def remove_acting(request: Request, id: str, body: Removal, caller: Writing) -> Response:
    """Nobody acts any longer from this day on."""
    return await remove(request, caller, id, body, "acting-director")


@router.get("/leaderships", **reads(listed(LeadershipShown)), tags=["leadership"])
async def leaderships(request: Request, caller: Reading, query: Annotated[OfOffices, Query()]) -> Response:
    """Who leads the offices of the caller's area."""
    return await desk_of(request).many(request, caller, LEADERSHIPS, query)


@router.get("/leaderships/{id}", **reads(LeadershipShown), tags=["leadership"])
async def leadership(request: Request, id: str, caller: Reading) -> Response:
    """Who leads one office, by the office's id."""
    return await desk_of(request).one(request, caller, LEADERSHIPS, id)


async def appoint(request: Request, caller: Caller, id: str, body: Appointment, role: Role) -> Response:
    """Raises NotFound where the caller sees no such office, Refused where no such worker is or was with it."""
    desk = desk_of(request)
    desk.checked(body)
    card = await visible_office(request, caller, id)
    worker = await service_of(request).handler.current(WORKER, body.worker_id)
    if not worker.state.is_with(id, body.appointed_day):
        raise conflict("no such worker is with the office on that day or later")
    command = AppointLeader(office_id=id, county_code=card["county_code"], role=role, **body.model_dump())
    return await desk.put(request, caller, LEADERSHIPS, id, command)


async def remove(request: Request, caller: Caller, id: str, body: Removal, role: Role) -> Response:
    card = await visible_office(request, caller, id)
    command = RemoveLeader(office_id=id, county_code=card["county_code"], role=role, **body.model_dump())
    return await act(request, caller, LEADERSHIPS, id, body, command)
