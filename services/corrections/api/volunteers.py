"""Volunteers (雨霁志愿者): they join an office, do this and that, and leave."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.corrections.api.access import OfThings, OnDay, Reading, Writing, must_have_happened, person
from services.corrections.core.volunteer import JoinVolunteers, LeaveVolunteers, RecordService, ServiceKind
from services.corrections.reactions import VOLUNTEER
from services.corrections.views.volunteers import VolunteerCard
from shared.runtime.bodies import Body, Day, Id, Name
from shared.runtime.desk import act, desk_of
from shared.runtime.documents import acts, listed, makes, reads, shown
from shared.runtime.kinds import Kind

router = APIRouter(prefix="/corrections")


class NewVolunteer(Body):
    name: Name
    office_id: Id
    since: Day


class VoluntaryService(OnDay):
    kind: ServiceKind


VolunteerShown = shown(VolunteerCard, name=str)
VOLUNTEERS = Kind(path="/corrections/volunteers", aggregate=VOLUNTEER, personal=person)


@router.post("/volunteers", **makes(VolunteerShown), tags=["volunteers"])
async def join(request: Request, body: NewVolunteer, caller: Writing) -> Response:
    """Somebody volunteers, for one office."""
    desk = desk_of(request)
    desk.checked(body)
    county = await desk.county_of(caller, body.office_id)
    command = JoinVolunteers(county_code=county, office_id=body.office_id, since=body.since)
    return await desk.create(request, caller, VOLUNTEERS, None, command, {"name": body.name})


@router.get("/volunteers", **reads(listed(VolunteerShown)), tags=["volunteers"])
async def volunteers(request: Request, caller: Reading, query: Annotated[OfThings, Query()]) -> Response:
    """Volunteers of the caller's area."""
    return await desk_of(request).many(request, caller, VOLUNTEERS, query)


@router.get("/volunteers/{id}", **reads(VolunteerShown), tags=["volunteers"])
async def volunteer(request: Request, id: str, caller: Reading) -> Response:
    """One volunteer."""
    return await desk_of(request).one(request, caller, VOLUNTEERS, id)


@router.post("/volunteers/{id}/service", **acts(VolunteerShown), tags=["volunteers"])
async def serve(request: Request, id: str, body: VoluntaryService, caller: Writing) -> Response:
    """What the volunteer has done."""
    must_have_happened(request, body.day)
    return await act(request, caller, VOLUNTEERS, id, body, RecordService(day=body.day, kind=body.kind))


@router.post("/volunteers/{id}/departure", **acts(VolunteerShown), tags=["volunteers"])
async def leave(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """A volunteer no longer from this day on."""
    return await act(request, caller, VOLUNTEERS, id, body, LeaveVolunteers(day=body.day))
