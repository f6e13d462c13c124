"""Which posts does an office have, who holds them, and since when are they vacant?"""

from dataclasses import dataclass, replace
from datetime import date

from shared.contract.roster import PostApproved, PostTaken, PostVacated
from shared.kernel.decider import subject_of
from shared.ports.store import Recorded
from shared.ports.views import View

VIEW = View("posts", ("county_code", "office_id"), ("category",))


@dataclass(frozen=True, kw_only=True, slots=True)
class PostCard:
    """`holder` is a worker's id. A post is vacant from its approval on, until it is taken."""

    id: str
    version: int
    county_code: str
    office_id: str | None
    category: str
    approved_day: date
    holder: str | None
    vacant_since: date | None


def fold(document: PostCard | None, recorded: Recorded) -> PostCard:
    version = recorded.version
    match recorded.event, document:
        case PostApproved() as event, _:
            return card(subject_of(recorded.commit.stream), version, event)
        case PostTaken() as event, PostCard():
            return replace(document, version=version, holder=event.worker_id, vacant_since=None)
        case PostVacated() as event, PostCard():
            return replace(document, version=version, holder=None, vacant_since=event.day)
        case unknown:
            raise TypeError(unknown)


def card(id: str, version: int, event: PostApproved) -> PostCard:
    return PostCard(
        id=id,
        version=version,
        county_code=event.county_code,
        office_id=event.office_id,
        category=event.category,
        approved_day=event.day,
        holder=None,
        vacant_since=event.day,
    )
