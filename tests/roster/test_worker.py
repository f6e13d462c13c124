"""A worker is hired, counts from that day, and departs once."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.roster.core.postings import Posting
from services.roster.core.worker import DECIDER, DepartWorker, HireWorker, Stage
from services.roster.views.people import WorkerCard, fold
from shared.contract.roster import WorkerDeparted, WorkerHired
from tests.given import given
from tests.roster.recorded import folded

WHERE: dict[str, Any] = {"county_code": "410105", "office_id": "jingba-road"}
SINCE, UNTIL, LEAVING_DAY = date(2021, 7, 1), date(2027, 6, 30), date(2025, 1, 1)
HIRE = HireWorker(**WHERE, kind="formal", special=True, post_id="a", since=SINCE, contract_until=None)
HIRED = WorkerHired(**WHERE, kind="formal", special=True, post_id="a", day=SINCE, contract_until=None)
HIRE_MEDIATOR = replace(HIRE, kind="mediator", special=False, post_id=None, contract_until=UNTIL)
HIRED_MEDIATOR = replace(HIRED, kind="mediator", special=False, post_id=None, contract_until=UNTIL)
DEPART = DepartWorker(day=LEAVING_DAY, reason="retired")
DEPARTED = WorkerDeparted(**WHERE, day=LEAVING_DAY, reason="retired")
POSTING = Posting(**WHERE, post_id="a", special=True, since=SINCE)
CARD = WorkerCard(
    id="zhang",
    version=1,
    **WHERE,
    kind="formal",
    special=True,
    post_id="a",
    since=SINCE,
    contract_until=None,
    stage=Stage.EMPLOYED,
    postings=(POSTING,),
)


def test_formal_staff_are_hired_on_a_post() -> None:
    given(DECIDER).when(HIRE).then(HIRED)


def test_support_staff_are_hired_with_a_contract() -> None:
    given(DECIDER).when(HIRE_MEDIATOR).then(HIRED_MEDIATOR)


def test_who_is_hired_without_post_or_contract_is_recorded() -> None:
    without: dict[str, Any] = {"special": False, "post_id": None, "contract_until": None}
    for kind in ("formal", "correction", "resettlement", "legal-service"):
        told: dict[str, Any] = {**without, "kind": kind}
        given(DECIDER).when(replace(HIRE, **told)).then(replace(HIRED, **told))


@pytest.mark.parametrize("post", [{"post_id": "a"}, {"special": True}])
def test_a_post_is_for_formal_staff_alone(post: dict[str, Any]) -> None:
    given(DECIDER).when(replace(HIRE_MEDIATOR, **post)).then_refused("conflict")


@pytest.mark.parametrize("past", [(HIRED,), (HIRED, DEPARTED)])
def test_hiring_again_changes_nothing(past: tuple[object, ...]) -> None:
    given(DECIDER, *past).when(HIRE).then_nothing()


@pytest.mark.parametrize("past", [(HIRED,), (HIRED, DEPARTED)])
def test_hiring_again_with_other_content_is_a_conflict(past: tuple[object, ...]) -> None:
    given(DECIDER, *past).when(replace(HIRE, since=LEAVING_DAY)).then_refused("conflict")


def test_a_worker_departs() -> None:
    given(DECIDER, HIRED).when(DEPART).then(DEPARTED)


def test_a_worker_may_depart_on_the_day_of_coming_and_not_before() -> None:
    given(DECIDER, HIRED).when(replace(DEPART, day=SINCE)).then(replace(DEPARTED, day=SINCE))
    given(DECIDER, HIRED).when(replace(DEPART, day=date(2021, 6, 30))).then_refused("conflict")


def test_departing_again_changes_nothing() -> None:
    given(DECIDER, HIRED, DEPARTED).when(DEPART).then_nothing()


@pytest.mark.parametrize("other", [{"day": SINCE}, {"reason": "resigned"}])
def test_a_departure_is_final(other: dict[str, Any]) -> None:
    given(DECIDER, HIRED, DEPARTED).when(replace(DEPART, **other)).then_refused("conflict")


def test_who_was_never_hired_cannot_depart() -> None:
    given(DECIDER).when(DEPART).then_refused("conflict")


def test_the_card_shows_who_works_there() -> None:
    assert folded(fold, "worker-zhang", HIRED) == CARD


def test_the_card_shows_who_has_left_and_why() -> None:
    over: dict[str, Any] = {"departed_day": LEAVING_DAY, "postings": (replace(POSTING, until=LEAVING_DAY),)}
    left = replace(CARD, version=2, stage=Stage.DEPARTED, reason="retired", **over)
    assert folded(fold, "worker-zhang", HIRED, DEPARTED) == left


def test_the_card_begins_with_the_hiring() -> None:
    with pytest.raises(TypeError):
        folded(fold, "worker-zhang", DEPARTED)
