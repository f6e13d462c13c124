"""Synthetic persons. None of them exists: chance makes them, and their names say so (张某0123)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from shared.kernel.identity_number import check_digit

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
AREA = "410100"
YEAR_DAYS = 365


class Chance(Random):
    """Chance that comes out the same for the same seed."""

    def likely(self, share: float) -> bool:
        return self.random() < share

    def day(self, first: date, last: date) -> date:
        """From the first to the last, both included; the last where the first is later."""
        return last - timedelta(days=self.randint(0, max(0, (last - first).days)))

    def ago(self, today: date, nearest: int, farthest: int) -> date:
        """So many days before today; negative: after it."""
        return today - timedelta(days=self.randint(nearest, farthest))


@dataclass(frozen=True)
class Ages:
    """In full years, on a day; both included."""

    youngest: int
    oldest: int


ADULTS = Ages(19, 70)
MINORS = Ages(16, 16)
AT_WORK = Ages(23, 45)


class People:
    """Everybody has another number than everybody else."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._named = 0
        self._numbers: set[str] = set()

    def name(self) -> str:
        self._named += 1
        return f"{self._chance.choice(SURNAMES)}某{self._named:04}"

    def person(self, ages: Ages, on: date, *, female: bool) -> Mapping[str, str]:
        """Of that age on that day: a name, and a number whose check digit is right (GB 11643)."""
        return {"name": self.name(), "id_number": self._number(ages, on, female=female)}

    def _number(self, ages: Ages, on: date, *, female: bool) -> str:
        while True:
            days = self._chance.randint(ages.youngest * YEAR_DAYS + 20, (ages.oldest + 1) * YEAR_DAYS - 20)
            born = on - timedelta(days=days)
            order = 2 * self._chance.randint(0, 499) + (0 if female else 1)
            first = f"{AREA}{born:%Y%m%d}{order:03}"
            number = first + check_digit(first)
            if number not in self._numbers:
                self._numbers.add(number)
                return number
