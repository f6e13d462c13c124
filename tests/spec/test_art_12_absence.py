"""Art. 12: 防止脱管. What the law attaches to an absence: over ten days (实施办法 35), over a month (实施办法 46)."""

from datetime import date, timedelta

import pytest

from services.compliance.core.judge import judge
from tests.examples.judged import deadlines, finding
from tests.examples.offices import History, an_office
from tests.examples.plans import ZHENGZHOU

DAY = date(2026, 3, 2)
LOST = date(2026, 3, 10)
ONE_DAY = timedelta(days=1)


def lost(sentence: str = "suspended") -> History:
    return an_office().registered("a", DAY, sentence=sentence).enrolled("a", DAY).lost("a", LOST)


def test_who_is_out_of_supervision_is_a_danger_at_once() -> None:
    assert finding("out-of-supervision", lost(), LOST - ONE_DAY).compliant
    found = finding("out-of-supervision", lost(), LOST)
    assert (found.compliant, found.severity, found.figure, found.article) == (False, "P0", 1, 12)
    assert (found.since, found.caused_by) == (LOST, ("offender-a.3",))


def test_who_is_out_of_supervision_counts_all_the_same_and_is_shown_apart() -> None:
    figures = judge(lost().facts, ZHENGZHOU, LOST).figures
    assert (figures["active_offenders"], figures["out_of_supervision"]) == (1, 1)


@pytest.mark.parametrize("day", [LOST + ONE_DAY, date(2026, 6, 1)])
def test_who_is_found_is_supervised_again(day: date) -> None:
    assert not finding("out-of-supervision", lost().found_again("a", day), day - ONE_DAY).compliant
    assert finding("out-of-supervision", lost().found_again("a", day), day).compliant


def test_who_enrols_elsewhere_or_is_discharged_is_out_of_supervision_no_more() -> None:
    assert finding("out-of-supervision", lost().relocated("a", date(2026, 4, 1)), date(2026, 4, 1)).compliant
    assert finding("out-of-supervision", lost().discharged("a", date(2026, 4, 1)), date(2026, 4, 1)).compliant


@pytest.mark.parametrize(
    ("rule", "last"), [("absence-warning", date(2026, 3, 20)), ("absence-revocation", date(2026, 4, 10))]
)
def test_the_tenth_day_and_the_month_themselves_are_no_reason_yet(rule: str, last: date) -> None:
    assert deadlines(rule, lost(), LOST)["a"].stage == "due-soon"
    assert finding(rule, lost(), last).compliant
    found = finding(rule, lost(), last + ONE_DAY)
    assert (found.compliant, found.severity, found.since) == (False, "P1", last + ONE_DAY)
    assert found.caused_by == ("offender-a.3",)


@pytest.mark.parametrize(
    ("rule", "last"), [("absence-warning", date(2026, 3, 20)), ("absence-revocation", date(2026, 4, 10))]
)
def test_who_is_back_by_then_owes_nothing_and_a_day_later_does(rule: str, last: date) -> None:
    assert deadlines(rule, lost().found_again("a", last), date(2026, 6, 1))["a"].stage == "met"
    assert deadlines(rule, lost().found_again("a", last + ONE_DAY), date(2026, 6, 1))["a"].stage == "overdue"


@pytest.mark.parametrize(
    ("rule", "sentence", "kind", "stage"),
    [
        ("absence-warning", "suspended", "admonition", "overdue"),
        ("absence-warning", "suspended", "warning", "met-late"),
        ("absence-warning", "suspended", "revocation-proposal", "met-late"),
        ("absence-revocation", "suspended", "warning", "overdue"),
        ("absence-revocation", "parole", "public-security", "overdue"),
        ("absence-revocation", "parole", "revocation-proposal", "met-late"),
        ("absence-revocation", "surveillance", "public-security", "met-late"),
        ("absence-revocation", "surveillance", "revocation-proposal", "overdue"),
    ],
)
def test_it_is_answered_by_what_the_law_says(rule: str, sentence: str, kind: str, stage: str) -> None:
    office = lost(sentence).disciplined("a", date(2026, 4, 20), kind)
    assert deadlines(rule, office, date(2026, 4, 20))["a"].stage == stage


def test_what_was_imposed_before_the_absence_does_not_answer_it() -> None:
    office = an_office().registered("a", DAY).enrolled("a", DAY).disciplined("a", LOST - ONE_DAY, "warning")
    assert not finding("absence-warning", office.lost("a", LOST), date(2026, 3, 21)).compliant


def test_who_was_never_lost_is_not_found() -> None:
    office = an_office().registered("a", DAY).enrolled("a", DAY).found_again("a", LOST)
    assert finding("out-of-supervision", office, LOST).compliant


def test_the_last_absence_is_the_one_that_is_looked_at() -> None:
    office = lost().found_again("a", LOST + ONE_DAY).lost("a", date(2026, 5, 4))
    assert deadlines("absence-warning", office, date(2026, 5, 3))["a"].stage == "met"
    assert deadlines("absence-warning", office, date(2026, 5, 4))["a"].due == date(2026, 5, 14)
