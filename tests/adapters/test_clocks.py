"""Both clocks, and the ids."""

from datetime import UTC, date, datetime, timedelta

from shared.adapters.fixed_clock import FixedClock
from shared.adapters.random_ids import new_id
from shared.adapters.system_clock import SHANGHAI, SystemClock

EVENING = datetime(2026, 3, 2, 15, 59, 59, tzinfo=UTC)


def test_the_machine_s_instant_and_shanghai_s_day() -> None:
    clock = SystemClock()
    before = datetime.now(UTC)  # noqa: TID251 - to compare with the clock itself
    now = clock.now()
    assert timedelta() <= now - before < timedelta(seconds=5)
    assert now.utcoffset() == timedelta(hours=8)
    assert clock.today() in (now.date(), clock.now().date())


def test_a_legal_day_that_is_given_moves_no_instant() -> None:
    clock = SystemClock(today=date(2031, 1, 1))
    assert clock.today() - date(2031, 1, 1) in (timedelta(), timedelta(days=1))  # a midnight may come in between
    assert abs(clock.now() - SystemClock().now()) < timedelta(seconds=5)


def test_midnight_is_shanghai_s() -> None:
    clock = FixedClock(EVENING)
    assert clock.today() == date(2026, 3, 2)
    clock.advance(timedelta(seconds=1))
    assert clock.today() == date(2026, 3, 3)
    assert clock.now() == datetime(2026, 3, 3, tzinfo=SHANGHAI)


def test_a_fixed_clock_s_day_can_be_set_and_moves_on_from_there() -> None:
    clock = FixedClock(EVENING, today=date(2027, 6, 30))
    assert (clock.now(), clock.today()) == (EVENING, date(2027, 6, 30))
    clock.advance(timedelta(seconds=1))
    assert clock.today() == date(2027, 7, 1)
    clock.set_today(date(2026, 1, 1))
    assert clock.today() == date(2026, 1, 1)
    assert clock.now() == EVENING + timedelta(seconds=1)


def test_ids_are_32_digits_and_sort_by_time() -> None:
    ids = [new_id() for _ in range(100)]
    assert ids == sorted(set(ids))
    assert {len(id) for id in ids} == {32}
    assert all(set(id) <= set("0123456789abcdef") for id in ids)
