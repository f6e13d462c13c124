"""An operator is reminded once a day, for as long as something is missing."""

from datetime import UTC, date, datetime, timedelta

from structlog.testing import capture_logs

from shared.adapters.fixed_clock import FixedClock
from shared.runtime.reminder import Reminder, reminded
from tests.examples.plans import ZHENGZHOU


async def test_next_years_holidays_are_asked_for_every_day_of_november() -> None:
    clock = FixedClock(datetime(2026, 10, 31, 4, tzinfo=UTC))
    work = reminded(Reminder(clock, "holidays-missing", ZHENGZHOU.calendar.missing), nothing)
    told = []
    for _ in range(3):
        with capture_logs() as lines:
            assert [await work(), await work()] == [7, 7]
        told.append([line["missing"] for line in lines])
        clock.advance(timedelta(days=1))
    assert clock.today() == date(2026, 11, 3)
    assert told == [[], [[2027]], [[2027]]]


async def nothing() -> int:
    return 7
