"""Secondments (借调): recorded whatever their length; what breaks the plan is a finding (Art. 6)."""

from datetime import date
from typing import Annotated, Self

from fastapi import APIRouter, Request, Response
from pydantic import StringConstraints, model_validator

from services.roster.api.access import OnDay, Writing
from services.roster.api.workers import WORKERS, WorkerShown
from services.roster.core.secondment import (
    ApproveSecondment,
    EndSecondment,
    ExtendSecondment,
    FileSecondment,
    RecordSecondmentLetter,
    SignSecondment,
    StartSecondment,
)
from shared.runtime.access import service_of
from shared.runtime.bodies import TEXT, Body, Day, Name
from shared.runtime.desk import act
from shared.runtime.documents import acts

router = APIRouter(prefix="/roster", tags=["workers"])

Written = Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=TEXT)]


class NewSecondment(Body):
    borrower: Name
    since: Day
    until: Day
    letter: Written | None = None

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.until < self.since:
            raise ValueError("a secondment ends on its first day or later")
        return self


class Extension(OnDay):
    until: Day


class Letter(OnDay):
    letter: Written


@router.post("/workers/{id}/secondment", **acts(WorkerShown))
async def second(request: Request, id: str, body: NewSecondment, caller: Writing) -> Response:
    """The worker is lent to another body. `until` is the last day that is planned, `letter` what the borrower wrote."""
    command = StartSecondment(since=body.since, until=body.until, letter=bool(body.letter))
    secrets = {f"borrower {body.since}": body.borrower, **in_vault(body.letter, body.since)}
    return await act(request, caller, WORKERS, id, body, command, secrets)


@router.post("/workers/{id}/secondment/letter", **acts(WorkerShown))
async def receive_letter(request: Request, id: str, body: Letter, caller: Writing) -> Response:
    """The borrower's letter comes after the beginning."""
    since = await last_since(request, id)
    command = RecordSecondmentLetter(day=body.day)
    return await act(request, caller, WORKERS, id, body, command, in_vault(body.letter, since))


@router.post("/workers/{id}/secondment/extension", **acts(WorkerShown))
async def extend(request: Request, id: str, body: Extension, caller: Writing) -> Response:
    """A later last day is planned."""
    return await act(request, caller, WORKERS, id, body, ExtendSecondment(day=body.day, until=body.until))


@router.post("/workers/{id}/secondment/signature", **acts(WorkerShown))
async def sign(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The office signs."""
    return await act(request, caller, WORKERS, id, body, SignSecondment(day=body.day))


@router.post("/workers/{id}/secondment/approval", **acts(WorkerShown))
async def approve(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The county bureau approves."""
    return await act(request, caller, WORKERS, id, body, ApproveSecondment(day=body.day))


@router.post("/workers/{id}/secondment/filing", **acts(WorkerShown))
async def file_secondment(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """Filed with the city bureau's political department (备案)."""
    return await act(request, caller, WORKERS, id, body, FileSecondment(day=body.day))


@router.post("/workers/{id}/secondment/return", **acts(WorkerShown))
async def come_back(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The worker is there again, from this day on."""
    return await act(request, caller, WORKERS, id, body, EndSecondment(day=body.day))


def in_vault(letter: str | None, since: date | str | None) -> dict[str, str]:
    return {f"letter {since}": letter} if letter and since else {}


async def last_since(request: Request, id: str) -> str | None:
    """When the last secondment began; none where there is none, which is then for the core to refuse."""
    row = await service_of(request).ports.views.get(WORKERS.view, id)
    secondments = row.document["secondments"] if row else ()
    return secondments[-1]["since"] if secondments else None
