"""Art. 3: 及时制定招录计划，逐级上报市、省公务员主管部门审定并报省司法厅备案。"""

from datetime import date

import pytest

from shared.contract.personnel import RecruitmentApprovedByCity as City
from shared.contract.personnel import RecruitmentApprovedByProvince as Province
from shared.contract.personnel import RecruitmentFiled as Filed
from tests.examples.judged import deadlines, finding
from tests.examples.offices import History, a_staffed_office
from tests.examples.plans import with_number
from tests.examples.told_of_roster import ESTABLISHED

RULE = "recruitment-plan"
VACATED = date(2025, 3, 1)
LATEST = date(2025, 7, 4)  # 240 days before 2026-03-01
DAY = date(2025, 12, 1)
OFFICE = (
    a_staffed_office()
    .approved("post-a", ESTABLISHED)
    .taken("post-a", "formal-a", ESTABLISHED)
    .vacated("post-a", "formal-a", VACATED)
)
IN_TIME = OFFICE.drawn_up("plan-a", LATEST, "post-a")


def test_a_plan_drawn_up_on_the_latest_day_complies_and_none_the_day_after_does_not() -> None:
    assert finding(RULE, OFFICE, LATEST).compliant
    found = finding(RULE, OFFICE, date(2025, 7, 5))
    assert (found.compliant, found.figure, found.required, found.since) == (False, 1, 0, date(2025, 7, 5))
    assert (found.article, found.law, found.severity, found.who_acts) == (3, None, "P2", "county-bureau")
    assert found.caused_by == ("post-post-a.3",)
    assert finding(RULE, IN_TIME, DAY).compliant


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2025, 6, 3), "pending"),
        (date(2025, 6, 4), "due-soon"),  # 30 days before
        (LATEST, "due-soon"),
        (date(2025, 7, 5), "overdue"),
    ],
)
def test_the_latest_start_is_computed_back_from_the_vacancys_year(day: date, stage: str) -> None:
    deadline = deadlines(RULE, OFFICE, day)["post-a"]
    assert (deadline.stage, deadline.due) == (stage, LATEST)


@pytest.mark.parametrize(("day", "stage"), [(LATEST, "met"), (date(2025, 7, 5), "met-late")])
def test_a_plan_after_the_latest_day_is_late(day: date, stage: str) -> None:
    assert deadlines(RULE, OFFICE.drawn_up("plan-a", day, "post-a"), DAY)["post-a"].stage == stage


def test_a_plan_for_another_post_is_none_for_this_one() -> None:
    assert not finding(RULE, OFFICE.drawn_up("plan-a", LATEST, "post-b"), DAY).compliant


def test_a_plan_may_come_before_the_vacancy_and_not_before_who_left_came() -> None:
    assert deadlines(RULE, OFFICE.drawn_up("plan-a", date(2024, 11, 1), "post-a"), DAY)["post-a"].stage == "met"
    assert deadlines(RULE, OFFICE.drawn_up("plan-a", ESTABLISHED, "post-a"), DAY)["post-a"].stage == "overdue"


def test_who_fills_the_post_early_needs_no_plan() -> None:
    filled = OFFICE.taken("post-a", "formal-b", date(2025, 4, 1))
    assert deadlines(RULE, filled, DAY)["post-a"].stage == "met"


def test_a_formal_post_that_is_not_special_needs_no_plan() -> None:
    assert deadlines(RULE, a_staffed_office().approved("post-b", ESTABLISHED, "formal"), DAY) == {}


def with_steps(*steps: tuple[type[City | Province | Filed], date]) -> History:
    office = IN_TIME
    for step, day in steps:
        office = office.recruitment_step("plan-a", step, day)
    return office


AUGUST, SEPTEMBER, OCTOBER, FILLED = date(2025, 8, 1), date(2025, 9, 1), date(2025, 10, 1), date(2025, 11, 3)


def test_the_steps_in_their_order_comply_and_two_on_one_day_as_well() -> None:
    office = with_steps((City, AUGUST), (Province, SEPTEMBER), (Filed, SEPTEMBER)).taken("post-a", "formal-b", FILLED)
    assert finding(RULE, office, FILLED).compliant
    assert "plan-a" not in deadlines(RULE, office, FILLED)


def test_a_step_before_the_one_that_comes_before_it_is_a_breach_until_that_is_taken() -> None:
    office = with_steps((Province, AUGUST), (City, SEPTEMBER))
    assert finding(RULE, office, date(2025, 7, 31)).compliant
    found = finding(RULE, office, AUGUST)
    assert (found.compliant, found.since, found.caused_by) == (False, AUGUST, ("recruitment-plan-a.2",))
    assert not finding(RULE, office, date(2025, 8, 31)).compliant
    assert finding(RULE, office, SEPTEMBER).compliant
    assert deadlines(RULE, office, SEPTEMBER)["plan-a"].stage == "met-late"


@pytest.mark.parametrize("steps", [(), ((City, AUGUST),), ((City, AUGUST), (Province, SEPTEMBER))])
def test_a_post_that_is_filled_before_the_plan_was_filed_is_a_breach(
    steps: tuple[tuple[type[City | Province | Filed], date], ...],
) -> None:
    filled = with_steps(*steps).taken("post-a", "formal-b", FILLED)
    assert finding(RULE, filled, date(2025, 11, 2)).compliant
    found = finding(RULE, filled, FILLED)
    assert (found.compliant, found.since, found.caused_by) == (False, FILLED, ("post-post-a.4",))


def test_a_longer_lead_breaks_from_its_day_on_and_not_before() -> None:
    plan = with_number("recruitment-days", 300, date(2025, 6, 1))
    assert finding(RULE, OFFICE, date(2025, 5, 31), plan).compliant
    assert finding(RULE, OFFICE, date(2025, 6, 1), plan).since == date(2025, 6, 1)
