"""The office's posts (编制), and who held each of them."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.compliance.core.subjects.mark import Mark, Subjects, mark_by
from shared.contract.roster import PostApproved, PostTaken, PostVacated


@dataclass(frozen=True, slots=True)
class Holding:
    worker_id: str
    taken: Mark
    vacated: Mark | None = None


@dataclass(frozen=True, slots=True)
class Post:
    category: str
    approved: Mark
    holdings: tuple[Holding, ...] = ()


def approved(_: Post | None, event: PostApproved, mark: Mark) -> Post:
    return Post(event.category, mark)


def taken(was: Post | None, event: PostTaken, mark: Mark) -> Post | None:
    return was and Post(was.category, was.approved, (*was.holdings, Holding(event.worker_id, mark)))


def vacated(was: Post | None, event: PostVacated, mark: Mark) -> Post | None:
    return was and Post(
        was.category,
        was.approved,
        tuple(given_up(held, event.worker_id, mark) for held in was.holdings),
    )


def given_up(held: Holding, worker_id: str, mark: Mark) -> Holding:
    ends = held.vacated is None and held.worker_id == worker_id
    return Holding(held.worker_id, held.taken, mark) if ends else held


def post_by(post: Post, instant: datetime) -> Post | None:
    if mark_by(post.approved, instant) is None:
        return None
    holdings = (
        replace(held, vacated=mark_by(held.vacated, instant)) for held in post.holdings if mark_by(held.taken, instant)
    )
    return replace(post, holdings=tuple(holdings))


POSTS = Subjects({PostApproved: approved, PostTaken: taken, PostVacated: vacated}, post_by)
