"""Recruitment plans (招录计划) for vacant posts."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from services.roster.api.access import OnDay, Reading, Writing
from services.roster.api.offices import visible_office
from services.roster.api.workers import is_special
from services.roster.core.recruitment import (
    ApproveRecruitmentByCity,
    ApproveRecruitmentByProvince,
    DrawUpRecruitment,
    FileRecruitment,
)
from services.roster.reactions import RECRUITMENT
from services.roster.views.recruitments import RecruitmentCard
from shared.runtime.bodies import Id, OfOffices
from shared.runtime.desk import act, desk_of
from shared.runtime.documents import acts, listed, makes, reads, shown
from shared.runtime.kinds import Kind

router = APIRouter(prefix="/roster", tags=["recruitment plans"])

POSTS_MAX = 50


class NewRecruitment(OnDay):
    post_ids: Annotated[tuple[Id, ...], Field(min_length=1, max_length=POSTS_MAX)]


RecruitmentShown = shown(RecruitmentCard)
RECRUITMENTS = Kind(path="/roster/recruitment-plans", aggregate=RECRUITMENT)


@router.post("/offices/{id}/recruitment-plans", **makes(RecruitmentShown))
async def draw_up(request: Request, id: str, body: NewRecruitment, caller: Writing) -> Response:
    """The county bureau draws up how these posts of the office are to be filled."""
    desk = desk_of(request)
    desk.checked(body)
    card = await visible_office(request, caller, id)
    for post_id in body.post_ids:
        await is_special(request, id, post_id)
    posts = tuple(dict.fromkeys(body.post_ids))
    command = DrawUpRecruitment(office_id=id, county_code=card["county_code"], post_ids=posts, day=body.day)
    return await desk.create(request, caller, RECRUITMENTS, None, command)


@router.get("/recruitment-plans", **reads(listed(RecruitmentShown)))
async def recruitments(request: Request, caller: Reading, query: Annotated[OfOffices, Query()]) -> Response:
    """Recruitment plans of the caller's area."""
    return await desk_of(request).many(request, caller, RECRUITMENTS, query)


@router.get("/recruitment-plans/{id}", **reads(RecruitmentShown))
async def recruitment(request: Request, id: str, caller: Reading) -> Response:
    """One recruitment plan."""
    return await desk_of(request).one(request, caller, RECRUITMENTS, id)


@router.post("/recruitment-plans/{id}/city-approval", **acts(RecruitmentShown))
async def approve_by_city(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The city's civil-service authority approves (审定)."""
    return await act(request, caller, RECRUITMENTS, id, body, ApproveRecruitmentByCity(day=body.day))


@router.post("/recruitment-plans/{id}/province-approval", **acts(RecruitmentShown))
async def approve_by_province(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The province's civil-service authority approves (审定)."""
    return await act(request, caller, RECRUITMENTS, id, body, ApproveRecruitmentByProvince(day=body.day))


@router.post("/recruitment-plans/{id}/filing", **acts(RecruitmentShown))
async def file_recruitment(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The plan is filed with the provincial justice department (备案)."""
    return await act(request, caller, RECRUITMENTS, id, body, FileRecruitment(day=body.day))
