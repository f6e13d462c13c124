"""An office works in these premises from a day on; the past may be entered later."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.roster.core.premises import DECIDER, RecordPremises
from services.roster.views.premises_register import PremisesCard, PremisesState, fold
from shared.contract.roster import OfficeFiled, PremisesRecorded
from tests.given import given
from tests.roster.recorded import folded

WHERE: dict[str, Any] = {"county_code": "410105", "office_id": "jingba-road"}
CONTENT: dict[str, Any] = {"area_hundredths": 119_99, "independent": True, "condition": "sound", "rooms": ("duty",)}
DAY, LATER, BEFORE = date(2026, 3, 2), date(2026, 9, 1), date(2020, 1, 2)
RECORD = RecordPremises(**WHERE, **CONTENT, day=DAY)
RECORDED = PremisesRecorded(**WHERE, **CONTENT, day=DAY)
ENLARGED = replace(RECORDED, area_hundredths=150_00, day=LATER)


def test_premises_are_recorded() -> None:
    given(DECIDER).when(RECORD).then(RECORDED)


@pytest.mark.parametrize("day", [DAY, LATER])
def test_the_same_on_that_day_or_later_is_so_already(day: date) -> None:
    given(DECIDER, RECORDED).when(replace(RECORD, day=day)).then_nothing()


@pytest.mark.parametrize(
    "other", [{"area_hundredths": 120_00}, {"independent": False}, {"condition": "dilapidated"}, {"rooms": ()}]
)
def test_anything_else_is_so_from_its_day_on(other: dict[str, Any]) -> None:
    given(DECIDER, RECORDED).when(replace(RECORD, **other, day=LATER)).then(replace(RECORDED, **other, day=LATER))


def test_what_was_so_before_may_be_told_later() -> None:
    given(DECIDER, RECORDED).when(replace(RECORD, day=BEFORE)).then(replace(RECORDED, day=BEFORE))


def test_what_is_so_on_a_day_between_is_so_already() -> None:
    given(DECIDER, RECORDED, ENLARGED).when(replace(RECORD, day=date(2026, 8, 31))).then_nothing()
    given(DECIDER, RECORDED, ENLARGED).when(replace(RECORD, day=LATER)).then(replace(RECORDED, day=LATER))


def test_the_card_shows_the_latest_and_all_that_was_before() -> None:
    before = PremisesState(day=DAY, area_m2=119.99, independent=True, condition="sound", rooms=("duty",))
    after = replace(before, day=LATER, area_m2=150.0)
    card = PremisesCard(
        id="jingba-road",
        version=2,
        **WHERE,
        day=LATER,
        area_m2=150.0,
        independent=True,
        condition="sound",
        rooms=("duty",),
        history=(before, after),
    )
    assert folded(fold, "premises-jingba-road", ENLARGED, RECORDED) == card
    assert folded(fold, "premises-jingba-road", RECORDED, ENLARGED) == card


def test_the_card_knows_no_other_event() -> None:
    with pytest.raises(TypeError):
        folded(fold, "premises-jingba-road", OfficeFiled(**WHERE, day=DAY))
