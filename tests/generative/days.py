"""The days on which random histories happen."""

from datetime import date, timedelta

from hypothesis import strategies as st

FIRST = date(2025, 12, 1)
SPAN = 75

days = st.integers(0, SPAN).map(lambda number: FIRST + timedelta(days=number))
# Often the same few, so that much happens on one day.
busy_days = st.one_of(days, st.sampled_from([FIRST + timedelta(days=number) for number in (10, 11, 12, 40)]))


def days_from(first: date) -> st.SearchStrategy[date]:
    return busy_days.map(lambda day: max(first, day))
