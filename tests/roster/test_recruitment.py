"""A recruitment plan is drawn up once, and its steps are recorded in whichever order they were taken."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.roster.core.recruitment import (
    DECIDER,
    ApproveRecruitmentByCity,
    ApproveRecruitmentByProvince,
    DrawUpRecruitment,
    FileRecruitment,
)
from services.roster.views.recruitments import RecruitmentCard, fold
from shared.contract.personnel import (
    RecruitmentApprovedByCity,
    RecruitmentApprovedByProvince,
    RecruitmentDrawnUp,
    RecruitmentFiled,
)
from tests.given import given
from tests.roster.recorded import folded

WHERE: dict[str, Any] = {"county_code": "410105", "office_id": "jingba-road"}
DAY, LATER = date(2025, 7, 4), date(2025, 9, 1)
DRAW_UP = DrawUpRecruitment(**WHERE, post_ids=("a", "b"), day=DAY)
DRAWN_UP = RecruitmentDrawnUp(**WHERE, day=DAY, post_ids=("a", "b"))
STEPS = [
    (ApproveRecruitmentByCity(day=LATER), RecruitmentApprovedByCity(**WHERE, day=LATER)),
    (ApproveRecruitmentByProvince(day=LATER), RecruitmentApprovedByProvince(**WHERE, day=LATER)),
    (FileRecruitment(day=LATER), RecruitmentFiled(**WHERE, day=LATER)),
]


def test_a_plan_is_drawn_up_for_posts() -> None:
    given(DECIDER).when(DRAW_UP).then(DRAWN_UP)
    given(DECIDER, DRAWN_UP).when(DRAW_UP).then_nothing()
    given(DECIDER, DRAWN_UP).when(replace(DRAW_UP, post_ids=("a",))).then_refused("conflict")


@pytest.mark.parametrize(("step", "taken"), STEPS)
def test_each_step_is_recorded_whatever_came_before(step: Any, taken: object) -> None:
    given(DECIDER, DRAWN_UP).when(step).then(taken)
    given(DECIDER, DRAWN_UP, taken).when(step).then_nothing()
    given(DECIDER, DRAWN_UP, taken).when(replace(step, day=DAY)).then_refused("conflict")
    given(DECIDER).when(step).then_refused("conflict")
    given(DECIDER, DRAWN_UP).when(replace(step, day=date(2025, 7, 3))).then_refused("conflict")


def test_the_card_shows_how_far_it_has_come() -> None:
    card = RecruitmentCard(id="x", version=1, **WHERE, post_ids=("a", "b"), drawn_up_day=DAY)
    assert folded(fold, "recruitment-x", DRAWN_UP) == card
    done = replace(card, version=4, city_approved_day=LATER, province_approved_day=LATER, filed_day=LATER)
    assert folded(fold, "recruitment-x", DRAWN_UP, *(taken for _, taken in STEPS)) == done
    with pytest.raises(TypeError):
        folded(fold, "recruitment-x", STEPS[0][1])
