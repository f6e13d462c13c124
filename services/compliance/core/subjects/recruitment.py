"""Recruitment plans for the office's posts, and the steps that each of them has taken."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from services.compliance.core.subjects.mark import Mark, Subjects, mark_by
from shared.contract.personnel import (
    RecruitmentApprovedByCity,
    RecruitmentApprovedByProvince,
    RecruitmentDrawnUp,
    RecruitmentFiled,
)

# After it was drawn up, in the order of the plan.
STEPS = ("city-approved", "province-approved", "filed")


@dataclass(frozen=True, slots=True)
class Recruitment:
    post_ids: tuple[str, ...]
    drawn_up: Mark
    steps: Mapping[str, Mark]


def drawn_up(_: Recruitment | None, event: RecruitmentDrawnUp, mark: Mark) -> Recruitment:
    return Recruitment(event.post_ids, mark, {})


def step(name: str) -> Callable[[Recruitment | None, Any, Mark], Recruitment | None]:
    return lambda was, _, mark: was and replace(was, steps={**was.steps, name: mark})


def recruitment_by(recruitment: Recruitment, instant: datetime) -> Recruitment | None:
    if mark_by(recruitment.drawn_up, instant) is None:
        return None
    known = {name: mark for name, mark in recruitment.steps.items() if mark_by(mark, instant)}
    return replace(recruitment, steps=known)


RECRUITMENTS = Subjects(
    {
        RecruitmentDrawnUp: drawn_up,
        RecruitmentApprovedByCity: step("city-approved"),
        RecruitmentApprovedByProvince: step("province-approved"),
        RecruitmentFiled: step("filed"),
    },
    recruitment_by,
)
