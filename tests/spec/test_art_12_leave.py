"""Art. 12 社区矫正: 外出 (实施办法 27, 28) and 变更执行地 (实施办法 31)."""

from datetime import date, timedelta

import pytest

from services.compliance.core.judge import judge
from tests.examples.judged import deadlines, finding
from tests.examples.offices import History, an_office
from tests.examples.plans import ZHENGZHOU

DAY = date(2026, 3, 2)
GONE = date(2026, 3, 10)
ONE_DAY = timedelta(days=1)


def enrolled() -> History:
    return an_office().registered("a", DAY).enrolled("a", DAY)


def on_leave(days: int, approved_by: str = "office") -> History:
    return enrolled().on_leave("a", GONE, GONE + timedelta(days=days), approved_by)


@pytest.mark.parametrize(
    ("days", "approved_by", "compliant"),
    [
        (7, "office", True),
        (8, "office", False),
        (8, "county", True),
        (30, "county", True),
        (31, "county", False),
        (31, "city", True),
        (1, "city", True),
    ],
)
def test_who_may_approve_a_leave_hangs_on_its_length(days: int, approved_by: str, compliant: bool) -> None:
    found = finding("leave-approval", on_leave(days, approved_by), GONE)
    assert (found.compliant, found.severity, found.law) == (compliant, "P2", "社区矫正法实施办法27")
    assert found.since == (None if compliant else GONE)


def test_leaves_of_two_months_are_added_up() -> None:
    office = enrolled().on_leave("a", GONE, date(2026, 4, 2), "county").back_from_leave("a", date(2026, 4, 2))
    shorter = office.on_leave("a", date(2026, 4, 3), date(2026, 4, 10))
    assert finding("leave-approval", shorter, date(2026, 4, 3)).compliant
    longer = office.on_leave("a", date(2026, 4, 3), date(2026, 4, 11), "county")
    assert not finding("leave-approval", longer, date(2026, 4, 3)).compliant


@pytest.mark.parametrize(("until", "compliant"), [(date(2026, 5, 10), True), (date(2026, 5, 9), False)])
def test_what_began_two_months_before_the_last_day_is_added_no_more(until: date, compliant: bool) -> None:
    office = enrolled().on_leave("a", GONE, date(2026, 4, 8), "county").back_from_leave("a", date(2026, 4, 8))
    office = office.on_leave("a", date(2026, 5, 5), until)
    assert finding("leave-approval", office, date(2026, 5, 5)).compliant is compliant


def test_a_leave_that_was_approved_too_low_down_is_so_until_it_is_over() -> None:
    office = on_leave(8).back_from_leave("a", date(2026, 3, 18))
    assert not finding("leave-approval", office, date(2026, 3, 17)).compliant
    assert deadlines("leave-approval", office, date(2026, 3, 18))["a"].stage == "met-late"


@pytest.mark.parametrize(
    ("day", "stage", "severity"),
    [
        (date(2026, 3, 15), "pending", "P3"),
        (date(2026, 3, 16), "due-soon", "P3"),
        (date(2026, 3, 17), "due-soon", "P3"),
        (date(2026, 3, 18), "overdue", "P1"),
        (date(2026, 3, 19), "overdue", "P0"),  # 24 hours later
    ],
)
def test_who_is_not_back_at_the_end_of_the_last_day_is_missed(day: date, stage: str, severity: str) -> None:
    deadline = deadlines("leave-return", on_leave(7), day)["a"]
    assert (deadline.due, deadline.stage, deadline.severity) == (date(2026, 3, 17), stage, severity)


@pytest.mark.parametrize(("day", "stage"), [(date(2026, 3, 17), "met"), (date(2026, 3, 18), "met-late")])
def test_who_reports_back_on_the_last_day_is_in_time(day: date, stage: str) -> None:
    assert deadlines("leave-return", on_leave(7).back_from_leave("a", day), day)["a"].stage == stage


def test_who_is_detained_on_leave_cannot_come_back() -> None:
    office = on_leave(7).restricted("a", date(2026, 3, 12))
    assert deadlines("leave-return", office, date(2026, 4, 1))["a"].stage == "cancelled"


def test_on_leave_everybody_counts() -> None:
    figures = judge(on_leave(7).facts, ZHENGZHOU, GONE).figures
    assert (figures["active_offenders"], figures["on_leave"]) == (1, 1)
    back = judge(on_leave(7).back_from_leave("a", date(2026, 3, 12)).facts, ZHENGZHOU, date(2026, 3, 12)).figures
    assert (back["active_offenders"], back["on_leave"]) == (1, 0)


def test_who_moves_reports_within_seven_days_which_roll() -> None:
    """The seventh day after Friday the 6th of March is Friday the 13th; after Sunday the 8th, Sunday, and it rolls."""
    for decided, last in ((date(2026, 3, 6), date(2026, 3, 13)), (date(2026, 3, 8), date(2026, 3, 16))):
        office = enrolled().moving("a", decided)
        assert finding("relocation-arrival", office, last).compliant
        found = finding("relocation-arrival", office, last + ONE_DAY)
        assert (found.compliant, found.severity, found.since) == (False, "P1", last + ONE_DAY)
        assert judge(office.facts, ZHENGZHOU, last + ONE_DAY).figures["active_offenders"] == 1


def test_who_has_enrolled_elsewhere_counts_here_no_more() -> None:
    office = enrolled().moving("a", GONE).relocated("a", date(2026, 3, 20))
    assert deadlines("relocation-arrival", office, date(2026, 3, 19))["a"].stage == "overdue"
    assert deadlines("relocation-arrival", office, date(2026, 3, 20)) == {}
    counted = [judge(office.facts, ZHENGZHOU, day).figures["active_offenders"] for day in (GONE, date(2026, 3, 20))]
    assert counted == [1, 0]


def test_another_decision_counts_anew() -> None:
    office = enrolled().moving("a", GONE).moving("a", date(2026, 3, 16))
    assert deadlines("relocation-arrival", office, date(2026, 3, 16))["a"].due == date(2026, 3, 23)
