"""A worker goes from one office to another, in one commit, and counts at one of them on every day."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.roster.core.postings import Posting, ReassignWorker
from services.roster.core.worker import DECIDER, DepartWorker
from services.roster.views.people import fold
from shared.contract.personnel import WorkerArrived, WorkerLeft
from shared.contract.roster import WorkerDeparted, WorkerHired
from tests.given import given
from tests.roster.recorded import folded

HERE: dict[str, Any] = {"county_code": "410105", "office_id": "jingba-road"}
THERE: dict[str, Any] = {"county_code": "410102", "office_id": "far-away"}
SINCE, DAY, LATER = date(2021, 7, 1), date(2025, 1, 2), date(2026, 5, 4)
HIRED = WorkerHired(**HERE, kind="formal", special=True, post_id="a", day=SINCE, contract_until=None)
MOVE = ReassignWorker(**THERE, special=False, post_id="b", since=DAY)
LEFT = WorkerLeft(**HERE, day=DAY, post_id="a", to_office_id="far-away")
ARRIVED = WorkerArrived(
    **THERE,
    day=DAY,
    kind="formal",
    special=False,
    post_id="b",
    contract_until=None,
    hired_day=SINCE,
    from_office_id="jingba-road",
)
DEPARTED = WorkerDeparted(**THERE, day=LATER, reason="retired")


def test_a_worker_leaves_one_office_and_arrives_at_another_in_one_commit() -> None:
    given(DECIDER, HIRED).when(MOVE).then(LEFT, ARRIVED)


def test_a_hired_worker_takes_the_contract_along() -> None:
    until = date(2027, 6, 30)
    hired = replace(HIRED, kind="mediator", special=False, post_id=None, contract_until=until)
    arrived = replace(ARRIVED, kind="mediator", post_id=None, contract_until=until)
    given(DECIDER, hired).when(replace(MOVE, post_id=None)).then(replace(LEFT, post_id=None), arrived)
    given(DECIDER, hired).when(MOVE).then_refused("conflict")


def test_a_worker_may_change_posts_within_an_office() -> None:
    within = replace(MOVE, **HERE)
    given(DECIDER, HIRED).when(within).then(replace(LEFT, to_office_id="jingba-road"), replace(ARRIVED, **HERE))


@pytest.mark.parametrize("more", [(), (DEPARTED,)])
def test_reassigning_again_changes_nothing(more: tuple[object, ...]) -> None:
    given(DECIDER, HIRED, LEFT, ARRIVED, *more).when(MOVE).then_nothing()


def test_who_is_there_already_came_on_another_day() -> None:
    given(DECIDER, HIRED, LEFT, ARRIVED).when(replace(MOVE, since=LATER)).then_refused("conflict")


def test_nobody_leaves_an_office_before_coming() -> None:
    given(DECIDER, HIRED).when(replace(MOVE, since=date(2021, 6, 30))).then_refused("conflict")
    given(DECIDER, HIRED, LEFT, ARRIVED).when(DepartWorker(day=date(2025, 1, 1), reason="retired")).then_refused(
        "conflict"
    )


def test_only_who_is_employed_is_reassigned() -> None:
    given(DECIDER).when(MOVE).then_refused("conflict")
    departed = replace(DEPARTED, **HERE)
    given(DECIDER, HIRED, departed).when(MOVE).then_refused("conflict")


def test_a_departure_is_from_the_last_office() -> None:
    given(DECIDER, HIRED, LEFT, ARRIVED).when(DepartWorker(day=LATER, reason="retired")).then(DEPARTED)


def test_the_card_shows_where_the_worker_has_been() -> None:
    card = folded(fold, "worker-zhang", HIRED, LEFT, ARRIVED, DEPARTED)
    assert card is not None
    assert (card.county_code, card.office_id, card.post_id, card.special) == ("410102", "far-away", "b", False)
    assert (card.since, card.departed_day) == (SINCE, LATER)
    assert card.postings == (
        Posting(**HERE, post_id="a", special=True, since=SINCE, until=DAY),
        Posting(**THERE, post_id="b", special=False, since=DAY, until=LATER),
    )


def test_who_left_an_office_is_with_it_no_longer() -> None:
    worker = DECIDER.replay((HIRED, LEFT, ARRIVED))
    assert worker.is_with("jingba-road", date(2025, 1, 1))
    assert not worker.is_with("jingba-road", DAY)
    assert worker.is_with("far-away", LATER)
    assert not worker.is_with("elsewhere", SINCE)
