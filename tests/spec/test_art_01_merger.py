"""Art. 1: 司法所的撤销、合并: who and what an office had does not stay behind."""

from datetime import date

import pytest

from services.compliance.core.alert import verdicts
from services.compliance.core.judge import judge
from tests.examples.judged import finding
from tests.examples.offices import History, an_office
from tests.examples.plans import ZHENGZHOU, with_choice, with_number

MERGED = date(2026, 10, 1)
LAST_P2, FIRST_P1 = date(2026, 10, 31), date(2026, 11, 1)
EARLIER, LATER = date(2026, 3, 2), date(2026, 11, 24)


def merged(office: History) -> History:
    return office.merged(MERGED, "wenhua-road")


LEFT = {
    "a worker": an_office().hired("a", "mediator", EARLIER),
    "an offender": an_office().registered("a", EARLIER).enrolled("a", EARLIER),
    "an offender who is awaited": an_office().registered("a", EARLIER),
    "a release": an_office().notified("a", EARLIER, date(2026, 12, 1)),
    "a case": an_office().opened("a", EARLIER),
}
GONE = {
    "a worker": LEFT["a worker"].departed("a", MERGED),
    "an offender": LEFT["an offender"].discharged("a", MERGED),
    "an offender who is awaited": LEFT["an offender who is awaited"].discharged("a", MERGED),
    "a release": an_office().notified("a", EARLIER, EARLIER).handed_over("a", EARLIER),
    "a case": LEFT["a case"].closed("a", MERGED),
}


@pytest.mark.parametrize("what", LEFT)
def test_a_merger_is_incomplete_while_something_is_left(what: str) -> None:
    office = merged(LEFT[what])
    assert finding("merge-incomplete", office, date(2026, 9, 30)).compliant
    found = finding("merge-incomplete", office, MERGED)
    assert (found.compliant, found.figure, found.severity, found.article) == (False, 1, "P2", 1)
    assert (found.since, found.caused_by, found.who_acts) == (MERGED, ("office-jingba-road.2",), "county-bureau")


@pytest.mark.parametrize("what", GONE)
def test_and_complete_when_nothing_is(what: str) -> None:
    assert finding("merge-incomplete", merged(GONE[what]), MERGED).compliant


@pytest.mark.parametrize(("day", "severity"), [(LAST_P2, "P2"), (FIRST_P1, "P1")])
def test_after_30_days_it_weighs_more(day: date, severity: str) -> None:
    office = merged(LEFT["a worker"])
    assert finding("merge-incomplete", office, day).severity == severity
    assert judge(office.facts, ZHENGZHOU, MERGED).next_day <= FIRST_P1  # type: ignore[operator]
    assert verdicts(judge(office.facts, ZHENGZHOU, day))["merge-incomplete", "jingba-road"].severity == severity


def test_how_long_and_how_much_is_the_plans_to_say() -> None:
    office = merged(LEFT["a worker"])
    assert finding("merge-incomplete", office, FIRST_P1, with_number("merge-term-days", 60, MERGED)).severity == "P2"
    plan = with_choice("merge-overdue-severity", "P0", MERGED)
    assert finding("merge-incomplete", office, FIRST_P1, plan).severity == "P0"


def test_who_came_to_a_closed_office_afterwards_is_left_there_too() -> None:
    office = merged(an_office()).hired("a", "mediator", LATER)
    assert finding("merge-incomplete", office, date(2026, 11, 23)).compliant
    found = finding("merge-incomplete", office, LATER)
    assert (found.since, found.caused_by) == (LATER, ("worker-a.1",))


def test_an_abolished_office_leaves_nobody_behind_either() -> None:
    assert not finding("merge-incomplete", LEFT["an offender"].abolished(MERGED), MERGED).compliant


def test_while_the_office_is_there_nobody_is_left_behind() -> None:
    assert finding("merge-incomplete", LEFT["a worker"], LATER).compliant
