"""A worker goes on leave and comes back, and is never away twice at a time."""

from dataclasses import replace
from datetime import date

import pytest

from services.roster.core.absence import EndAbsence, StartAbsence
from services.roster.core.worker import DECIDER
from services.roster.views.people import AbsenceCard, fold
from shared.contract.roster import WorkerAbsent, WorkerReturned
from tests.given import given
from tests.roster.recorded import folded
from tests.roster.test_worker import CARD, DEPARTED, HIRED, LEAVING_DAY, SINCE, WHERE

AWAY_ON, BACK_ON = date(2024, 3, 1), date(2024, 4, 1)
GO, COME_BACK = StartAbsence(since=AWAY_ON, kind="sick"), EndAbsence(day=BACK_ON)
ABSENT, RETURNED = WorkerAbsent(**WHERE, day=AWAY_ON, kind="sick"), WorkerReturned(**WHERE, day=BACK_ON)


def test_a_worker_goes_on_leave_and_comes_back() -> None:
    given(DECIDER, HIRED).when(GO).then(ABSENT)
    given(DECIDER, HIRED, ABSENT).when(COME_BACK).then(RETURNED)
    given(DECIDER, HIRED, ABSENT).when(EndAbsence(day=AWAY_ON)).then(replace(RETURNED, day=AWAY_ON))


def test_what_is_so_already_is_no_event() -> None:
    given(DECIDER, HIRED, ABSENT).when(GO).then_nothing()
    given(DECIDER, HIRED, ABSENT, RETURNED).when(GO).then_nothing()
    given(DECIDER, HIRED, ABSENT, RETURNED).when(COME_BACK).then_nothing()


def test_nobody_is_away_twice_at_a_time() -> None:
    given(DECIDER, HIRED, ABSENT).when(StartAbsence(since=BACK_ON, kind="sick")).then_refused("conflict")
    again = StartAbsence(since=date(2024, 3, 31), kind="personal")
    given(DECIDER, HIRED, ABSENT, RETURNED).when(again).then_refused("conflict")
    on_return = replace(again, since=BACK_ON)
    given(DECIDER, HIRED, ABSENT, RETURNED).when(on_return).then(replace(ABSENT, day=BACK_ON, kind="personal"))


def test_a_leave_of_long_ago_is_entered_late_and_ends_before_the_next() -> None:
    earlier = replace(ABSENT, day=date(2024, 1, 2))
    past = (HIRED, ABSENT, RETURNED)
    given(DECIDER, *past).when(replace(GO, since=earlier.day)).then(earlier)
    given(DECIDER, *past, earlier).when(EndAbsence(day=AWAY_ON)).then(replace(RETURNED, day=AWAY_ON))
    given(DECIDER, *past, earlier).when(EndAbsence(day=date(2024, 3, 2))).then_refused("conflict")


def test_only_who_serves_is_absent() -> None:
    given(DECIDER).when(GO).then_refused("conflict")
    given(DECIDER).when(COME_BACK).then_refused("conflict")
    given(DECIDER, HIRED).when(replace(GO, since=date(2021, 6, 30))).then_refused("conflict")
    given(DECIDER, HIRED).when(replace(GO, since=SINCE)).then(replace(ABSENT, day=SINCE))
    given(DECIDER, HIRED, DEPARTED).when(replace(GO, since=LEAVING_DAY)).then_refused("conflict")
    given(DECIDER, HIRED, DEPARTED).when(GO).then(ABSENT)  # entered after the departure


def test_only_who_is_away_comes_back_and_not_before_leaving() -> None:
    given(DECIDER, HIRED).when(COME_BACK).then_refused("conflict")
    given(DECIDER, HIRED, ABSENT).when(EndAbsence(day=date(2024, 2, 29))).then_refused("conflict")


def test_the_card_shows_leave_and_return() -> None:
    away = AbsenceCard(since=AWAY_ON, kind="sick")
    assert folded(fold, "worker-zhang", HIRED, ABSENT) == replace(CARD, version=2, absences=(away,))
    back = replace(away, back=BACK_ON)
    assert folded(fold, "worker-zhang", HIRED, ABSENT, RETURNED) == replace(CARD, version=3, absences=(back,))


def test_the_card_begins_with_the_hiring() -> None:
    with pytest.raises(TypeError):
        folded(fold, "worker-zhang", ABSENT)
