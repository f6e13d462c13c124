"""编制: an approved post, which one person at a time holds (人编对应, Art. 3)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Literal, assert_never

from shared.contract.roster import PostApproved, PostTaken, PostVacated
from shared.kernel.decider import Decider
from shared.kernel.lifecycle import Lifecycle
from shared.kernel.refusal import Refused, conflict

Category = Literal["special", "formal"]
"""`special` is 政法专项编制."""


@dataclass(frozen=True, kw_only=True)
class ApprovePost:
    office_id: str
    county_code: str
    category: Category
    approved_day: date


@dataclass(frozen=True, kw_only=True)
class TakePost:
    worker_id: str
    day: date


@dataclass(frozen=True, kw_only=True)
class VacatePost:
    """`day` is the first day on which the worker no longer holds it."""

    worker_id: str
    day: date


PostCommand = ApprovePost | TakePost | VacatePost
PostEvent = PostApproved | PostTaken | PostVacated


class Stage(StrEnum):
    NONE = "none"
    VACANT = "vacant"
    HELD = "held"


LIFECYCLE = Lifecycle[Stage](
    {
        (Stage.NONE, PostApproved): Stage.VACANT,
        (Stage.VACANT, PostTaken): Stage.HELD,
        (Stage.HELD, PostVacated): Stage.VACANT,
    }
)


@dataclass(frozen=True, kw_only=True)
class Post:
    """`since` is the day from which it has been held, or vacant. `told` are the takings and vacatings so far.

    Whoever repeats one of them after a crash repeats what is known, whoever may hold the post by now.
    """

    stage: Stage = Stage.NONE
    approved: PostApproved | None = None
    holder: str | None = None
    since: date = date.min
    told: tuple[PostTaken | PostVacated, ...] = ()


def decide(post: Post, command: PostCommand) -> Sequence[PostEvent]:
    match command:
        case ApprovePost():
            return approve(post, command)
        case TakePost():
            return take(post, command)
        case VacatePost():
            return vacate(post, command)
        case _:
            assert_never(command)


def approve(post: Post, command: ApprovePost) -> Sequence[PostEvent]:
    approved = PostApproved(
        county_code=command.county_code,
        office_id=command.office_id,
        day=command.approved_day,
        category=command.category,
    )
    if post.approved is None:
        return [approved]
    if post.approved != approved:
        raise conflict("the post was approved already, with other content")
    return []


def take(post: Post, command: TakePost) -> Sequence[PostEvent]:
    approved = post.approved
    if approved is None:
        raise conflict("no post was approved under this id")
    taken = PostTaken(
        county_code=approved.county_code,
        office_id=approved.office_id,
        day=command.day,
        worker_id=command.worker_id,
    )
    if taken in post.told:
        return []
    if post.holder == command.worker_id:
        raise conflict(f"the worker has held the post since {post.since}")
    if not LIFECYCLE.allows(post.stage, PostTaken):
        raise Refused("post-match", 3, "the post has a holder, and one post has one", holder=post.holder)
    if command.day < approved.day:
        raise conflict(f"a post approved on {approved.day} cannot have been taken before")
    if command.day < post.since:
        raise Refused("post-match", 3, f"the post had another holder until {post.since}")
    return [taken]


def vacate(post: Post, command: VacatePost) -> Sequence[PostEvent]:
    approved = post.approved
    if approved is None or post.holder != command.worker_id:
        return []
    vacated = PostVacated(
        county_code=approved.county_code,
        office_id=approved.office_id,
        day=command.day,
        worker_id=command.worker_id,
    )
    if vacated in post.told:
        return []
    if command.day < post.since:
        raise conflict(f"a post held since {post.since} cannot have been vacated before")
    return [vacated]


def evolve(post: Post, event: PostEvent) -> Post:
    stage = LIFECYCLE.after(post.stage, type(event))
    match event:
        case PostApproved():
            return Post(stage=stage, approved=event, since=event.day)
        case PostTaken():
            return replace(post, stage=stage, holder=event.worker_id, since=event.day, told=(*post.told, event))
        case PostVacated():
            return replace(post, stage=stage, holder=None, since=event.day, told=(*post.told, event))
        case _:
            assert_never(event)


DECIDER: Decider[PostCommand, PostEvent, Post] = Decider(
    "post", Post(), decide, evolve, (PostApproved, PostTaken, PostVacated)
)
