"""Which recruitment plans are there for which vacant posts, and how far has each of them come?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from shared.contract.envelope import Public
from shared.contract.personnel import (
    RecruitmentApprovedByCity,
    RecruitmentApprovedByProvince,
    RecruitmentDrawnUp,
    RecruitmentFiled,
)
from shared.kernel.decider import subject_of
from shared.ports.store import Recorded
from shared.ports.views import View

VIEW = View("recruitments", ("county_code", "office_id"))

STEPS: Mapping[type, str] = {
    RecruitmentApprovedByCity: "city_approved_day",
    RecruitmentApprovedByProvince: "province_approved_day",
    RecruitmentFiled: "filed_day",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class RecruitmentCard:
    """A step that was not taken has no day."""

    id: str
    version: int
    county_code: str
    office_id: str | None
    post_ids: tuple[str, ...]
    drawn_up_day: date
    city_approved_day: date | None = None
    province_approved_day: date | None = None
    filed_day: date | None = None


def fold(document: RecruitmentCard | None, recorded: Recorded) -> RecruitmentCard:
    match recorded.event, document:
        case RecruitmentDrawnUp() as event, _:
            return RecruitmentCard(
                id=subject_of(recorded.commit.stream),
                version=recorded.version,
                county_code=event.county_code,
                office_id=event.office_id,
                post_ids=event.post_ids,
                drawn_up_day=event.day,
            )
        case Public() as event, RecruitmentCard() if type(event) in STEPS:
            taken: dict[str, Any] = {STEPS[type(event)]: event.day}
            return replace(document, version=recorded.version, **taken)
        case unknown:
            raise TypeError(unknown)
