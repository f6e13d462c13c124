"""People: formal staff, and workers hired by contract."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from fastapi import APIRouter, Query, Request, Response
from pydantic import model_validator

from services.roster.api.access import OfKinds, OnDay, Reading, Writing
from services.roster.api.offices import office_on
from services.roster.api.posts import POSTS
from services.roster.core.worker import DepartWorker, HireWorker
from services.roster.core.worker import Stage as WorkerStage
from services.roster.core.worker import Worker as WorkerState
from services.roster.reactions import WORKER, WORKER_CLAIM
from services.roster.views.people import WorkerCard
from shared.kernel.refusal import conflict
from shared.runtime.access import service_of
from shared.runtime.bodies import Body, Day, Id, IdentityNumber, Name
from shared.runtime.desk import act, desk_of
from shared.runtime.documents import acts, listed, makes, reads, shown
from shared.runtime.erasure import Erasing, ErasureShown, erase
from shared.runtime.kinds import Kind, Made, Unique, masked

router = APIRouter(prefix="/roster")


class Contract(Body):
    vendor: Name
    until: Day


class NewWorker(Body):
    name: Name
    id_number: IdentityNumber
    kind: Literal["formal", "correction", "resettlement", "legal-service", "mediator"]
    office_id: Id
    post_id: Id | None = None
    since: Day
    contract: Contract | None = None

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.contract and self.contract.until < self.since:
            raise ValueError("a contract ends on its first day or later")
        return self


class Departure(OnDay):
    reason: Literal["resigned", "retired", "contract-ended", "dismissed", "deceased", "transferred"]


def person(secrets: Mapping[str, str], full: bool) -> Mapping[str, object]:
    """Names are masked, and numbers and free text absent, unless the caller may read personal data."""
    if not full:
        return {"name": masked(secrets.get("name", ""))}
    own = {field: content for field, content in secrets.items() if field in {"name", "id_number", "vendor"}}
    return {**own, **{f"{field}s": by_day(secrets, field) for field in BY_DAY}}


def by_day(secrets: Mapping[str, str], field: str) -> Mapping[str, str]:
    """Of each secondment, or transfer, under the day of its beginning."""
    return {key.partition(" ")[2]: content for key, content in secrets.items() if key.startswith(f"{field} ")}


BY_DAY = ("borrower", "letter", "transfer")
told_by_day: Mapping[str, type] = {f"{field}s": dict[str, str] for field in BY_DAY}
WorkerShown = shown(WorkerCard, name=str, id_number=str, vendor=str, **told_by_day)
WORKERS = Kind(path="/roster/workers", aggregate=WORKER, personal=person)


@router.post("/workers", **makes(WorkerShown), tags=["workers"])
async def hire(request: Request, body: NewWorker, caller: Writing) -> Response:
    """A worker starts, formal or hired; on a post, where one is named."""
    desk = desk_of(request)
    desk.checked(body)
    card = await office_on(request, caller, body.office_id, body.since)
    command = HireWorker(
        office_id=body.office_id,
        county_code=card["county_code"],
        kind=body.kind,
        special=await is_special(request, body.office_id, body.post_id),
        post_id=body.post_id,
        since=body.since,
        contract_until=body.contract.until if body.contract else None,
    )
    unique = Unique(
        claims=WORKER_CLAIM,
        of=service_of(request).ports.vault.keyed_hash("worker", body.id_number),
        rule="post-match",
        because="this person is employed already",
        closed=departed,
    )
    vendor = {"vendor": body.contract.vendor} if body.contract else {}
    secrets = {"name": body.name, "id_number": body.id_number, **vendor}
    return await desk.create_unique(request, caller, WORKERS, unique, Made(lambda _: command, secrets))


@router.get("/workers", **reads(listed(WorkerShown)), tags=["workers"])
async def workers(request: Request, caller: Reading, query: Annotated[OfKinds, Query()]) -> Response:
    """Workers of the caller's area."""
    return await desk_of(request).many(request, caller, WORKERS, query)


@router.get("/workers/{id}", **reads(WorkerShown), tags=["workers"])
async def worker(request: Request, id: str, caller: Reading) -> Response:
    """One worker."""
    return await desk_of(request).one(request, caller, WORKERS, id)


@router.post("/workers/{id}/departure", **acts(WorkerShown), tags=["workers"])
async def depart(request: Request, id: str, body: Departure, caller: Writing) -> Response:
    """The worker counts no longer from this day on; the post, if any, falls vacant."""
    return await act(request, caller, WORKERS, id, body, DepartWorker(day=body.day, reason=body.reason))


@router.post("/workers/{id}/erasure", **acts(ErasureShown), tags=["workers"])
async def erase_worker(request: Request, id: str, body: Erasing, caller: Writing) -> Response:
    """The worker's personal data is erased for good; what is counted stays."""
    return await erase(request, caller, WORKERS, id, body)


def departed(worker: WorkerState) -> bool:
    return worker.stage == WorkerStage.DEPARTED


async def is_special(request: Request, office_id: str, post_id: str | None) -> bool:
    """Whether the post is one of the special establishment. A post of another office cannot be filled from here."""
    if post_id is None:
        return False
    row = await service_of(request).ports.views.get(POSTS.view, post_id)
    if row is None or row.document["office_id"] != office_id:
        raise conflict("the office has no such post")
    return bool(row.document["category"] == "special")
