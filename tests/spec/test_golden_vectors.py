"""How the words count: the vectors that were computed beforehand, with China's real holidays (民法典 201-203, 1259)."""

from datetime import date

import pytest

from shared.kernel.periods import add_days, add_months, add_years
from tests.examples.judged import deadlines, finding
from tests.examples.offices import an_office
from tests.examples.plans import CALENDAR
from tests.examples.told_of_roster import ESTABLISHED


@pytest.mark.parametrize(
    ("begins", "days", "last"),
    [
        (date(2026, 9, 28), 10, date(2026, 10, 8)),  # a working day
        (date(2026, 9, 24), 10, date(2026, 10, 8)),  # 10-04 lies in National Day's week
        (date(2026, 2, 10), 10, date(2026, 2, 24)),  # 02-20 lies in Spring Festival
        (date(2026, 1, 1), 30, date(2026, 2, 2)),  # 01-31 is a Saturday
        (date(2025, 12, 2), 30, date(2026, 1, 4)),  # New Year's Day; Sunday the 4th is worked in exchange
    ],
)
def test_a_term_of_law_rolls_to_the_next_working_day(begins: date, days: int, last: date) -> None:
    assert CALENDAR.roll(add_days(begins, days)) == (last, True)


def test_six_months_of_secondment_and_three_end_with_february() -> None:
    assert add_months(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert add_months(date(2025, 11, 30), 3) == date(2026, 2, 28)


def test_five_years_of_service_from_a_leap_day_end_on_the_last_of_february() -> None:
    assert add_years(date(2024, 2, 29), 5) == date(2029, 2, 28)


@pytest.mark.parametrize(("offenders", "required"), [(0, 0), (15, 1), (16, 2), (30, 2), (31, 3)])
def test_so_many_offenders_need_so_many_workers(offenders: int, required: int) -> None:
    found = finding("correction-ratio", an_office().with_offenders(offenders, ESTABLISHED), date(2026, 3, 2))
    assert (found.required, found.compliant) == (required, required == 0)


def test_a_post_vacated_a_year_ago_complies_today_and_not_tomorrow() -> None:
    vacated = date(2025, 3, 1)
    office = an_office().approved("p", ESTABLISHED).taken("p", "a", ESTABLISHED).vacated("p", "a", vacated)
    assert deadlines("vacancy", office, date(2026, 3, 1))["p"].due == date(2026, 3, 1)
    assert finding("vacancy", office, date(2026, 3, 1)).compliant
    assert not finding("vacancy", office, date(2026, 3, 2)).compliant
