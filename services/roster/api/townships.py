"""Townships and streets, and what becomes of them."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.roster.api.access import Reading, Writing
from services.roster.core.township import (
    AbolishTownship,
    CreateTownship,
    MergeTownship,
    RecodeTownship,
    RenameTownship,
    TownshipCommand,
)
from services.roster.reactions import CODE_CLAIM, TOWNSHIP
from services.roster.views.township_register import TownshipCard
from shared.kernel.claim import Take, Taken
from shared.kernel.refusal import conflict
from shared.ports.identity import Caller
from shared.runtime.access import must_see, service_of
from shared.runtime.bodies import Body, Code, Day, Name, OfOffices
from shared.runtime.desk import act, desk_of
from shared.runtime.documents import acts, listed, makes, reads, shown
from shared.runtime.handler import Sender
from shared.runtime.kinds import Kind
from shared.runtime.problems import NotFound
from shared.runtime.service import Service

router = APIRouter(prefix="/roster")


class NewTownship(Body):
    code: Code
    name: Name
    county_code: Code
    county: Name
    statutory: bool = True


class TownshipClosing(Body):
    """`day`: today, where nothing is said."""

    day: Day | None = None


class TownshipRenaming(TownshipClosing):
    name: Name


class TownshipRecoding(TownshipClosing):
    code: Code


class TownshipMerger(TownshipClosing):
    into_code: Code


class OfTownships(OfOffices):
    office_id: None = None


TownshipShown = shown(TownshipCard)
TOWNSHIPS = Kind(path="/roster/townships", aggregate=TOWNSHIP)


@router.post("/townships", **makes(TownshipShown), tags=["townships"])
async def create_township(request: Request, body: NewTownship, caller: Writing) -> Response:
    """A township or street, under the unit that manages it."""
    must_see(caller, body.county_code, None)
    desk, handler = desk_of(request), service_of(request).handler
    if (await handler.current(CODE_CLAIM, body.code)).state.holder:
        raise conflict(f"another township goes by the code {body.code}")
    command = CreateTownship(**body.model_dump(), day=desk.today())
    return await desk.create(request, caller, TOWNSHIPS, body.code, command)


@router.get("/townships", **reads(listed(TownshipShown)), tags=["townships"])
async def townships(request: Request, caller: Reading, query: Annotated[OfTownships, Query()]) -> Response:
    """Townships of the caller's area."""
    return await desk_of(request).many(request, caller, TOWNSHIPS, query)


@router.get("/townships/{code}", **reads(TownshipShown), tags=["townships"])
async def township(request: Request, code: str, caller: Reading) -> Response:
    """One township, by its code, or by the one with which it was created."""
    return await desk_of(request).one(request, caller, TOWNSHIPS, await township_id(service_of(request), code))


@router.post("/townships/{code}/rename", **acts(TownshipShown), tags=["townships"])
async def rename_township(request: Request, code: str, body: TownshipRenaming, caller: Writing) -> Response:
    """Another name. Its office goes on under its own until that is changed, too."""
    command = RenameTownship(name=body.name, day=body.day or desk_of(request).today())
    return await command_township(request, caller, code, body, command)


@router.post("/townships/{code}/recode", **acts(TownshipShown), tags=["townships"])
async def recode_township(request: Request, code: str, body: TownshipRecoding, caller: Writing) -> Response:
    """Another code for the same township: its office stays its office."""
    id, desk = await township_id(service_of(request), code), desk_of(request)
    card, _ = await desk.read(request, caller, TOWNSHIPS, id)
    if card["code"] == body.code:
        return await desk.one(request, caller, TOWNSHIPS, id)
    await reserve(request, caller, id, body.code)
    return await command_township(
        request, caller, id, body, RecodeTownship(code=body.code, day=body.day or desk.today())
    )


@router.post("/townships/{code}/abolition", **acts(TownshipShown), tags=["townships"])
async def abolish_township(request: Request, code: str, body: TownshipClosing, caller: Writing) -> Response:
    """It is there no longer."""
    command = AbolishTownship(day=body.day or desk_of(request).today())
    return await command_township(request, caller, code, body, command)


@router.post("/townships/{code}/merger", **acts(TownshipShown), tags=["townships"])
async def merge_township(request: Request, code: str, body: TownshipMerger, caller: Writing) -> Response:
    """It becomes part of another one. What becomes of its office is a merger of its own, with an approval."""
    service = service_of(request)
    id, into = await township_id(service, code), await township_id(service, body.into_code)
    other, _ = await desk_of(request).read(request, caller, TOWNSHIPS, into)
    if id == into or other.get("closed_day"):
        raise conflict("a township is merged into another one that is there")
    command = MergeTownship(into_township=into, day=body.day or desk_of(request).today())
    return await command_township(request, caller, id, body, command)


async def command_township(
    request: Request, caller: Caller, code: str, body: Body, command: TownshipCommand
) -> Response:
    return await act(request, caller, TOWNSHIPS, await township_id(service_of(request), code), body, command)


async def township_id(service: Service, code: str) -> str:
    """The code with which it was created. Raises NotFound."""
    views = service.ports.views
    if await views.get(TOWNSHIPS.view, code):
        return code
    for row in await views.find(TOWNSHIPS.view, {"code": code}, limit=1):
        return row.id
    raise NotFound(f"there is no {TOWNSHIPS.path}/{code}")


async def reserve(request: Request, caller: Caller, id: str, code: str) -> None:
    """A code is one township's. Raises Refused."""
    handler = service_of(request).handler
    taken = code != id and (await handler.current(TOWNSHIP, code)).state.created is not None
    try:
        await handler.handle(CODE_CLAIM, code, Take(holder=id, intent={}), Sender(actor=caller.sub))
    except Taken:
        taken = True
    if taken:
        raise conflict(f"another township goes, or went, by the code {code}")
