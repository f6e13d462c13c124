"""What becomes of an office: each change by an approval, its filing, and who manages it."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import Field

from services.roster.api.access import Approval, OnDay, Writing
from services.roster.api.offices import OFFICES, OfficeShown, visible_office
from services.roster.api.posts import POSTS
from services.roster.api.workers import WORKERS
from services.roster.core import office_commands as commands
from services.roster.core.worker import Stage as WorkerStage
from services.roster.views import open_matters
from shared.kernel.refusal import Refused, conflict
from shared.ports.identity import Caller
from shared.ports.views import Condition, Views
from shared.runtime.access import service_of
from shared.runtime.bodies import Body, Day, Id, Name
from shared.runtime.desk import act, desk_of
from shared.runtime.documents import acts

router = APIRouter(prefix="/roster/offices/{id}", tags=["offices"])
LOOKED_AT = 500


class Approved(Body):
    """What the staffing authority has approved."""

    approval: Approval

    def given(self) -> commands.Approval:
        return commands.Approval(**self.approval.model_dump())


class Renaming(Approved):
    name: Name


class Ranking(Approved):
    rank: commands.Rank


class Merger(Approved):
    into_office_id: Id


class Filing(OnDay):
    """`change`: the number of one change; none files each that is not filed yet, and was approved by then."""

    change: Annotated[int, Field(ge=1, le=10_000)] | None = None


class Management(Body):
    """`day`: from when on; today, where nothing is said."""

    bodies: Annotated[tuple[commands.ManagingBody, ...], Field(min_length=1, max_length=3)]
    day: Day | None = None


async def change(
    request: Request, caller: Caller, id: str, body: Approved, command: commands.OfficeCommand
) -> Response:
    desk_of(request).checked(body.approval)
    return await act(request, caller, OFFICES, id, body, command)


@router.post("/rename", **acts(OfficeShown))
async def rename(request: Request, id: str, body: Renaming, caller: Writing) -> Response:
    """Another name, from the day of the approval on."""
    return await change(request, caller, id, body, commands.RenameOffice(approval=body.given(), name=body.name))


@router.post("/rank", **acts(OfficeShown))
async def rank(request: Request, id: str, body: Ranking, caller: Writing) -> Response:
    """Another rank (规格), from the day of the approval on."""
    return await change(request, caller, id, body, commands.RankOffice(approval=body.given(), rank=body.rank))


@router.post("/abolition", **acts(OfficeShown))
async def abolish(request: Request, id: str, body: Approved, caller: Writing) -> Response:
    """The office is there no longer. Refused while it still has people or cases (Art. 1)."""
    card = await visible_office(request, caller, id)
    if card.get("closed_day") is None:
        await must_be_empty(service_of(request).ports.views, id)
    return await change(request, caller, id, body, commands.AbolishOffice(approval=body.given()))


@router.post("/merger", **acts(OfficeShown))
async def merge(request: Request, id: str, body: Merger, caller: Writing) -> Response:
    """The office goes into another one, with all that it has."""
    other = await visible_office(request, caller, body.into_office_id)
    if closed := other.get("closed_day"):
        raise conflict(f"the other office is there no longer from {closed} on")
    command = commands.MergeOffice(approval=body.given(), into_office_id=body.into_office_id)
    return await change(request, caller, id, body, command)


@router.post("/filing", **acts(OfficeShown))
async def file(request: Request, id: str, body: Filing, caller: Writing) -> Response:
    """An approval is filed with the city bureau's political department (备案)."""
    return await act(request, caller, OFFICES, id, body, commands.FileOffice(day=body.day, change=body.change))


@router.put("/management", **acts(OfficeShown))
async def manage(request: Request, id: str, body: Management, caller: Writing) -> Response:
    """Who manages the office, the first of them first (双重管理)."""
    command = commands.ManageOffice(bodies=body.bodies, day=body.day or desk_of(request).today())
    return await act(request, caller, OFFICES, id, body, command)


async def must_be_empty(views: Views, office_id: str) -> None:
    """Raises Refused while somebody works there or holds a post of it, or is in its care, or has a case there.

    What the other services tell comes a moment later; what slips through is found (`merge-incomplete`).
    """
    here: Mapping[str, Condition] = {"office_id": office_id}
    posts = await views.find(POSTS.view, here, limit=LOOKED_AT)
    left = {
        "workers": await views.count(WORKERS.view, {**here, "stage": WorkerStage.EMPLOYED}),
        "held_posts": sum(row.document["holder"] is not None for row in posts),
        "open_matters": await views.count(open_matters.VIEW, {**here, "open": True}),
    }
    if any(left.values()):
        raise Refused("office-not-empty", 1, "an office that still has people or cases is not abolished", left=left)
