"""Help after the release, or after a correction: visits and all else, moves, loss of contact, the end."""

from fastapi import APIRouter, Request, Response

from services.corrections.api.access import OnDay, Writing, must_have_happened
from services.corrections.api.releases import RELEASES, ReleaseShown
from services.corrections.core.release.commands import (
    EndHelp,
    EndReason,
    GiveHelp,
    HelpKind,
    LoseContact,
    ReceiveHelp,
    RegainContact,
    SendHelp,
)
from shared.runtime.access import service_of
from shared.runtime.bodies import Id
from shared.runtime.copies import county_of_office
from shared.runtime.desk import act
from shared.runtime.documents import acts

router = APIRouter(prefix="/corrections")


class Help(OnDay):
    kind: HelpKind


class End(OnDay):
    reason: EndReason


class Move(OnDay):
    to_office_id: Id


@router.post("/releases/{id}/help", **acts(ReleaseShown), tags=["help"])
async def give(request: Request, id: str, body: Help, caller: Writing) -> Response:
    """The person was visited, or helped in this or that."""
    must_have_happened(request, body.day)
    return await act(request, caller, RELEASES, id, body, GiveHelp(day=body.day, kind=body.kind))


@router.post("/releases/{id}/help/end", **acts(ReleaseShown), tags=["help"])
async def end(request: Request, id: str, body: End, caller: Writing) -> Response:
    """There is no help any more from this day on; nor a handover, where there was none yet."""
    must_have_happened(request, body.day)
    return await act(request, caller, RELEASES, id, body, EndHelp(day=body.day, reason=body.reason))


@router.post("/releases/{id}/move", **acts(ReleaseShown), tags=["help"])
async def send(request: Request, id: str, body: Move, caller: Writing) -> Response:
    """The person moves to another office's area; this one helps until that one has received the papers."""
    must_have_happened(request, body.day)
    service = service_of(request)
    county = await county_of_office(service.ports.views, body.to_office_id, service.settings.office_wait_s)
    command = SendHelp(to_county_code=county, to_office_id=body.to_office_id, day=body.day)
    return await act(request, caller, RELEASES, id, body, command)


@router.post("/releases/{id}/move/receipt", **acts(ReleaseShown), tags=["help"])
async def receive(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The other office has received the papers, and helps from this day on."""
    must_have_happened(request, body.day)
    return await act(request, caller, RELEASES, id, body, ReceiveHelp(day=body.day))


@router.post("/releases/{id}/loss", **acts(ReleaseShown), tags=["help"])
async def lose(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """Nobody knows any more where the person is."""
    must_have_happened(request, body.day)
    return await act(request, caller, RELEASES, id, body, LoseContact(day=body.day))


@router.post("/releases/{id}/found", **acts(ReleaseShown), tags=["help"])
async def regain(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The person was found."""
    must_have_happened(request, body.day)
    return await act(request, caller, RELEASES, id, body, RegainContact(day=body.day))
