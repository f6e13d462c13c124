"""A post has one holder at a time; who leaves it leaves it vacant."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.roster.core.post import DECIDER, ApprovePost, TakePost, VacatePost
from services.roster.views.establishment import PostCard, fold
from shared.contract.roster import PostApproved, PostTaken, PostVacated
from tests.given import given
from tests.roster.recorded import folded

WHERE: dict[str, Any] = {"county_code": "410105", "office_id": "jingba-road"}
APPROVAL_DAY, TAKING_DAY, LEAVING_DAY = date(2020, 3, 2), date(2021, 7, 1), date(2025, 1, 1)
APPROVE = ApprovePost(**WHERE, category="special", approved_day=APPROVAL_DAY)
APPROVED = PostApproved(**WHERE, category="special", day=APPROVAL_DAY)
TAKEN = PostTaken(**WHERE, worker_id="zhang", day=TAKING_DAY)
VACATED = PostVacated(**WHERE, worker_id="zhang", day=LEAVING_DAY)
FOLLOWED = PostTaken(**WHERE, worker_id="li", day=LEAVING_DAY)
CARD = PostCard(
    id="a", version=1, **WHERE, category="special", approved_day=APPROVAL_DAY, holder=None, vacant_since=APPROVAL_DAY
)


def take(worker_id: str, day: date) -> TakePost:
    return TakePost(worker_id=worker_id, day=day)


def vacate(worker_id: str, day: date) -> VacatePost:
    return VacatePost(worker_id=worker_id, day=day)


def test_a_post_is_approved() -> None:
    given(DECIDER).when(APPROVE).then(APPROVED)


@pytest.mark.parametrize("past", [(APPROVED,), (APPROVED, TAKEN)])
def test_approving_it_again_changes_nothing(past: tuple[object, ...]) -> None:
    given(DECIDER, *past).when(APPROVE).then_nothing()


@pytest.mark.parametrize("other", [{"category": "formal"}, {"approved_day": TAKING_DAY}, {"office_id": "another"}])
def test_approving_it_again_with_other_content_is_a_conflict(other: dict[str, Any]) -> None:
    given(DECIDER, APPROVED).when(replace(APPROVE, **other)).then_refused("conflict")


def test_a_vacant_post_is_taken() -> None:
    given(DECIDER, APPROVED).when(take("zhang", TAKING_DAY)).then(TAKEN)


def test_it_may_be_taken_on_the_day_of_its_approval_and_not_before() -> None:
    given(DECIDER, APPROVED).when(take("zhang", APPROVAL_DAY)).then(replace(TAKEN, day=APPROVAL_DAY))
    given(DECIDER, APPROVED).when(take("zhang", date(2020, 3, 1))).then_refused("conflict")


def test_what_was_never_approved_cannot_be_taken() -> None:
    given(DECIDER).when(take("zhang", TAKING_DAY)).then_refused("conflict")


def test_taking_it_again_changes_nothing() -> None:
    given(DECIDER, APPROVED, TAKEN).when(take("zhang", TAKING_DAY)).then_nothing()


def test_taking_it_again_on_another_day_is_a_conflict() -> None:
    given(DECIDER, APPROVED, TAKEN).when(take("zhang", LEAVING_DAY)).then_refused("conflict")


def test_a_post_with_a_holder_refuses_another() -> None:
    refusal = given(DECIDER, APPROVED, TAKEN).when(take("li", LEAVING_DAY)).then_refused("post-match")
    assert (refusal.article, refusal.more) == (3, {"holder": "zhang"})


def test_a_post_may_be_taken_on_the_day_on_which_it_falls_vacant_and_not_before() -> None:
    given(DECIDER, APPROVED, TAKEN, VACATED).when(take("li", LEAVING_DAY)).then(FOLLOWED)
    refusal = given(DECIDER, APPROVED, TAKEN, VACATED).when(take("li", date(2024, 12, 31))).then_refused("post-match")
    assert refusal.article == 3


def test_a_taking_that_is_repeated_after_the_leaving_changes_nothing() -> None:
    given(DECIDER, APPROVED, TAKEN, VACATED).when(take("zhang", TAKING_DAY)).then_nothing()
    given(DECIDER, APPROVED, TAKEN, VACATED, FOLLOWED).when(take("zhang", TAKING_DAY)).then_nothing()


def test_the_holder_leaves_it_vacant() -> None:
    given(DECIDER, APPROVED, TAKEN).when(vacate("zhang", LEAVING_DAY)).then(VACATED)


def test_it_may_be_left_on_the_day_of_taking_it_and_not_before() -> None:
    given(DECIDER, APPROVED, TAKEN).when(vacate("zhang", TAKING_DAY)).then(replace(VACATED, day=TAKING_DAY))
    given(DECIDER, APPROVED, TAKEN).when(vacate("zhang", date(2021, 6, 30))).then_refused("conflict")


@pytest.mark.parametrize("past", [(), (APPROVED,), (APPROVED, TAKEN, VACATED), (APPROVED, TAKEN, VACATED, FOLLOWED)])
def test_who_does_not_hold_it_leaves_nothing(past: tuple[object, ...]) -> None:
    given(DECIDER, *past).when(vacate("zhang", LEAVING_DAY)).then_nothing()


def test_a_leaving_that_is_repeated_after_the_return_changes_nothing() -> None:
    returned = replace(TAKEN, day=date(2026, 1, 1))
    given(DECIDER, APPROVED, TAKEN, VACATED, returned).when(vacate("zhang", LEAVING_DAY)).then_nothing()


def test_the_card_shows_a_post_as_vacant_from_its_approval_on() -> None:
    assert folded(fold, "post-a", APPROVED) == CARD


def test_the_card_shows_the_holder() -> None:
    assert folded(fold, "post-a", APPROVED, TAKEN) == replace(CARD, version=2, holder="zhang", vacant_since=None)


def test_the_card_shows_since_when_it_is_vacant_again() -> None:
    assert folded(fold, "post-a", APPROVED, TAKEN, VACATED) == replace(CARD, version=3, vacant_since=LEAVING_DAY)


@pytest.mark.parametrize("event", [TAKEN, VACATED])
def test_the_card_begins_with_the_approval(event: object) -> None:
    with pytest.raises(TypeError):
        folded(fold, "post-a", event)
