"""Workers on leave, and back from it."""

from typing import Literal

from fastapi import APIRouter, Request, Response

from services.roster.api.access import OnDay, Writing
from services.roster.api.workers import WORKERS, WorkerShown
from services.roster.core.absence import EndAbsence, StartAbsence
from shared.runtime.bodies import Body, Day
from shared.runtime.desk import act
from shared.runtime.documents import acts

router = APIRouter(prefix="/roster", tags=["workers"])


class NewAbsence(Body):
    since: Day
    kind: Literal["sick", "maternity", "personal", "training", "other"]


@router.post("/workers/{id}/absence", **acts(WorkerShown))
async def be_absent(request: Request, id: str, body: NewAbsence, caller: Writing) -> Response:
    """The worker is on leave: on the roster, and not on duty."""
    return await act(request, caller, WORKERS, id, body, StartAbsence(since=body.since, kind=body.kind))


@router.post("/workers/{id}/absence/return", **acts(WorkerShown))
async def come_back(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The worker is there again, from this day on."""
    return await act(request, caller, WORKERS, id, body, EndAbsence(day=body.day))
