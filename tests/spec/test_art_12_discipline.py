"""Art. 12 社区矫正: 训诫、警告 (实施办法 35, 46), 电子定位 (社区矫正法 29)."""

from datetime import date, timedelta

import pytest

from services.compliance.core.judge import judge
from tests.examples.judged import deadlines, finding
from tests.examples.offices import History, an_office
from tests.examples.plans import ZHENGZHOU, with_number

DAY = date(2026, 3, 2)
ONE_DAY = timedelta(days=1)


def enrolled() -> History:
    return an_office().registered("a", DAY).enrolled("a", DAY)


def disciplined(*kinds: str) -> History:
    """On the third of March, the fourth, and so on."""
    office = enrolled()
    for number, kind in enumerate(kinds, start=1):
        office = office.disciplined("a", DAY + timedelta(days=number), kind)
    return office


@pytest.mark.parametrize(
    ("kinds", "reached"),
    [
        (("admonition",), False),
        (("admonition", "admonition"), True),
        (("warning",), False),
        (("warning", "warning"), True),
        (("admonition", "warning", "admonition"), False),
        (("admonition", "revocation-proposal", "admonition"), False),
        (("warning", "public-security", "warning"), False),
        (("warning", "admonition", "warning"), True),
        (("reprimand", "reprimand"), False),  # of a later version of the program
    ],
)
def test_two_in_a_row_ask_for_more(kinds: tuple[str, ...], reached: bool) -> None:
    assert bool(deadlines("discipline-ladder", disciplined(*kinds), date(2026, 3, 9))) is reached


def test_what_must_follow_follows_within_five_working_days() -> None:
    """The second admonition is of Wednesday the fourth: Wednesday the eleventh is the last day."""
    office = disciplined("admonition", "admonition")
    assert deadlines("discipline-ladder", office, date(2026, 3, 4))["a"].stage == "due-soon"
    assert finding("discipline-ladder", office, date(2026, 3, 11)).compliant
    found = finding("discipline-ladder", office, date(2026, 3, 12))
    assert (found.compliant, found.severity, found.since) == (False, "P2", date(2026, 3, 12))
    assert (found.caused_by, found.who_acts) == (("offender-a.4",), "county-bureau")


@pytest.mark.parametrize(
    ("first", "then", "stage"),
    [
        ("admonition", "admonition", "overdue"),
        ("admonition", "warning", "met"),
        ("admonition", "public-security", "met"),
        ("warning", "admonition", "overdue"),
        ("warning", "warning", "overdue"),
        ("warning", "revocation-proposal", "met"),
    ],
)
def test_it_is_answered_by_something_graver(first: str, then: str, stage: str) -> None:
    office = disciplined(first, first, then)
    assert deadlines("discipline-ladder", office, date(2026, 3, 16))["a"].stage == stage


def test_answered_a_day_too_late_is_late() -> None:
    office = disciplined("admonition", "admonition").disciplined("a", date(2026, 3, 12), "warning")
    assert deadlines("discipline-ladder", office, date(2026, 3, 12))["a"].stage == "met-late"


def test_the_second_warning_is_a_rung_of_its_own() -> None:
    office = disciplined("warning", "admonition", "admonition", "warning")
    deadline = deadlines("discipline-ladder", office, date(2026, 3, 6))["a"]
    assert (deadline.caused_by, deadline.stage) == (("offender-a.6",), "due-soon")


def test_what_was_imposed_elsewhere_counts_on() -> None:
    there = an_office().received("a", DAY, admonished=[date(2026, 1, 5)])
    office = there.disciplined("a", date(2026, 3, 4), "admonition")
    assert not finding("discipline-ladder", office, date(2026, 3, 12)).compliant


def test_how_many_is_the_plans_to_say() -> None:
    plan = with_number("admonitions-in-a-row", 3, DAY)
    assert deadlines("discipline-ladder", disciplined("admonition", "admonition"), date(2026, 3, 9), plan) == {}


def test_positioning_ends_after_three_months() -> None:
    office = enrolled().positioned("a", DAY)
    assert deadlines("positioning-limit", office, date(2026, 5, 25))["a"].stage == "pending"
    assert deadlines("positioning-limit", office, date(2026, 5, 26))["a"].stage == "due-soon"
    assert finding("positioning-limit", office, date(2026, 6, 2)).compliant
    found = finding("positioning-limit", office, date(2026, 6, 3))
    assert (found.compliant, found.severity, found.since, found.article) == (False, "P1", date(2026, 6, 3), 12)


@pytest.mark.parametrize(
    ("extended", "due"),
    [
        (date(2026, 5, 4), date(2026, 9, 2)),  # three months more than were approved
        (date(2026, 6, 2), date(2026, 9, 2)),
        (date(2026, 6, 3), date(2026, 9, 3)),  # too late: it begins anew
    ],
)
def test_each_extension_adds_three_months(extended: date, due: date) -> None:
    office = enrolled().positioned("a", DAY).positioned("a", extended)
    assert deadlines("positioning-limit", office, extended)["a"].due == due


def test_until_the_extension_it_was_too_long() -> None:
    office = enrolled().positioned("a", DAY).positioned("a", date(2026, 6, 10))
    assert not finding("positioning-limit", office, date(2026, 6, 9)).compliant
    assert finding("positioning-limit", office, date(2026, 6, 10)).compliant


def test_who_wears_no_device_any_more_is_not_positioned() -> None:
    office = enrolled().positioned("a", DAY).unpositioned("a", date(2026, 6, 2))
    assert deadlines("positioning-limit", office, date(2026, 6, 2)) == {}
    assert finding("positioning-limit", office, date(2026, 7, 1)).compliant
    again = office.positioned("a", date(2026, 7, 1))
    assert deadlines("positioning-limit", again, date(2026, 7, 1))["a"].due == date(2026, 10, 1)


def test_what_was_approved_elsewhere_goes_on() -> None:
    there = an_office().received("a", date(2026, 5, 4), positioned=[DAY])
    assert deadlines("positioning-limit", there, date(2026, 5, 4))["a"].due == date(2026, 6, 2)
    assert finding("positioning-cause", there, date(2026, 5, 4)).compliant


@pytest.mark.parametrize("cause", ["injunction", "left-area", "refused-report", "punished", "revocation-proposed"])
def test_the_law_has_five_causes(cause: str) -> None:
    assert finding("positioning-cause", enrolled().positioned("a", DAY, cause), DAY).compliant


def test_any_other_cause_is_none() -> None:
    office = enrolled().positioned("a", DAY, "other")
    found = finding("positioning-cause", office, DAY)
    assert (found.compliant, found.severity, found.law) == (False, "P0", "社区矫正法29")
    assert judge(office.facts, ZHENGZHOU, DAY).figures["positioned_without_cause"] == 1
    assert finding("positioning-cause", office.unpositioned("a", DAY + ONE_DAY), DAY + ONE_DAY).compliant
