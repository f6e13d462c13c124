"""Art. 12: 规范社区矫正工作，完善工作记录。Contacts, the declaration (社区矫正法 22), the group (社区矫正法 25, 52)."""

from datetime import date, timedelta

import pytest

from tests.examples.judged import deadlines, finding
from tests.examples.offices import History, an_office
from tests.examples.plans import with_choice, with_number, with_rule_from

DAY = date(2026, 3, 2)
ONE_DAY = timedelta(days=1)


def enrolled(*, female: bool = False, minor: bool = False) -> History:
    return an_office().registered("a", DAY, female=female, minor=minor).enrolled("a", DAY)


@pytest.mark.parametrize(("category", "days"), [(None, 15), ("strict", 7), ("ordinary", 15), ("loose", 30)])
def test_a_contact_is_due_as_often_as_the_category_demands(category: str | None, days: int) -> None:
    office = enrolled().categorised("a", DAY, category) if category else enrolled()
    last = DAY + timedelta(days=days)
    assert deadlines("record-gap", office, last)["a"].stage == "due-soon"
    assert finding("record-gap", office, last).compliant
    found = finding("record-gap", office, last + ONE_DAY)
    assert (found.compliant, found.severity, found.figure, found.article) == (False, "P2", 1, 12)
    assert found.since == last + ONE_DAY


def test_the_second_contact_that_is_missed_weighs_more() -> None:
    office = enrolled().categorised("a", DAY, "strict")
    assert finding("record-gap", office, date(2026, 3, 16)).severity == "P2"
    found = finding("record-gap", office, date(2026, 3, 17))
    assert (found.severity, found.since) == ("P1", date(2026, 3, 10))


def test_each_contact_begins_the_days_anew_also_one_that_is_entered_late() -> None:
    office = enrolled().contacted("a", date(2026, 3, 17))
    assert finding("record-gap", office, date(2026, 4, 1)).compliant
    found = finding("record-gap", office, date(2026, 4, 2))
    assert (found.since, found.caused_by) == (date(2026, 4, 2), ("offender-a.3",))
    assert finding("record-gap", office.contacted("a", date(2026, 3, 20)), date(2026, 4, 2)).compliant


def test_as_whom_is_taken_who_is_in_no_category_is_the_plans_to_say() -> None:
    plan = with_choice("contact-category", "strict", DAY)
    assert not finding("record-gap", enrolled(), date(2026, 3, 10), plan).compliant


def test_another_category_begins_the_days_anew() -> None:
    office = enrolled().categorised("a", date(2026, 3, 12), "strict")
    assert finding("record-gap", office, date(2026, 3, 19)).compliant
    assert not finding("record-gap", office, date(2026, 3, 20)).compliant


def test_days_that_the_plan_shortens_are_missed_from_then_on() -> None:
    plan = with_number("contact-days-ordinary", 5, date(2026, 3, 10))
    assert finding("record-gap", enrolled(), date(2026, 3, 9), plan).compliant
    assert finding("record-gap", enrolled(), date(2026, 3, 10), plan).since == date(2026, 3, 10)


def test_who_is_not_there_cannot_be_met_and_the_days_begin_with_the_return() -> None:
    for gone in (
        enrolled().lost("a", date(2026, 3, 10)).found_again("a", date(2026, 5, 1)),
        enrolled().restricted("a", date(2026, 3, 10)).restored("a", date(2026, 5, 1)),
    ):
        assert deadlines("record-gap", gone, date(2026, 4, 30)) == {}
        assert finding("record-gap", gone, date(2026, 5, 16)).compliant
        assert not finding("record-gap", gone, date(2026, 5, 17)).compliant


def test_a_leave_is_no_reason_not_to_be_in_contact() -> None:
    office = enrolled().on_leave("a", date(2026, 3, 10), date(2026, 4, 8), "county")
    assert not finding("record-gap", office, date(2026, 3, 18)).compliant


def test_who_has_left_is_met_no_more_and_who_has_come_is_from_then_on() -> None:
    assert deadlines("record-gap", enrolled().relocated("a", DAY + ONE_DAY), date(2026, 6, 1)) == {}
    there = an_office().received("a", date(2026, 3, 12), category="strict")
    assert finding("record-gap", there, date(2026, 3, 19)).compliant
    assert not finding("record-gap", there, date(2026, 3, 20)).compliant


def test_a_declaration_is_held_within_three_working_days() -> None:
    """2026-03-05 is the third after Monday the second."""
    assert finding("declaration", enrolled(), date(2026, 3, 5)).compliant
    found = finding("declaration", enrolled(), date(2026, 3, 6))
    assert (found.compliant, found.severity, found.law) == (False, "P2", "社区矫正法22")


@pytest.mark.parametrize(("held", "stage"), [(date(2026, 3, 5), "met"), (date(2026, 3, 6), "met-late")])
def test_a_declaration_is_in_time_or_late(held: date, stage: str) -> None:
    assert deadlines("declaration", enrolled().declared("a", held), held)["a"].stage == stage


def test_whoever_was_enrolled_before_declarations_are_entered_is_not_asked_about() -> None:
    plan = with_rule_from("declaration", DAY + ONE_DAY)
    assert deadlines("declaration", enrolled(), date(2026, 6, 1), plan) == {}
    plan = with_rule_from("declaration", DAY)
    assert not finding("declaration", enrolled(), date(2026, 6, 1), plan).compliant


def test_whoever_comes_from_another_office_was_declared_there() -> None:
    assert deadlines("declaration", an_office().received("a", DAY), date(2026, 6, 1)) == {}


@pytest.mark.parametrize(
    ("female", "minor", "has_woman", "has_minors_specialist", "compliant"),
    [
        (False, False, False, False, True),
        (True, False, False, True, False),
        (True, False, True, False, True),
        (False, True, True, False, False),
        (False, True, False, True, True),
        (True, True, True, True, True),
    ],
)
def test_a_womans_group_has_a_woman_and_a_minors_somebody_who_knows_minors(
    female: bool, minor: bool, has_woman: bool, has_minors_specialist: bool, compliant: bool
) -> None:
    office = enrolled(female=female, minor=minor)
    office = office.grouped("a", DAY, has_woman=has_woman, has_minors_specialist=has_minors_specialist)
    found = finding("correction-group", office, DAY)
    assert (found.compliant, found.figure) == (compliant, int(not compliant))
    assert found.severity == "P1"


def test_another_group_mends_it_and_the_end_of_the_stay_does() -> None:
    office = enrolled(female=True).grouped("a", DAY)
    assert finding("correction-group", office.grouped("a", DAY + ONE_DAY, has_woman=True), DAY + ONE_DAY).compliant
    assert finding("correction-group", office.relocated("a", DAY + ONE_DAY), DAY + ONE_DAY).compliant
