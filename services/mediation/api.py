"""HTTP in, commands out: mediation cases from the application to the closure."""

from collections.abc import Mapping
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from services.mediation.core.case import (
    AcceptCase,
    AssignMediator,
    Category,
    CloseCase,
    FailMediation,
    OpenCase,
    PerformAgreement,
    ReachAgreement,
    RecordConfirmation,
    RevisitCase,
)
from services.mediation.reactions import CASE
from services.mediation.views.dispute_board import CaseCard
from shared.contract.codec import decode, encode
from shared.ports.identity import Caller
from shared.runtime.access import needs
from shared.runtime.bodies import Body, Day, Filter, Id, Name, OfOffices, Text
from shared.runtime.desk import act, desk_of
from shared.runtime.documents import acts, listed, makes, reads, shown
from shared.runtime.kinds import Kind, masked

router = APIRouter(prefix="/mediation/cases", tags=["cases"])
Reading = Annotated[Caller, Depends(needs("mediation:read"))]
Writing = Annotated[Caller, Depends(needs("mediation:write"))]


class Party(Body):
    name: Name


class NewCase(Body):
    office_id: Id
    category: Category
    parties: tuple[Party, ...] = Field(min_length=1, max_length=50)
    source: Literal["application", "initiative", "referred"]
    day: Day


class OnDay(Body):
    day: Day


class Mediator(OnDay):
    worker_id: Id


class Agreement(OnDay):
    form: Literal["written", "oral"]


class Failure(OnDay):
    reason: Text


class Confirmation(OnDay):
    outcome: Literal["applied", "granted", "rejected"]


class Closure(OnDay):
    outcome: Literal["agreed", "failed", "withdrawn"]


class OfCases(OfOffices):
    stage: Filter = None


def people(secrets: Mapping[str, str], full: bool) -> Mapping[str, object]:
    """The parties' names are masked, and why a mediation failed is absent, unless personal data may be read."""
    names = decode(secrets.get("parties", "[]"))
    reason = {"reason": secrets["reason"]} if full and "reason" in secrets else {}
    return {"parties": [{"name": name if full else masked(name)} for name in names], **reason}


CaseShown = shown(CaseCard, parties=tuple[Party, ...], reason=str)
CASES = Kind(path="/mediation/cases", aggregate=CASE, personal=people)


@router.post("", **makes(CaseShown))
async def open_case(request: Request, body: NewCase, caller: Writing) -> Response:
    """A dispute comes in."""
    desk = desk_of(request)
    desk.checked(body)
    county = await desk.county_of(caller, body.office_id)
    command = OpenCase(county_code=county, **body.model_dump(exclude={"parties"}))
    parties = encode([party.name for party in body.parties]).decode()
    return await desk.create(request, caller, CASES, None, command, {"parties": parties})


@router.get("", **reads(listed(CaseShown)))
async def cases(request: Request, caller: Reading, query: Annotated[OfCases, Query()]) -> Response:
    """Cases of the caller's area."""
    return await desk_of(request).many(request, caller, CASES, query)


@router.get("/{id}", **reads(CaseShown))
async def case(request: Request, id: str, caller: Reading) -> Response:
    """One case."""
    return await desk_of(request).one(request, caller, CASES, id)


@router.post("/{id}/acceptance", **acts(CaseShown))
async def accept(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The committee takes the case on."""
    return await act(request, caller, CASES, id, body, AcceptCase(day=body.day))


@router.post("/{id}/mediator", **acts(CaseShown))
async def assign(request: Request, id: str, body: Mediator, caller: Writing) -> Response:
    """Who mediates."""
    return await act(request, caller, CASES, id, body, AssignMediator(worker_id=body.worker_id, day=body.day))


@router.post("/{id}/agreement", **acts(CaseShown))
async def agree(request: Request, id: str, body: Agreement, caller: Writing) -> Response:
    """The parties agree, in writing or orally."""
    return await act(request, caller, CASES, id, body, ReachAgreement(form=body.form, day=body.day))


@router.post("/{id}/failure", **acts(CaseShown))
async def fail(request: Request, id: str, body: Failure, caller: Writing) -> Response:
    """No agreement; the reason is free text and stays in the vault."""
    return await act(request, caller, CASES, id, body, FailMediation(day=body.day), {"reason": body.reason})


@router.post("/{id}/performance", **acts(CaseShown))
async def perform(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The parties did what they agreed on."""
    return await act(request, caller, CASES, id, body, PerformAgreement(day=body.day))


@router.post("/{id}/confirmation", **acts(CaseShown))
async def confirm(request: Request, id: str, body: Confirmation, caller: Writing) -> Response:
    """Judicial confirmation: applied for, granted, rejected."""
    return await act(request, caller, CASES, id, body, RecordConfirmation(outcome=body.outcome, day=body.day))


@router.post("/{id}/revisit", **acts(CaseShown))
async def revisit(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The parties are asked again how it went."""
    return await act(request, caller, CASES, id, body, RevisitCase(day=body.day))


@router.post("/{id}/closure", **acts(CaseShown))
async def close(request: Request, id: str, body: Closure, caller: Writing) -> Response:
    """The case ends: agreed, failed or withdrawn."""
    return await act(request, caller, CASES, id, body, CloseCase(outcome=body.outcome, day=body.day))
