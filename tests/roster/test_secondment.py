"""A worker is seconded, however long; the papers are recorded in whichever order (Art. 6)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.roster.core.secondment import (
    ApproveSecondment,
    EndSecondment,
    ExtendSecondment,
    FileSecondment,
    RecordSecondmentLetter,
    SignSecondment,
    StartSecondment,
)
from services.roster.core.worker import DECIDER
from services.roster.views.people import SecondmentCard, fold
from shared.contract.roster import (
    SecondmentApproved,
    SecondmentEnded,
    SecondmentExtended,
    SecondmentFiled,
    SecondmentLetterReceived,
    SecondmentSigned,
    SecondmentStarted,
)
from tests.given import given
from tests.roster.recorded import folded
from tests.roster.test_worker import CARD, HIRED, WHERE

AWAY_ON, UNTIL, LATER, BACK_ON = date(2022, 8, 31), date(2023, 4, 30), date(2023, 6, 30), date(2023, 5, 4)
PAPER_DAY, OTHER_DAY = date(2022, 9, 6), date(2022, 9, 7)
START = StartSecondment(since=AWAY_ON, until=UNTIL, letter=False)
STARTED = SecondmentStarted(**WHERE, day=AWAY_ON, until=UNTIL, letter=False)
END, ENDED = EndSecondment(day=BACK_ON), SecondmentEnded(**WHERE, day=BACK_ON)
EXTEND = ExtendSecondment(day=PAPER_DAY, until=LATER)
EXTENDED = SecondmentExtended(**WHERE, day=PAPER_DAY, until=LATER)

PAPERS: list[tuple[Any, Any]] = [
    (RecordSecondmentLetter, SecondmentLetterReceived),
    (SignSecondment, SecondmentSigned),
    (ApproveSecondment, SecondmentApproved),
    (FileSecondment, SecondmentFiled),
]


def test_eight_months_without_a_letter_are_recorded() -> None:
    given(DECIDER, HIRED).when(START).then(STARTED)


def test_a_secondment_that_is_there_already_is_no_event() -> None:
    given(DECIDER, HIRED, STARTED).when(START).then_nothing()
    given(DECIDER, HIRED, STARTED, ENDED).when(START).then_nothing()


def test_nobody_is_seconded_twice_at_a_time_or_before_being_hired() -> None:
    given(DECIDER).when(START).then_refused("conflict")
    given(DECIDER, HIRED, STARTED).when(replace(START, until=LATER)).then_refused("conflict")
    given(DECIDER, HIRED).when(replace(START, since=date(2021, 6, 30))).then_refused("conflict")


def test_a_secondment_ends_on_its_first_day_or_later() -> None:
    given(DECIDER, HIRED).when(replace(START, until=date(2022, 8, 30))).then_refused("conflict")
    one_day = replace(STARTED, until=AWAY_ON)
    given(DECIDER, HIRED).when(replace(START, until=AWAY_ON)).then(one_day)


def test_a_worker_comes_back_once() -> None:
    given(DECIDER, HIRED, STARTED).when(END).then(ENDED)
    given(DECIDER, HIRED, STARTED, ENDED).when(END).then_nothing()
    given(DECIDER, HIRED, STARTED, ENDED).when(replace(END, day=LATER)).then_refused("conflict")
    given(DECIDER, HIRED).when(END).then_refused("conflict")


def test_a_secondment_is_extended_to_a_later_day_while_it_lasts() -> None:
    given(DECIDER, HIRED, STARTED).when(EXTEND).then(EXTENDED)
    given(DECIDER, HIRED, STARTED, EXTENDED).when(EXTEND).then_nothing()
    given(DECIDER, HIRED, STARTED, EXTENDED).when(replace(EXTEND, until=UNTIL)).then_refused("conflict")
    given(DECIDER, HIRED, STARTED).when(replace(EXTEND, day=date(2022, 8, 30))).then_refused("conflict")
    given(DECIDER, HIRED, STARTED, ENDED).when(EXTEND).then_refused("conflict")


@pytest.mark.parametrize(("command", "event"), PAPERS)
def test_each_paper_is_recorded_once_also_after_the_end(command: Any, event: Any) -> None:
    recorded = event(**WHERE, day=PAPER_DAY)
    given(DECIDER, HIRED, STARTED).when(command(day=PAPER_DAY)).then(recorded)
    given(DECIDER, HIRED, STARTED, ENDED).when(command(day=PAPER_DAY)).then(recorded)
    given(DECIDER, HIRED, STARTED, recorded).when(command(day=PAPER_DAY)).then_nothing()
    given(DECIDER, HIRED, STARTED, recorded).when(command(day=OTHER_DAY)).then_refused("conflict")
    given(DECIDER, HIRED).when(command(day=PAPER_DAY)).then_refused("conflict")


def test_a_letter_that_came_with_the_beginning_came_on_that_day() -> None:
    with_letter = replace(STARTED, letter=True)
    given(DECIDER, HIRED).when(replace(START, letter=True)).then(with_letter)
    given(DECIDER, HIRED, with_letter).when(RecordSecondmentLetter(day=AWAY_ON)).then_nothing()
    given(DECIDER, HIRED, with_letter).when(RecordSecondmentLetter(day=OTHER_DAY)).then_refused("conflict")


def test_the_card_shows_each_secondment_with_its_papers() -> None:
    told = [event(**WHERE, day=PAPER_DAY) for _, event in PAPERS]
    shown = SecondmentCard(
        since=AWAY_ON,
        until=LATER,
        letter_day=PAPER_DAY,
        signed_day=PAPER_DAY,
        approved_day=PAPER_DAY,
        filed_day=PAPER_DAY,
        back=BACK_ON,
    )
    card = folded(fold, "worker-zhang", HIRED, STARTED, *told, EXTENDED, ENDED)
    assert card == replace(CARD, version=8, secondments=(shown,))
    lettered = folded(fold, "worker-zhang", HIRED, replace(STARTED, letter=True))
    assert lettered == replace(
        CARD, version=2, secondments=(SecondmentCard(since=AWAY_ON, until=UNTIL, letter_day=AWAY_ON),)
    )
