"""HTTP in, commands out: mediation cases from the application to the closure."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self, get_args

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field, model_validator

from services.mediation.api.access import OnDay, Reading, Writing
from services.mediation.core.case_commands import (
    AcceptCase,
    ArchiveCase,
    AssignMediator,
    Category,
    CloseCase,
    Document,
    ExtendTerm,
    FailMediation,
    HoldSession,
    KeepDossier,
    NoteRisk,
    OpenCase,
    PerformAgreement,
    ReachAgreement,
    RecordConfirmation,
    ReportRisk,
    RevisitCase,
)
from services.mediation.reactions import CASE
from services.mediation.views.dispute_board import CaseCard
from shared.contract.codec import decode, encode
from shared.runtime.bodies import Body, Day, Filter, Id, Name, OfOffices, Text
from shared.runtime.desk import act, desk_of
from shared.runtime.documents import acts, listed, makes, reads, shown
from shared.runtime.erasure import Erasing, ErasureShown, erase
from shared.runtime.kinds import Kind, masked

router = APIRouter(prefix="/mediation/cases", tags=["cases"])
DOCUMENTS: tuple[Document, ...] = get_args(Document)


class Party(Body):
    name: Name


class NewCase(Body):
    office_id: Id
    category: Category
    parties: tuple[Party, ...] = Field(min_length=1, max_length=50)
    source: Literal["application", "initiative", "referred"]
    day: Day


class Mediator(OnDay):
    worker_id: Id
    chosen_by_parties: bool = False


class Extension(OnDay):
    until: Day


class Agreement(OnDay):
    form: Literal["written", "oral"]
    effective_day: Day | None = None
    performance_due: Day | None = None
    confirmation_wanted: bool = False

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.effective_day and self.effective_day < self.day:
            raise ValueError("an agreement takes effect on its day or later")
        return self


class Failure(OnDay):
    reason: Text


class Confirmation(OnDay):
    outcome: Literal["applied", "granted", "rejected"]


class Closure(OnDay):
    outcome: Literal["agreed", "failed", "withdrawn"]


class Dossier(Body):
    """Without a day: what there is today."""

    documents: tuple[Document, ...] = Field(max_length=50)
    day: Day | None = None


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


@router.post("/{id}/erasure", **acts(ErasureShown))
async def erase_parties(request: Request, id: str, body: Erasing, caller: Writing) -> Response:
    """The parties' personal data is erased for good, and what was written of them; what is counted stays."""
    return await erase(request, caller, CASES, id, body)


@router.post("/{id}/acceptance", **acts(CaseShown))
async def accept(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The committee takes the case on."""
    return await act(request, caller, CASES, id, body, AcceptCase(day=body.day))


@router.post("/{id}/mediator", **acts(CaseShown))
async def assign(request: Request, id: str, body: Mediator, caller: Writing) -> Response:
    """Who mediates."""
    return await act(request, caller, CASES, id, body, AssignMediator(**body.model_dump()))


@router.post("/{id}/sessions", **acts(CaseShown))
async def meet(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The parties meet before the mediator."""
    return await act(request, caller, CASES, id, body, HoldSession(day=body.day))


@router.post("/{id}/extension", **acts(CaseShown))
async def extend(request: Request, id: str, body: Extension, caller: Writing) -> Response:
    """The parties consent to a longer term, once."""
    return await act(request, caller, CASES, id, body, ExtendTerm(until=body.until, day=body.day))


@router.post("/{id}/risk", **acts(CaseShown))
async def note(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The dispute may escalate; the police must hear of it."""
    return await act(request, caller, CASES, id, body, NoteRisk(day=body.day))


@router.post("/{id}/risk/report", **acts(CaseShown))
async def report(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The police heard of it."""
    return await act(request, caller, CASES, id, body, ReportRisk(day=body.day))


@router.post("/{id}/agreement", **acts(CaseShown))
async def agree(request: Request, id: str, body: Agreement, caller: Writing) -> Response:
    """The parties agree, in writing or orally."""
    return await act(request, caller, CASES, id, body, ReachAgreement(**body.model_dump()))


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


@router.put("/{id}/dossier", **acts(CaseShown))
async def keep(request: Request, id: str, body: Dossier, caller: Writing) -> Response:
    """All the documents that its dossier holds."""
    documents = tuple(document for document in DOCUMENTS if document in body.documents)
    command = KeepDossier(documents=documents, day=body.day or desk_of(request).today())
    return await act(request, caller, CASES, id, body, command)


@router.post("/{id}/archive", **acts(CaseShown))
async def archive(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The case and its dossier go into the archive."""
    return await act(request, caller, CASES, id, body, ArchiveCase(day=body.day))
