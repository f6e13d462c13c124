"""Art. 7: 公用经费和五项业务经费纳入财政预算；人员经费；公用经费保障标准；经费科目单列或单独核算。"""

from datetime import date
from typing import Any

import pytest

from services.compliance.core.judge import judge
from tests.examples.judged import deadlines, finding
from tests.examples.offices import an_office
from tests.examples.plans import ZHENGZHOU, with_number
from tests.examples.told_of_means import LINES

DAY = date(2026, 11, 24)
DUE, AFTER = date(2026, 3, 31), date(2026, 4, 1)
RULES = ("budget-lines", "budget-personnel", "budget-standard", "budget-separate")
WITHOUT_MEDIATION = {line: 30_000_00 for line in LINES if line != "mediation"}
# What each rule does not take, at its boundary.
SHORT: dict[str, dict[str, Any]] = {
    "budget-lines": {"lines_fen": WITHOUT_MEDIATION},
    "budget-personnel": {"personnel_fen": 0},
    "budget-standard": {"standard_fen": 30_000_01},
    "budget-separate": {"separate": False},
}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    ("day", "stage", "severity"),
    [
        (date(2026, 2, 28), "pending", "P3"),
        (date(2026, 3, 1), "due-soon", "P3"),  # 30 days before
        (DUE, "due-soon", "P3"),
        (AFTER, "overdue", "P2"),
        (date(2026, 12, 31), "overdue", "P2"),
    ],
)
def test_a_year_without_a_budget_is_broken_from_april_on(rule: str, day: date, stage: str, severity: str) -> None:
    """The day is a parameter: the plan names none."""
    deadline = deadlines(rule, an_office(), day)["jingba-road"]
    assert (deadline.due, deadline.stage, deadline.severity) == (DUE, stage, severity)
    found = finding(rule, an_office(), day)
    assert (found.compliant, found.article) == (stage != "overdue", 7)
    assert found.since == (AFTER if stage == "overdue" else None)


@pytest.mark.parametrize("rule", RULES)
def test_a_whole_budget_complies_and_short_of_one_thing_it_does_not(rule: str) -> None:
    assert finding(rule, an_office().budgeted(2026), DAY).compliant
    short = an_office().budgeted(2026, **SHORT[rule])
    assert not finding(rule, short, DAY).compliant
    for other in RULES:
        assert finding(other, short, DAY).compliant is (other != rule)


def test_a_line_without_money_is_not_allotted() -> None:
    office = an_office().budgeted(2026, lines_fen={**dict.fromkeys(LINES, 30_000_00), "publicity": 0})
    assert not finding("budget-lines", office, DAY).compliant


def test_running_costs_reach_the_standard_to_the_fen() -> None:
    """全面落实公用经费保障标准."""
    assert finding("budget-standard", an_office().budgeted(2026, standard_fen=30_000_00), DAY).compliant
    assert not finding("budget-standard", an_office().budgeted(2026, standard_fen=None), DAY).compliant


@pytest.mark.parametrize(("day", "stage"), [(DUE, "met"), (AFTER, "met-late")])
def test_a_budget_by_the_day_is_in_time_and_a_day_later_it_is_late(day: date, stage: str) -> None:
    office = an_office().budgeted(2026, day)
    assert deadlines("budget-lines", office, DAY)["jingba-road"].stage == stage
    assert finding("budget-lines", office, DAY).compliant


def test_a_budget_that_is_cut_is_broken_from_then_on() -> None:
    cut = date(2026, 7, 1)
    office = an_office().budgeted(2026).budgeted(2026, cut, lines_fen=WITHOUT_MEDIATION)
    assert finding("budget-lines", office, date(2026, 6, 30)).compliant
    found = finding("budget-lines", office, DAY)
    assert (found.since, found.caused_by) == (cut, ("budget-jingba-road-2026.2",))
    restored = office.budgeted(2026, DAY)
    assert deadlines("budget-lines", restored, DAY)["jingba-road"].stage == "met-late"


def test_a_budget_that_was_never_whole_is_overdue_since_april() -> None:
    office = an_office().budgeted(2026, date(2026, 6, 1), lines_fen=WITHOUT_MEDIATION)
    assert finding("budget-lines", office, DAY).since == AFTER


def test_each_year_has_a_budget_of_its_own() -> None:
    office = an_office().budgeted(2026)
    new_year = date(2027, 1, 1)
    assert deadlines("budget-lines", office, date(2026, 12, 31))["jingba-road"].stage == "met"
    assert deadlines("budget-lines", office, new_year)["jingba-road"].due == date(2027, 3, 31)
    assert deadlines("budget-lines", office, new_year)["jingba-road"].stage == "pending"
    assert judge(office.facts, ZHENGZHOU, date(2026, 12, 31)).next_day == new_year


def test_what_was_missing_last_year_is_in_question_no_longer() -> None:
    assert not finding("budget-lines", an_office(), date(2026, 12, 31)).compliant
    assert finding("budget-lines", an_office(), date(2027, 1, 1)).compliant


def test_a_day_that_the_month_has_not_is_its_last() -> None:
    plan = with_number("budget-due-month", 2, date(2020, 1, 1))
    assert deadlines("budget-lines", an_office(), DAY, plan)["jingba-road"].due == date(2026, 2, 28)
