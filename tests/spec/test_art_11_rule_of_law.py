"""Art. 11: 组织开展普法与依法治理工作，指导民主法治示范村创建，参与人民陪审员选任，行政执法协调，法律顾问。"""

from datetime import date

import pytest

from services.compliance.core.judge import judge
from tests.examples.judged import deadlines, finding
from tests.examples.offices import an_office
from tests.examples.plans import ZHENGZHOU, with_number
from tests.examples.told_of_roster import ESTABLISHED

RULES = [
    ("publicity-plan", "publicity"),
    ("model-village", "model-village"),
    ("assessor-selection", "assessor-selection"),
    ("enforcement-coordination", "enforcement-coordination"),
]
NEW_YEARS_EVE, NEW_YEAR = date(2026, 12, 31), date(2027, 1, 1)


@pytest.mark.parametrize(("rule", "kind"), RULES)
@pytest.mark.parametrize(("day", "stage"), [(date(2026, 1, 1), "met"), (NEW_YEARS_EVE, "met"), (NEW_YEAR, None)])
def test_there_is_work_of_each_kind_in_each_year(rule: str, kind: str, day: date, stage: str | None) -> None:
    """P3, due at the year's end."""
    office = an_office().worked_in(2025).worked("a", kind, min(day, NEW_YEARS_EVE))
    found = deadlines(rule, office, day).get("2026")
    assert (found.stage if found else None) == stage
    assert finding(rule, office, day).compliant


@pytest.mark.parametrize(("rule", "kind"), RULES)
@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2026, 10, 30), "pending"),
        (date(2026, 10, 31), "due-soon"),
        (NEW_YEARS_EVE, "due-soon"),
        (NEW_YEAR, "overdue"),
        (date(2027, 12, 31), "overdue"),
    ],
)
def test_without_it_the_year_is_missed_when_it_is_over(rule: str, kind: str, day: date, stage: str) -> None:
    office = an_office().worked_in(2025).worked("late", kind, date(2027, 1, 1))
    deadline = deadlines(rule, office, day)["2026"]
    assert (deadline.due, deadline.stage, deadline.severity) == (NEW_YEARS_EVE, stage, "P3")
    found = finding(rule, office, day)
    assert (found.compliant, found.article) == (stage != "overdue", 11)
    assert found.since == (NEW_YEAR if stage == "overdue" else None)


def test_a_missed_year_is_over_when_the_next_one_is() -> None:
    office = an_office().worked_in(2025, 2027)
    assert not finding("publicity-plan", office, date(2027, 12, 31)).compliant
    assert finding("publicity-plan", office, date(2028, 1, 1)).compliant


def test_the_first_year_is_the_first_that_the_office_has_whole() -> None:
    """Established on 2 March 2020."""
    assert deadlines("publicity-plan", an_office(), date(2020, 12, 31)) == {}
    assert finding("publicity-plan", an_office(), NEW_YEAR.replace(year=2021)).compliant
    assert not finding("publicity-plan", an_office(), NEW_YEAR.replace(year=2022)).compliant
    assert date(2021, 1, 1) > ESTABLISHED


def test_the_new_year_is_a_day_to_look_again() -> None:
    judgement = judge(an_office().worked_in(2025, 2026).facts, ZHENGZHOU, date(2026, 12, 1))
    assert judgement.next_day == NEW_YEAR


def test_the_plan_says_how_often_and_may_say_not_at_all() -> None:
    office = an_office().worked("a", "publicity", date(2026, 3, 2)).worked("b", "publicity", date(2026, 6, 1))
    twice, thrice, never = (with_number("publicity-per-year", number, date(2026, 1, 1)) for number in (2, 3, 0))
    assert deadlines("publicity-plan", office, date(2026, 5, 31), twice)["2026"].stage == "pending"
    assert deadlines("publicity-plan", office, date(2026, 6, 1), twice)["2026"].stage == "met"
    assert deadlines("publicity-plan", office, NEW_YEARS_EVE, thrice)["2026"].stage == "due-soon"
    assert deadlines("publicity-plan", an_office(), NEW_YEARS_EVE, never)["2026"].stage == "met"


@pytest.mark.parametrize(("day", "compliant"), [(date(2026, 3, 31), False), (date(2026, 4, 1), True)])
def test_the_township_has_a_legal_adviser(day: date, compliant: bool) -> None:
    found = finding("township-adviser", an_office().provided("township-adviser", date(2026, 4, 1)), day)
    assert (found.compliant, found.severity, found.article) == (compliant, "P3", 11)
