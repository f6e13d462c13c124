"""Villages, and who and what gives them legal service: stations, rooms, advisers, visits."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Self

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field, model_validator

from services.mediation.api.access import OnDay, Reading, Writing
from services.mediation.core.villages import ListVillages, ProvideService, Provision, WithdrawService
from services.mediation.core.visits import VisitVillage
from services.mediation.reactions import VILLAGES, VISITS
from services.mediation.views.duty_visits import VisitsCard
from services.mediation.views.village_register import VillagesCard
from shared.ports.identity import Caller
from shared.runtime.access import service_of
from shared.runtime.bodies import Body, Code, Day, Id, Name, OfOffices
from shared.runtime.desk import act, desk_of
from shared.runtime.documents import acts, listed, makes, reads, shown
from shared.runtime.kinds import Kind, masked
from shared.runtime.problems import NotFound, WrongInput

router = APIRouter(prefix="/mediation")
TOWNSHIP_DIGITS = 9
"""A village's code begins with its township's: those of the state's statistics have nine digits, and three more."""


class Since(Body):
    since: Day


class Adviser(Since):
    name: Name


class ListedVillage(Body):
    code: Code
    name: Name
    adviser: Adviser | None = None
    room_since: Day | None = None


class NewList(Body):
    office_id: Id
    villages: tuple[ListedVillage, ...] = Field(max_length=500)
    day: Day | None = None

    @model_validator(mode="after")
    def each_once(self) -> Self:
        if len({village.code for village in self.villages}) < len(self.villages):
            raise ValueError("a village is listed once")
        return self


class NewStation(Since):
    office_id: Id
    township_code: Code


class TownshipAdviser(Adviser):
    office_id: Id


def names(secrets: Mapping[str, str], full: bool) -> Mapping[str, object]:
    """Advisers by the code of what they advise, masked unless personal data may be read."""
    return {"advisers": {code: name if full else masked(name) for code, name in secrets.items()}}


TownshipShown = shown(VillagesCard, advisers=Mapping[str, str])
VisitsShown = shown(VisitsCard)
TOWNSHIPS = Kind(path="/mediation/townships", aggregate=VILLAGES, personal=names)
VISITED = Kind(path="/mediation/villages", aggregate=VISITS)


@router.post("/townships/{code}/villages", **makes(TownshipShown), tags=["villages"])
async def list_villages(request: Request, code: Code, body: NewList, caller: Writing) -> Response:
    """All the villages of a township, under the office that serves it; what is left out is no longer there."""
    desk = desk_of(request)
    for each in (body, *body.villages, *(village.adviser for village in body.villages if village.adviser)):
        desk.checked(each)
    if strangers := [village.code for village in body.villages if township_of(village.code) != code]:
        raise WrongInput("body.villages", f"not of this township by their codes: {', '.join(strangers)}")
    command = ListVillages(
        county_code=await desk.county_of(caller, body.office_id),
        office_id=body.office_id,
        villages={village.code: village.name for village in body.villages},
        provided={provision: since for village in body.villages for provision, since in provided(village)},
        day=body.day or desk.today(),
    )
    advisers = {village.code: village.adviser.name for village in body.villages if village.adviser}
    return await desk.create(request, caller, TOWNSHIPS, code, command, advisers)


def provided(village: ListedVillage) -> Iterator[tuple[Provision, date]]:
    if village.adviser:
        yield ("village-adviser", village.code), village.adviser.since
    if village.room_since:
        yield ("village-room", village.code), village.room_since


@router.get("/townships", **reads(listed(TownshipShown)), tags=["villages"])
async def townships(request: Request, caller: Reading, query: Annotated[OfOffices, Query()]) -> Response:
    """Townships of the caller's area with their villages."""
    return await desk_of(request).many(request, caller, TOWNSHIPS, query)


@router.get("/townships/{id}", **reads(TownshipShown), tags=["villages"])
async def township(request: Request, id: str, caller: Reading) -> Response:
    """One township with its villages, by its code."""
    return await desk_of(request).one(request, caller, TOWNSHIPS, id)


@router.post("/stations", **makes(TownshipShown), tags=["villages"])
async def open_station(request: Request, body: NewStation, caller: Writing) -> Response:
    """The township has a station for public legal service."""
    return await provide(request, caller, body.township_code, body, "station", {})


@router.post("/townships/{code}/station/closure", **acts(TownshipShown), tags=["villages"])
async def close_station(request: Request, code: str, body: OnDay, caller: Writing) -> Response:
    """It has none any more."""
    return await act(request, caller, TOWNSHIPS, code, body, WithdrawService(provision=("station", None), day=body.day))


@router.post("/townships/{code}/adviser", **makes(TownshipShown), tags=["villages"])
async def appoint_for_township(request: Request, code: Code, body: TownshipAdviser, caller: Writing) -> Response:
    """The township's legal adviser (Art. 11)."""
    return await provide(request, caller, code, body, "township-adviser", {code: body.name})


@router.post("/townships/{code}/adviser/departure", **acts(TownshipShown), tags=["villages"])
async def release_of_township(request: Request, code: str, body: OnDay, caller: Writing) -> Response:
    """It has none any more."""
    command = WithdrawService(provision=("township-adviser", None), day=body.day)
    return await act(request, caller, TOWNSHIPS, code, body, command)


@router.post("/villages/{code}/adviser", **acts(TownshipShown), tags=["villages"])
async def appoint(request: Request, code: str, body: Adviser, caller: Writing) -> Response:
    """The village's legal adviser; another takes the place of the former."""
    card = await of_village(request, caller, code)
    command = of_card(card, ("village-adviser", code), body)
    return await act(request, caller, TOWNSHIPS, card["id"], body, command, {code: body.name})


@router.post("/villages/{code}/adviser/departure", **acts(TownshipShown), tags=["villages"])
async def release(request: Request, code: str, body: OnDay, caller: Writing) -> Response:
    """The village has no adviser any more."""
    card = await of_village(request, caller, code)
    command = WithdrawService(provision=("village-adviser", code), day=body.day)
    return await act(request, caller, TOWNSHIPS, card["id"], body, command)


@router.post("/villages/{code}/room", **acts(TownshipShown), tags=["villages"])
async def open_room(request: Request, code: str, body: Since, caller: Writing) -> Response:
    """The village has a room for public legal service."""
    card = await of_village(request, caller, code)
    return await act(request, caller, TOWNSHIPS, card["id"], body, of_card(card, ("village-room", code), body))


@router.post("/villages/{code}/room/closure", **acts(TownshipShown), tags=["villages"])
async def close_room(request: Request, code: str, body: OnDay, caller: Writing) -> Response:
    """It has none any more."""
    card = await of_village(request, caller, code)
    command = WithdrawService(provision=("village-room", code), day=body.day)
    return await act(request, caller, TOWNSHIPS, card["id"], body, command)


@router.post("/villages/{code}/visits", **makes(VisitsShown), tags=["villages"])
async def visit(request: Request, code: str, body: OnDay, caller: Writing) -> Response:
    """The village's adviser did duty there."""
    desk = desk_of(request)
    desk.checked(body)
    card = await of_village(request, caller, code)
    command = VisitVillage(county_code=card["county_code"], office_id=card["office_id"], day=body.day)
    return await desk.create(request, caller, VISITED, code, command)


@router.get("/villages/{id}/visits", **reads(VisitsShown), tags=["villages"])
async def visits(request: Request, id: str, caller: Reading) -> Response:
    """The days on which it was visited."""
    return await desk_of(request).one(request, caller, VISITED, id)


def township_of(village_code: str) -> str:
    return village_code[:TOWNSHIP_DIGITS]


async def of_village(request: Request, caller: Caller, code: str) -> Mapping[str, Any]:
    """The township of a village that is listed. Raises NotFound, also where it lies outside the caller's area."""
    row = await service_of(request).ports.views.get(TOWNSHIPS.view, township_of(code))
    card = row.document if row else {}
    if code not in card.get("villages", {}) or not caller.sees(card["county_code"], card["office_id"]):
        raise NotFound(f"there is no village {code}")
    return card


def of_card(card: Mapping[str, Any], provision: Provision, body: Since) -> ProvideService:
    return ProvideService(
        county_code=card["county_code"], office_id=card["office_id"], provision=provision, since=body.since
    )


async def provide(
    request: Request,
    caller: Caller,
    code: str,
    body: NewStation | TownshipAdviser,
    kind: Any,
    names: Mapping[str, str],
) -> Response:
    """For a township, whether its villages are listed or not."""
    desk = desk_of(request)
    desk.checked(body)
    command = ProvideService(
        county_code=await desk.county_of(caller, body.office_id),
        office_id=body.office_id,
        provision=(kind, None),
        since=body.since,
    )
    return await desk.create(request, caller, TOWNSHIPS, code, command, names)
