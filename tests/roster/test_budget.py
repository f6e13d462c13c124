"""An office's budget of a year stands so from a day on."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.roster.core.budget import DECIDER, RecordBudget
from services.roster.views.budget_book import BudgetCard, BudgetState, fold
from shared.contract.roster import BudgetRecorded, OfficeFiled
from tests.given import given
from tests.roster.recorded import folded

WHERE: dict[str, Any] = {"county_code": "410105", "office_id": "jingba-road"}
MONEY: dict[str, Any] = {"personnel_fen": None, "standard_fen": 5_000_000, "separate": True}
DAY, LATER = date(2026, 2, 9), date(2026, 9, 1)
RECORD = RecordBudget(**WHERE, **MONEY, year=2026, lines_fen={"running": 6_000_050}, day=DAY)
RECORDED = BudgetRecorded(**WHERE, **MONEY, year=2026, lines_fen={"running": 6_000_050}, day=DAY)
CUT = replace(RECORDED, lines_fen={"running": 4_000_000}, day=LATER)


def test_a_budget_is_recorded() -> None:
    given(DECIDER).when(RECORD).then(RECORDED)


def test_the_same_on_that_day_or_later_is_so_already() -> None:
    given(DECIDER, RECORDED).when(RECORD).then_nothing()
    given(DECIDER, RECORDED).when(replace(RECORD, day=LATER)).then_nothing()


def test_it_may_be_changed_from_a_day_on() -> None:
    given(DECIDER, RECORDED).when(replace(RECORD, lines_fen={"running": 4_000_000}, day=LATER)).then(CUT)


def test_the_card_shows_yuan_and_all_that_stood_before() -> None:
    before = BudgetState(day=DAY, lines={"running": 60000.5}, personnel=None, standard=50000.0, separate=True)
    after = replace(before, day=LATER, lines={"running": 40000.0})
    card = BudgetCard(
        id="jingba-road-2026",
        version=2,
        **WHERE,
        year=2026,
        day=LATER,
        lines={"running": 40000.0},
        personnel=None,
        standard=50000.0,
        separate=True,
        history=(before, after),
    )
    assert folded(fold, "budget-jingba-road-2026", RECORDED, CUT) == card
    with pytest.raises(TypeError):
        folded(fold, "budget-jingba-road-2026", OfficeFiled(**WHERE, day=DAY))
