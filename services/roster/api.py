"""HTTP in, commands out: townships, offices, posts, people."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import model_validator

from services.roster.core.office import EstablishOffice, FileOffice
from services.roster.core.post import ApprovePost
from services.roster.core.township import CreateTownship
from services.roster.core.worker import DepartWorker, HireWorker
from services.roster.core.worker import Stage as WorkerStage
from services.roster.core.worker import Worker as WorkerState
from services.roster.reactions import OFFICE, POST, SEAT_CLAIM, TOWNSHIP, WORKER, WORKER_CLAIM
from services.roster.views.establishment import PostCard
from services.roster.views.office_card import OfficeCard
from services.roster.views.people import WorkerCard
from services.roster.views.township_register import TownshipCard
from shared.kernel.refusal import Refused, conflict
from shared.ports.identity import Caller
from shared.runtime.access import must_see, needs, service_of
from shared.runtime.bodies import Body, Code, Day, Filter, Id, IdentityNumber, Name, OfOffices
from shared.runtime.desk import act, desk_of
from shared.runtime.documents import acts, listed, makes, reads, shown
from shared.runtime.kinds import Kind, Made, Unique, masked
from shared.runtime.problems import NotFound, WrongInput

router = APIRouter(prefix="/roster")
Reading = Annotated[Caller, Depends(needs("roster:read"))]
Writing = Annotated[Caller, Depends(needs("roster:write"))]


class NewTownship(Body):
    code: Code
    name: Name
    county_code: Code
    county: Name
    statutory: bool = True


class Approval(Body):
    authority: Name
    document: Name
    day: Day


class NewOffice(Body):
    name: Name
    county_code: Code
    township_code: Code | None = None
    kind: Literal["township", "area"] = "township"
    approval: Approval


class OnDay(Body):
    day: Day


class NewPost(Body):
    category: Literal["special", "formal"]
    approved_day: Day


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
    reason: Literal["resigned", "retired", "contract-ended", "dismissed", "deceased"]


class OfKinds(OfOffices):
    kind: Filter = None


class OfTownships(OfOffices):
    office_id: None = None


def person(secrets: Mapping[str, str], full: bool) -> Mapping[str, object]:
    """Names are masked, and numbers absent, unless the caller may read personal data."""
    return dict(secrets) if full else {"name": masked(secrets.get("name", ""))}


TownshipShown, OfficeShown, PostShown = shown(TownshipCard), shown(OfficeCard), shown(PostCard)
WorkerShown = shown(WorkerCard, name=str, id_number=str, vendor=str)
TOWNSHIPS = Kind(path="/roster/townships", aggregate=TOWNSHIP)
OFFICES = Kind(path="/roster/offices", aggregate=OFFICE)
POSTS = Kind(path="/roster/posts", aggregate=POST)
WORKERS = Kind(path="/roster/workers", aggregate=WORKER, personal=person)


@router.post("/townships", **makes(TownshipShown), tags=["townships"])
async def create_township(request: Request, body: NewTownship, caller: Writing) -> Response:
    """A township or street, under the unit that manages it."""
    must_see(caller, body.county_code, None)
    desk = desk_of(request)
    command = CreateTownship(**body.model_dump(), day=desk.today())
    return await desk.create(request, caller, TOWNSHIPS, body.code, command)


@router.get("/townships", **reads(listed(TownshipShown)), tags=["townships"])
async def townships(request: Request, caller: Reading, query: Annotated[OfTownships, Query()]) -> Response:
    """Townships of the caller's area."""
    return await desk_of(request).many(request, caller, TOWNSHIPS, query)


@router.get("/townships/{id}", **reads(TownshipShown), tags=["townships"])
async def township(request: Request, id: str, caller: Reading) -> Response:
    """One township, by its code."""
    return await desk_of(request).one(request, caller, TOWNSHIPS, id)


@router.post("/offices", **makes(OfficeShown), tags=["offices"])
async def establish(request: Request, body: NewOffice, caller: Writing) -> Response:
    """An office is set up. A township has one ordinary office; areas may have more."""
    desk, service = desk_of(request), service_of(request)
    desk.checked(body.approval)
    must_see(caller, body.county_code, None)
    if (body.kind == "township") is (body.township_code is None):
        raise WrongInput("body.township_code", "an office of a township names its township, another one does not")
    if body.township_code and await service.ports.views.get(TOWNSHIPS.view, body.township_code) is None:
        raise Refused("township-unknown", 1, "no such township is on record")

    def command(office_id: str) -> EstablishOffice:
        return EstablishOffice(
            office_id=office_id,
            name=body.name,
            county_code=body.county_code,
            township_code=body.township_code,
            kind=body.kind,
            approval_authority=body.approval.authority,
            approval_document=body.approval.document,
            approval_day=body.approval.day,
        )

    if body.township_code is None:
        return await desk.create(request, caller, OFFICES, None, command)
    unique = Unique(
        claims=SEAT_CLAIM,
        of=body.township_code,
        rule="office-exists",
        because="the township has an office already",
        closed=lambda _: False,
    )
    return await desk.create_unique(request, caller, OFFICES, unique, Made(command, {}))


@router.get("/offices", **reads(listed(OfficeShown)), tags=["offices"])
async def offices(request: Request, caller: Reading, query: Annotated[OfKinds, Query()]) -> Response:
    """Offices of the caller's area."""
    return await desk_of(request).many(request, caller, OFFICES, query)


@router.get("/offices/{id}", **reads(OfficeShown), tags=["offices"])
async def office(request: Request, id: str, caller: Reading) -> Response:
    """One office."""
    return await desk_of(request).one(request, caller, OFFICES, id)


@router.post("/offices/{id}/filing", **acts(OfficeShown), tags=["offices"])
async def file_office(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The approval is filed with the city bureau's political department (备案)."""
    return await act(request, caller, OFFICES, id, body, FileOffice(day=body.day))


@router.post("/offices/{id}/posts", **makes(PostShown), tags=["posts"])
async def approve_post(request: Request, id: str, body: NewPost, caller: Writing) -> Response:
    """A post of the office; `special` is 政法专项编制."""
    desk = desk_of(request)
    desk.checked(body)
    card = await visible_office(request, caller, id)
    command = ApprovePost(
        office_id=id, county_code=card["county_code"], category=body.category, approved_day=body.approved_day
    )
    return await desk.create(request, caller, POSTS, None, command)


@router.get("/posts", **reads(listed(PostShown)), tags=["posts"])
async def posts(request: Request, caller: Reading, query: Annotated[OfOffices, Query()]) -> Response:
    """Posts of the caller's area, with their holders."""
    return await desk_of(request).many(request, caller, POSTS, query)


@router.get("/posts/{id}", **reads(PostShown), tags=["posts"])
async def post(request: Request, id: str, caller: Reading) -> Response:
    """One post."""
    return await desk_of(request).one(request, caller, POSTS, id)


@router.post("/workers", **makes(WorkerShown), tags=["workers"])
async def hire(request: Request, body: NewWorker, caller: Writing) -> Response:
    """A worker starts, formal or hired; on a post, where one is named."""
    desk = desk_of(request)
    desk.checked(body)
    card = await visible_office(request, caller, body.office_id)
    command = HireWorker(
        office_id=body.office_id,
        county_code=card["county_code"],
        kind=body.kind,
        special=await is_special(request, body),
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


def departed(worker: WorkerState) -> bool:
    return worker.stage == WorkerStage.DEPARTED


async def visible_office(request: Request, caller: Caller, id: str) -> Mapping[str, Any]:
    """Raises NotFound, also for an office outside the caller's area."""
    row = await service_of(request).ports.views.get(OFFICES.view, id)
    if row is None or not caller.sees(row.document["county_code"], id):
        raise NotFound(f"there is no {OFFICES.path}/{id}")
    return row.document


async def is_special(request: Request, body: NewWorker) -> bool:
    """Whether the post is one of the special establishment. A post of another office cannot be filled from here."""
    if body.post_id is None:
        return False
    row = await service_of(request).ports.views.get(POSTS.view, body.post_id)
    if row is None or row.document["office_id"] != body.office_id:
        raise conflict("the office has no such post")
    return bool(row.document["category"] == "special")
