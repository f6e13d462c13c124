"""Lengths of time as the law counts them: 以上, 以内, 届满 include their end, 超过, 未满 do not (民法典 1259)."""

import calendar
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def add_days(day: date, days: int) -> date:
    """The last day of a term of so many days: the day of the event is not counted (民法典 201)."""
    return day + timedelta(days=days)


def add_months(day: date, months: int) -> date:
    """The corresponding day, or the month's last where it has none (民法典 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def add_years(day: date, years: int) -> date:
    return add_months(day, 12 * years)


def the_day_after(day: date) -> date:
    return day + ONE_DAY
