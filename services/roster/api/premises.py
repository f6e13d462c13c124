"""Business premises (业务用房)."""

from decimal import Decimal
from typing import Annotated, get_args

from fastapi import APIRouter, Query, Request, Response
from pydantic import AfterValidator, Field

from services.roster.api.access import Reading, Writing
from services.roster.api.offices import visible_office
from services.roster.core.premises import Condition, RecordPremises, Room
from services.roster.reactions import PREMISES
from services.roster.views.premises_register import PremisesCard
from shared.runtime.bodies import Body, Day, OfOffices
from shared.runtime.desk import desk_of
from shared.runtime.documents import acts, listed, reads, shown
from shared.runtime.kinds import Kind

router = APIRouter(prefix="/roster")

AREA_M2_MAX = 1_000_000


def in_order(rooms: tuple[Room, ...]) -> tuple[Room, ...]:
    """Each once, as the plan lists them: the same rooms are the same content."""
    return tuple(room for room in get_args(Room) if room in rooms)


class PremisesAsTheyAre(Body):
    """From `day` on, which is today where nothing is said."""

    area_m2: Annotated[Decimal, Field(ge=0, le=AREA_M2_MAX, decimal_places=2)]
    independent: bool
    condition: Condition
    rooms: Annotated[tuple[Room, ...], AfterValidator(in_order)]
    day: Day | None = None


PremisesShown = shown(PremisesCard)
PREMISES_KIND = Kind(path="/roster/premises", aggregate=PREMISES, by_put=True)


@router.put("/offices/{id}/premises", **acts(PremisesShown), tags=["premises"])
async def record_premises(request: Request, id: str, body: PremisesAsTheyAre, caller: Writing) -> Response:
    """What the office works in, from a day on; what was so before stays on record."""
    desk = desk_of(request)
    desk.checked(body)
    card = await visible_office(request, caller, id)
    command = RecordPremises(
        office_id=id,
        county_code=card["county_code"],
        area_hundredths=int(body.area_m2 * 100),
        independent=body.independent,
        condition=body.condition,
        rooms=body.rooms,
        day=body.day or desk.today(),
    )
    return await desk.put(request, caller, PREMISES_KIND, id, command)


@router.get("/premises", **reads(listed(PremisesShown)), tags=["premises"])
async def all_premises(request: Request, caller: Reading, query: Annotated[OfOffices, Query()]) -> Response:
    """The premises of the caller's area."""
    return await desk_of(request).many(request, caller, PREMISES_KIND, query)


@router.get("/offices/{id}/premises", **reads(PremisesShown), tags=["premises"])
async def premises(request: Request, id: str, caller: Reading) -> Response:
    """Those of one office, with all that was so before."""
    return await desk_of(request).one(request, caller, PREMISES_KIND, id)
