"""Art. 12 社区矫正: 报到 within ten days (社区矫正法 21), 解矫 on the last day (社区矫正法 44)."""

from datetime import date, timedelta

import pytest

from services.compliance.core.judge import judge
from tests.examples.judged import deadlines, finding
from tests.examples.offices import History, an_office
from tests.examples.plans import ZHENGZHOU, with_number

DAY = date(2026, 3, 2)
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("effective", "last"),
    [
        (date(2026, 9, 28), date(2026, 10, 8)),  # the tenth day is a working day
        (date(2026, 9, 24), date(2026, 10, 8)),  # it lies in the National Day holiday, and rolls
        (date(2026, 2, 10), date(2026, 2, 24)),  # it lies in the Spring Festival, and rolls
    ],
)
def test_who_is_awaited_has_ten_days_which_roll(effective: date, last: date) -> None:
    office = an_office().registered("a", effective)
    deadline = deadlines("arrival", office, last)["a"]
    assert (deadline.due, deadline.stage, deadline.caused_by) == (last, "due-soon", ("offender-a.1",))
    assert finding("arrival", office, last).compliant
    found = finding("arrival", office, last + ONE_DAY)
    assert (found.compliant, found.severity, found.figure, found.article) == (False, "P0", 1, 12)
    assert (found.since, found.caused_by) == (last + ONE_DAY, ("offender-a.1",))


@pytest.mark.parametrize(("reported", "stage"), [(date(2026, 10, 8), "met"), (date(2026, 10, 9), "met-late")])
def test_who_reports_on_the_last_day_is_in_time_and_a_day_later_is_late(reported: date, stage: str) -> None:
    office = an_office().registered("a", date(2026, 9, 28)).enrolled("a", reported)
    assert deadlines("arrival", office, reported)["a"].stage == stage
    assert finding("arrival", office, reported).compliant
    assert finding("arrival", office, reported - ONE_DAY).compliant


def test_who_serves_outside_prison_is_handed_over_and_does_not_report() -> None:
    office = an_office().registered("a", DAY, sentence="outside-prison")
    assert deadlines("arrival", office, date(2026, 6, 1)) == {}
    assert finding("arrival", office, date(2026, 6, 1)).compliant


def test_who_will_never_come_is_awaited_no_more() -> None:
    office = an_office().registered("a", DAY).discharged("a", date(2026, 3, 20))
    assert deadlines("arrival", office, date(2026, 3, 19))["a"].stage == "overdue"
    assert deadlines("arrival", office, date(2026, 3, 20))["a"].stage == "cancelled"
    assert finding("arrival", office, date(2026, 3, 20)).compliant


def test_where_a_years_holidays_are_missing_it_is_not_guessed() -> None:
    office = an_office().registered("a", date(2030, 3, 1))
    assert deadlines("arrival", office, date(2030, 3, 11))["a"].stage != "overdue"
    assert deadlines("arrival", office, date(2030, 3, 12))["a"].stage == "not-computable"


def test_who_came_from_another_office_owes_no_report_here() -> None:
    assert deadlines("arrival", an_office().received("a", DAY), date(2026, 6, 1)) == {}


def test_a_term_that_the_law_shortens_breaks_nothing_before() -> None:
    plan = with_number("arrival-term-days", 5, date(2026, 3, 10))
    office = an_office().registered("a", DAY)
    assert finding("arrival", office, date(2026, 3, 9), plan).compliant
    assert finding("arrival", office, date(2026, 3, 10), plan).since == date(2026, 3, 10)


def enrolled(ends: date = date(2026, 12, 31)) -> History:
    return an_office().registered("a", DAY, ends=ends).enrolled("a", DAY)


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2026, 11, 30), "pending"),
        (date(2026, 12, 1), "due-soon"),  # 30 days before: the work before the discharge
        (date(2026, 12, 31), "due-soon"),
        (date(2027, 1, 1), "overdue"),
    ],
)
def test_the_end_of_the_term_is_announced_and_nobody_stays_beyond_it(day: date, stage: str) -> None:
    deadline = deadlines("end-of-term", enrolled(), day)["a"]
    assert (deadline.due, deadline.stage, deadline.caused_by) == (date(2026, 12, 31), stage, ("offender-a.1",))
    assert finding("end-of-term", enrolled(), day).compliant is (stage != "overdue")


def test_one_day_beyond_the_term_is_a_breach() -> None:
    found = finding("end-of-term", enrolled(), date(2027, 1, 1))
    assert (found.severity, found.figure, found.since, found.article) == ("P1", 1, date(2027, 1, 1), 12)


@pytest.mark.parametrize(("day", "stage"), [(date(2026, 12, 31), "met"), (date(2027, 1, 1), "met-late")])
def test_who_is_discharged_on_the_last_day_has_his_certificate_in_time(day: date, stage: str) -> None:
    office = enrolled().discharged("a", day)
    assert deadlines("end-of-term", office, day)["a"].stage == stage
    assert finding("end-of-term", office, day).compliant


def test_while_deprived_of_liberty_nobody_is_expected_to_be_discharged() -> None:
    office = enrolled().restricted("a", date(2026, 12, 1))
    assert finding("end-of-term", office, date(2027, 2, 1)).compliant
    assert judge(office.facts, ZHENGZHOU, date(2027, 2, 1)).figures["suspended"] == 1
    free = office.restored("a", date(2027, 2, 1))
    assert finding("end-of-term", free, date(2027, 1, 31)).compliant
    assert finding("end-of-term", free, date(2027, 2, 1)).since == date(2027, 1, 1)


def test_who_moved_on_is_the_next_offices_to_discharge() -> None:
    moved = enrolled().relocated("a", date(2026, 6, 1))
    assert deadlines("end-of-term", moved, date(2026, 5, 31))["a"].stage == "pending"
    assert deadlines("end-of-term", moved, date(2027, 1, 1)) == {}
    there = an_office().received("a", date(2026, 6, 1), ends=date(2026, 12, 31))
    assert finding("end-of-term", there, date(2027, 1, 1)).caused_by == ("offender-a.1",)


def test_who_comes_back_is_discharged_here() -> None:
    back = enrolled().relocated("a", date(2026, 6, 1)).received("a", date(2026, 8, 1), ends=date(2026, 12, 31))
    assert judge(back.facts, ZHENGZHOU, date(2026, 7, 1)).figures["active_offenders"] == 0
    assert judge(back.facts, ZHENGZHOU, date(2026, 8, 1)).figures["active_offenders"] == 1
    assert deadlines("end-of-term", back.discharged("a", date(2026, 12, 31)), date(2027, 1, 1))["a"].stage == "met"


def test_what_contradicts_the_identity_number_is_a_finding() -> None:
    office = an_office().registered("a", DAY, contradicted=True).registered("b", DAY)
    found = finding("offender-identity", office, DAY)
    assert (found.compliant, found.figure, found.severity) == (False, 1, "P3")
    assert (found.article, found.law) == (None, "GB 11643-1999")
    assert finding("offender-identity", an_office().registered("b", DAY), DAY).compliant
