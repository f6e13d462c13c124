"""Working days: weekends and holidays are none, weekends worked in exchange (调休) are, as each year's table says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from shared.kernel.periods import the_day_after

SATURDAY = 5
NOVEMBER = 11


class Term(NamedTuple):
    """The last day of a term; where it cannot be computed, since a year is missing: the earliest that it may be."""

    last: date
    computable: bool = True


class YearTable(NamedTuple):
    """What the State Council's notice for a year says: days `off`, and weekend days `worked` in exchange.

    Some of them may lie in the last December.
    """

    off: frozenset[date]
    worked: frozenset[date]


@dataclass(frozen=True)
class LegalCalendar:
    """A year whose table is missing is said to be so, and never guessed."""

    tables: Mapping[int, YearTable]

    def knows(self, day: date) -> bool:
        return day.year in self.tables

    def rests(self, day: date) -> bool:
        """Of a day whose year is known."""
        return day in self._off or (day.weekday() >= SATURDAY and day not in self._worked)

    def roll(self, day: date) -> Term:
        """A term that ends on a day of rest ends on the next working day (民法典 203, 刑事诉讼法 105)."""
        while self.knows(day) and self.rests(day):
            day = the_day_after(day)
        return Term(day, self.knows(day))

    def add_working_days(self, day: date, number: int) -> Term:
        """The last of so many working days after the day: that of the event is not counted (民法典 201)."""
        computable = True
        while number:
            day = the_day_after(day)
            computable = computable and self.knows(day)
            number -= not (self.knows(day) and self.rests(day))
        return Term(day, computable)

    def missing(self, today: date) -> tuple[int, ...]:
        """Years whose table is wanted: this one, and from November on the next."""
        wanted = (today.year, today.year + 1) if today.month >= NOVEMBER else (today.year,)
        return tuple(year for year in wanted if year not in self.tables)

    @cached_property
    def _off(self) -> frozenset[date]:
        return frozenset().union(*(table.off for table in self.tables.values()))

    @cached_property
    def _worked(self) -> frozenset[date]:
        return frozenset().union(*(table.worked for table in self.tables.values()))


NO_CALENDAR = LegalCalendar({})
