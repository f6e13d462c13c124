"""Terms as the law counts them: months and years end on the corresponding day, or on the month's last."""

from datetime import date

import pytest

from shared.kernel.periods import add_days, add_months, add_years, the_day_after


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2025, 3, 1), 12, date(2026, 3, 1)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
    ],
)
def test_a_term_of_months_ends_on_the_corresponding_day(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


def test_five_years_from_a_leap_day_end_on_the_last_of_february() -> None:
    assert add_years(date(2024, 2, 29), 5) == date(2029, 2, 28)


def test_the_day_of_the_event_is_not_counted() -> None:
    assert add_days(date(2026, 9, 28), 10) == date(2026, 10, 8)
    assert the_day_after(date(2026, 12, 31)) == date(2027, 1, 1)
