"""A sealed record opens when another person than who asks approves (预防未成年人犯罪法 59)."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from shared.kernel.opening import DECIDER, ApproveOpening, AskOpening, OpeningApproved, OpeningAsked
from tests.given import given

CONTENT: dict[str, Any] = {
    "record": "a",
    "category": "offender",
    "county_code": "410105",
    "office_id": "jingba-road",
    "reason": "judicial-organ",
    "by": "li",
}
ASK, ASKED = AskOpening(**CONTENT), OpeningAsked(**CONTENT)
UNTIL = datetime(2026, 11, 25, 9, tzinfo=UTC)
APPROVE, APPROVED = ApproveOpening(by="wang", until=UNTIL), OpeningApproved(by="wang", until=UNTIL)


def test_it_is_asked_for() -> None:
    given(DECIDER).when(ASK).then(ASKED)


def test_asking_again_changes_nothing_and_with_other_content_it_is_a_conflict() -> None:
    given(DECIDER, ASKED, APPROVED).when(ASK).then_nothing()
    given(DECIDER, ASKED).when(replace(ASK, record="b")).then_refused("conflict")


def test_a_second_person_approves() -> None:
    given(DECIDER, ASKED).when(APPROVE).then(APPROVED)


def test_who_asks_does_not_approve() -> None:
    refusal = given(DECIDER, ASKED).when(replace(APPROVE, by="li")).then_refused("second-person")
    assert refusal.more == {"law": "预防未成年人犯罪法 59"}


def test_approving_it_again_does_not_open_it_for_longer() -> None:
    later = replace(APPROVE, until=datetime(2026, 12, 1, tzinfo=UTC))
    given(DECIDER, ASKED, APPROVED).when(later).then_nothing()
    given(DECIDER, ASKED, APPROVED).when(replace(later, by="zhao")).then_refused("conflict")


def test_what_nobody_asked_for_is_not_approved() -> None:
    given(DECIDER).when(APPROVE).then_refused("conflict")
