"""Working days, and terms that end on the next of them; where a year's table is missing, that is said."""

from datetime import date

import pytest

from shared.kernel.legal_calendar import NO_CALENDAR, LegalCalendar, Term, YearTable

# Invented: Thursday and Friday are off, and the Sunday before is worked for them.
THURSDAY, FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 3, day) for day in (5, 6, 7, 8, 9))
WORKED_SUNDAY = date(2026, 3, 1)
CALENDAR = LegalCalendar({2026: YearTable(frozenset({THURSDAY, FRIDAY}), frozenset({WORKED_SUNDAY}))})


def test_weekends_and_holidays_rest_and_a_weekend_worked_in_exchange_does_not() -> None:
    assert all(CALENDAR.rests(day) for day in (THURSDAY, FRIDAY, SATURDAY, SUNDAY))
    assert not any(CALENDAR.rests(day) for day in (MONDAY, WORKED_SUNDAY))


@pytest.mark.parametrize("ends", [THURSDAY, FRIDAY, SATURDAY, SUNDAY, MONDAY])
def test_a_term_that_ends_on_a_day_of_rest_ends_on_the_next_working_day(ends: date) -> None:
    assert CALENDAR.roll(ends) == Term(MONDAY)


def test_a_term_that_ends_on_a_weekend_worked_in_exchange_ends_there() -> None:
    assert CALENDAR.roll(WORKED_SUNDAY) == Term(WORKED_SUNDAY)


def test_working_days_pass_over_days_of_rest_and_the_day_of_the_event() -> None:
    assert CALENDAR.add_working_days(date(2026, 2, 28), 0) == Term(date(2026, 2, 28))
    assert CALENDAR.add_working_days(date(2026, 2, 28), 1) == Term(WORKED_SUNDAY)
    assert CALENDAR.add_working_days(date(2026, 2, 28), 4) == Term(date(2026, 3, 4))
    assert CALENDAR.add_working_days(date(2026, 2, 28), 5) == Term(MONDAY)


def test_in_a_year_without_a_table_nothing_is_guessed() -> None:
    saturday = date(2027, 1, 2)
    assert CALENDAR.roll(saturday) == Term(saturday, computable=False)
    assert NO_CALENDAR.roll(MONDAY) == Term(MONDAY, computable=False)


def test_working_days_that_reach_into_a_year_without_a_table_end_there_at_the_earliest() -> None:
    thursday = date(2026, 12, 31)
    assert CALENDAR.add_working_days(date(2026, 12, 30), 1) == Term(thursday)
    assert CALENDAR.add_working_days(thursday, 2) == Term(date(2027, 1, 2), computable=False)


def test_a_table_may_name_days_of_the_december_before() -> None:
    new_year = LegalCalendar({**CALENDAR.tables, 2027: YearTable(frozenset({date(2026, 12, 31)}), frozenset())})
    assert new_year.rests(date(2026, 12, 31))
    assert new_year.roll(date(2026, 12, 31)) == Term(date(2027, 1, 1))


def test_the_next_years_table_is_wanted_from_november_on() -> None:
    assert CALENDAR.missing(date(2026, 10, 31)) == ()
    assert CALENDAR.missing(date(2026, 11, 1)) == (2027,)
    assert CALENDAR.missing(date(2027, 3, 1)) == (2027,)
    assert CALENDAR.missing(date(2027, 12, 1)) == (2027, 2028)
    assert CALENDAR.missing(date(2025, 12, 1)) == (2025,)
