"""How a minor's sealed record is opened: one person asks, another approves (社区矫正法 54, 预防未成年人犯罪法 59)."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.corrections.api.access import Reading, Writing
from services.corrections.api.offenders import OFFENDERS
from services.corrections.api.releases import RELEASES
from shared.contract.codec import plain
from shared.kernel.opening import ApproveOpening, AskOpening, Reason
from shared.kernel.refusal import conflict
from shared.ports.identity import Caller
from shared.runtime.access import PERSONAL, service_of
from shared.runtime.answers import sees
from shared.runtime.bodies import Body, Filter, OfOffices
from shared.runtime.desk import desk_of
from shared.runtime.documents import acts, listed, makes, reads, shown
from shared.runtime.kinds import Kind
from shared.runtime.openings import OPENING, OpeningCard
from shared.runtime.problems import Forbidden, NotFound

router = APIRouter(prefix="/corrections", tags=["openings"])


class Asking(Body):
    reason: Reason


class OfOpenings(OfOffices):
    record: Filter = None
    stage: Filter = None


OPENINGS = Kind(path="/corrections/openings", aggregate=OPENING)
OpeningShown = shown(OpeningCard)


def must_be_personal(caller: Caller) -> None:
    """Raises Forbidden."""
    if not caller.may(PERSONAL):
        raise Forbidden(f"the token lacks the scope {PERSONAL}")


@router.post("/offenders/{id}/openings", **makes(OpeningShown))
async def ask_for_offender(request: Request, id: str, body: Asking, caller: Writing) -> Response:
    """The sealed record of who was an offender as a minor shall be open to the caller, for a while."""
    return await ask(request, caller, OFFENDERS, id, body)


@router.post("/releases/{id}/openings", **makes(OpeningShown))
async def ask_for_released(request: Request, id: str, body: Asking, caller: Writing) -> Response:
    """The sealed record of who was released as a minor shall be open to the caller, for a while."""
    return await ask(request, caller, RELEASES, id, body)


@router.get("/openings", **reads(listed(OpeningShown)))
async def openings(request: Request, caller: Reading, query: Annotated[OfOpenings, Query()]) -> Response:
    """What was asked for in the caller's area, and what was approved."""
    return await desk_of(request).many(request, caller, OPENINGS, query)


@router.get("/openings/{id}", **reads(OpeningShown))
async def opening(request: Request, id: str, caller: Reading) -> Response:
    """One of them."""
    return await desk_of(request).one(request, caller, OPENINGS, id)


@router.post("/openings/{id}/approval", **acts(OpeningShown))
async def approve(request: Request, id: str, caller: Writing) -> Response:
    """A second person opens the record to the one who asked, for a while."""
    must_be_personal(caller)
    service = service_of(request)
    until = service.ports.clock.now() + timedelta(hours=service.settings.sealed_open_h)
    return await desk_of(request).command(request, caller, OPENINGS, id, ApproveOpening(by=caller.sub, until=until))


async def ask(request: Request, caller: Caller, kind: Kind, id: str, body: Asking) -> Response:
    """Raises Forbidden, NotFound, Refused."""
    must_be_personal(caller)
    thing = (await service_of(request).handler.current(kind.aggregate, id)).document
    if thing is None or not sees(caller, thing):
        raise NotFound(f"there is no {kind.path}/{id}")
    if not kind.sealed(plain(thing)):
        raise conflict("the record is not sealed: it can be read as it is")
    command = AskOpening(
        record=id,
        category=kind.aggregate.decider.category,
        county_code=thing.county_code,
        office_id=thing.office_id,
        reason=body.reason,
        by=caller.sub,
    )
    return await desk_of(request).create(request, caller, OPENINGS, None, command)
