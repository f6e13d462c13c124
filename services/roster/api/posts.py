"""Posts (编制)."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from services.roster.api.access import Reading, Writing
from services.roster.api.offices import office_on
from services.roster.core.post import ApprovePost
from services.roster.reactions import POST
from services.roster.views.establishment import PostCard
from shared.ports.identity import Caller
from shared.runtime.bodies import Body, Day, OfOffices
from shared.runtime.desk import desk_of
from shared.runtime.documents import listed, makes, reads, shown
from shared.runtime.kinds import Kind

router = APIRouter(prefix="/roster")


class NewPost(Body):
    category: Literal["special", "formal"]
    approved_day: Day


PostShown = shown(PostCard)
POSTS = Kind(path="/roster/posts", aggregate=POST)


@router.post("/offices/{id}/posts", **makes(PostShown), tags=["posts"])
async def approve_post(request: Request, id: str, body: NewPost, caller: Writing) -> Response:
    """A post of the office; `special` is 政法专项编制."""
    return await approved(request, caller, id, body)


async def approved(request: Request, caller: Caller, office_id: str, body: NewPost, id: str | None = None) -> Response:
    """`id`: where the post has one of its own, by a number."""
    desk = desk_of(request)
    desk.checked(body)
    card = await office_on(request, caller, office_id, body.approved_day)
    command = ApprovePost(
        office_id=office_id, county_code=card["county_code"], category=body.category, approved_day=body.approved_day
    )
    return await desk.create(request, caller, POSTS, id, command)


@router.get("/posts", **reads(listed(PostShown)), tags=["posts"])
async def posts(request: Request, caller: Reading, query: Annotated[OfOffices, Query()]) -> Response:
    """Posts of the caller's area, with their holders."""
    return await desk_of(request).many(request, caller, POSTS, query)


@router.get("/posts/{id}", **reads(PostShown), tags=["posts"])
async def post(request: Request, id: str, caller: Reading) -> Response:
    """One post."""
    return await desk_of(request).one(request, caller, POSTS, id)
