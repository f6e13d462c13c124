"""Art. 6: 须由本人提出书面申请，经所长审核并签署意见，报县局研究同意后，报市司法局政治部审批。"""

from datetime import date

import pytest

from services.compliance.core.judge import judge
from tests.examples.judged import deadlines, finding
from tests.examples.offices import a_staffed_office
from tests.examples.plans import ZHENGZHOU, with_rule_from

APPROVED, GONE = date(2026, 4, 1), date(2026, 5, 4)
OFFICE = a_staffed_office()
DAY = date(2026, 11, 24)


def test_who_goes_after_the_four_steps_complies() -> None:
    office = OFFICE.transfer_approved("formal-c", APPROVED).departed("formal-c", GONE, "transferred")
    found = finding("transfer-steps", office, DAY)
    assert (found.compliant, found.figure, found.required) == (True, 0, 0)
    assert (found.article, found.law, found.severity, found.who_acts) == (6, None, "P1", "county-bureau")
    assert deadlines("transfer-steps", office, DAY)["formal-c"].stage == "met"


def test_who_goes_without_them_is_a_breach_from_that_day_on() -> None:
    office = OFFICE.departed("formal-c", GONE, "transferred")
    assert finding("transfer-steps", office, date(2026, 5, 3)).compliant
    found = finding("transfer-steps", office, GONE)
    assert (found.compliant, found.figure, found.since, found.caused_by) == (False, 1, GONE, ("worker-formal-c.2",))


@pytest.mark.parametrize(
    ("day", "stage"),
    [(date(2026, 4, 2), "pending"), (date(2026, 4, 3), "due-soon"), (date(2026, 5, 3), "due-soon"), (GONE, "overdue")],
)
def test_a_transfer_that_is_to_come_warns_thirty_days_before(day: date, stage: str) -> None:
    office = OFFICE.departed("formal-c", GONE, "transferred")
    assert deadlines("transfer-steps", office, day)["formal-c"].stage == stage


@pytest.mark.parametrize(
    ("last_step", "stage"), [(date(2026, 5, 3), "met"), (GONE, "met"), (date(2026, 5, 5), "met-late")]
)
def test_the_last_step_on_the_day_of_going_will_do(last_step: date, stage: str) -> None:
    office = OFFICE.departed("formal-c", GONE, "transferred").transfer_approved("formal-c", last_step)
    assert deadlines("transfer-steps", office, DAY)["formal-c"].stage == stage


def test_who_departs_for_another_reason_was_not_transferred() -> None:
    assert deadlines("transfer-steps", OFFICE.departed("formal-c", GONE, "retired"), DAY) == {}


def test_who_was_transferred_before_the_plan_needed_no_steps() -> None:
    office = OFFICE.departed("formal-c", GONE, "transferred")
    assert finding("transfer-steps", office, DAY, with_rule_from("transfer-steps", date(2026, 5, 5))).compliant
    assert not finding("transfer-steps", office, DAY, with_rule_from("transfer-steps", GONE)).compliant


def test_who_goes_to_another_office_counts_there_and_no_longer_here() -> None:
    gone = OFFICE.left("formal-c", GONE)
    assert finding("formal-staff", gone, date(2026, 5, 3)).figure == 3
    found = finding("formal-staff", gone, GONE)
    assert (found.figure, found.since, found.caused_by) == (2, GONE, ("worker-formal-c.2",))
    assert finding("formal-staff", OFFICE.arrived("formal-z", "formal", GONE), GONE).figure == 4


def test_who_comes_back_counts_again() -> None:
    back = OFFICE.left("formal-a", GONE).arrived("formal-a", "formal", DAY, special=True)
    figures = {day: finding("special-staff", back, day).figure for day in (date(2026, 5, 3), GONE, DAY)}
    assert figures == {date(2026, 5, 3): 1, GONE: 0, DAY: 1}


def test_the_contract_of_who_goes_to_another_office_is_missed_there() -> None:
    until = date(2026, 6, 30)
    office = OFFICE.hired("legal-z", "legal-service", GONE, contract_until=until)
    assert deadlines("contract-ending", office.left("legal-z", date(2026, 6, 1)), DAY)["legal-z"].stage == "met"
    back = office.left("legal-z", date(2026, 6, 1)).arrived("legal-z", "legal-service", DAY)
    assert deadlines("contract-ending", back, date(2026, 11, 23))["legal-z"].stage == "met"
    assert deadlines("contract-ending", back, DAY) == {}


def test_two_years_are_counted_from_the_hiring_at_whichever_office() -> None:
    came, left = date(2026, 1, 5), date(2026, 2, 2)
    new = OFFICE.arrived("mediator-z", "mediator", came, hired_day=date(2024, 2, 3))
    old = OFFICE.arrived("mediator-z", "mediator", came, hired_day=date(2024, 2, 2))
    assert not finding("early-resignation", new.departed("mediator-z", left, "resigned"), left).compliant
    assert finding("early-resignation", old.departed("mediator-z", left, "resigned"), left).compliant


def test_who_was_on_duty_here_before_is_counted_then() -> None:
    gone = OFFICE.hired("formal-d", "formal", date(2026, 1, 5)).left("formal-d", GONE)
    back = gone.arrived("formal-d", "formal", DAY).absent("formal-d", DAY)
    figures = {day: judge(back.facts, ZHENGZHOU, day).figures["on_duty_staff"] for day in (date(2026, 5, 3), GONE, DAY)}
    assert figures == {date(2026, 5, 3): 4, GONE: 3, DAY: 3}
