"""Law publicity and government by law: what an office did."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from services.mediation.api.access import OnDay, Reading, Writing
from services.mediation.core.activity import HoldActivity, Kind
from services.mediation.reactions import ACTIVITY
from services.mediation.views.activity_log import ActivityCard
from shared.runtime.bodies import Code, Filter, Id, OfOffices
from shared.runtime.desk import desk_of
from shared.runtime.documents import listed, makes, reads, shown
from shared.runtime.kinds import Kind as Things

router = APIRouter(prefix="/mediation/activities", tags=["activities"])
NUMBER_MAX = 1_000_000


class NewActivity(OnDay):
    office_id: Id
    kind: Kind
    village_code: Code | None = None
    number: int | None = Field(None, ge=1, le=NUMBER_MAX)


class OfActivities(OfOffices):
    kind: Filter = None


ActivityShown = shown(ActivityCard)
ACTIVITIES = Things(path="/mediation/activities", aggregate=ACTIVITY)


@router.post("", **makes(ActivityShown))
async def hold(request: Request, body: NewActivity, caller: Writing) -> Response:
    """The office did something for law publicity or government by law."""
    desk = desk_of(request)
    desk.checked(body)
    county = await desk.county_of(caller, body.office_id)
    return await desk.create(request, caller, ACTIVITIES, None, HoldActivity(county_code=county, **body.model_dump()))


@router.get("", **reads(listed(ActivityShown)))
async def activities(request: Request, caller: Reading, query: Annotated[OfActivities, Query()]) -> Response:
    """What the offices of the caller's area did."""
    return await desk_of(request).many(request, caller, ACTIVITIES, query)


@router.get("/{id}", **reads(ActivityShown))
async def activity(request: Request, id: str, caller: Reading) -> Response:
    """One activity."""
    return await desk_of(request).one(request, caller, ACTIVITIES, id)
