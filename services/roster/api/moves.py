"""Who goes elsewhere: reassigned to another office (调任), or transferred out of the county's offices (调动)."""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response

from services.roster.api.access import OnDay, Writing
from services.roster.api.offices import office_on
from services.roster.api.workers import WORKERS, WorkerShown, is_special
from services.roster.core.postings import ReassignWorker
from services.roster.core.terms import Terms
from services.roster.core.transfer import (
    ApplyForTransfer,
    ApproveTransferByCity,
    ApproveTransferByCounty,
    EndorseTransfer,
    WithdrawTransfer,
)
from services.roster.reactions import MOVE_CLAIM
from shared.runtime.access import service_of
from shared.runtime.bodies import Id, Name
from shared.runtime.desk import act, desk_of
from shared.runtime.documents import acts

router = APIRouter(prefix="/roster", tags=["workers"])


class Reassignment(OnDay):
    office_id: Id
    post_id: Id | None = None


class Application(OnDay):
    to: Name


@router.post("/workers/{id}/reassignment", **acts(WorkerShown))
async def reassign(request: Request, id: str, body: Reassignment, caller: Writing) -> Response:
    """From this day on the worker is with the other office, and its post is taken first; the years of service go on."""
    desk = desk_of(request)
    desk.checked(body)
    card = await office_on(request, caller, body.office_id, body.day)
    command = ReassignWorker(
        office_id=body.office_id,
        county_code=card["county_code"],
        special=await is_special(request, body.office_id, body.post_id),
        post_id=body.post_id,
        since=body.day,
    )
    if body.post_id is None:
        return await act(request, caller, WORKERS, id, body, command)
    once = f"{id}.{body.day}.{body.office_id}.{body.post_id}"
    return await desk.claimed(request, caller, WORKERS, id, command, MOVE_CLAIM, once)


@router.post("/workers/{id}/transfer", **acts(WorkerShown))
async def apply_for_transfer(request: Request, id: str, body: Application, caller: Writing) -> Response:
    """The person applies in writing. Refused on a special post before the years of service are full."""
    terms: Terms = service_of(request).blueprint.knowledge
    command = ApplyForTransfer(day=body.day, service_years=terms.transfer_years_on(body.day))
    return await act(request, caller, WORKERS, id, body, command, in_vault(body))


@router.post("/workers/{id}/transfer/endorsement", **acts(WorkerShown))
async def endorse(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The office's director has looked at it, and signs."""
    return await act(request, caller, WORKERS, id, body, EndorseTransfer(day=body.day))


@router.post("/workers/{id}/transfer/county-approval", **acts(WorkerShown))
async def approve_by_county(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The county bureau agrees."""
    return await act(request, caller, WORKERS, id, body, ApproveTransferByCounty(day=body.day))


@router.post("/workers/{id}/transfer/city-approval", **acts(WorkerShown))
async def approve_by_city(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The city bureau's political department approves. The worker then departs, for the reason `transferred`."""
    return await act(request, caller, WORKERS, id, body, ApproveTransferByCity(day=body.day))


@router.post("/workers/{id}/transfer/withdrawal", **acts(WorkerShown))
async def withdraw(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """It came to nothing; another application may follow."""
    return await act(request, caller, WORKERS, id, body, WithdrawTransfer(day=body.day))


def in_vault(body: Application) -> Mapping[str, str]:
    return {f"transfer {body.day}": body.to}
