"""The tables of a file of holidays: which days were, or will be, off, and which weekends are worked instead."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from shared.kernel.legal_calendar import YearTable

COLUMNS = ["year", "day", "is", "occasion"]
OFF, WORKED = "off", "worked"
YEARS = range(1949, 2200)


class FaultyHolidays(Exception):
    """The file cannot be used. `line`: where."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line, self.reason = line, reason


def year_tables(lines: Iterable[str]) -> Mapping[int, YearTable]:
    """By the year of the State Council's notice, which may name days of the last December. Raises FaultyHolidays."""
    rows = csv.reader(lines)
    if next(rows, None) != COLUMNS:
        raise FaultyHolidays(1, f"the columns are {', '.join(COLUMNS)}")
    days: dict[int, dict[str, set[date]]] = defaultdict(lambda: {OFF: set(), WORKED: set()})
    for cells in rows:
        year, day, what = row_of(cells, rows.line_num)
        if day in days[year][OFF] | days[year][WORKED]:
            raise FaultyHolidays(rows.line_num, f"{day} stands there twice")
        days[year][what].add(day)
    return {year: YearTable(frozenset(those[OFF]), frozenset(those[WORKED])) for year, those in days.items()}


def row_of(cells: list[str], line: int) -> tuple[int, date, str]:
    if len(cells) != len(COLUMNS):
        raise FaultyHolidays(line, f"a line has {len(COLUMNS)} cells")
    try:
        year, day = int(cells[0]), date.fromisoformat(cells[1])
    except ValueError:
        raise FaultyHolidays(line, "a year is a number, and a day YYYY-MM-DD") from None
    if year not in YEARS or not date(year - 1, 12, 1) <= day <= date(year, 12, 31):
        raise FaultyHolidays(line, f"{day} is not of {year}, nor of the December before")
    if cells[2] not in (OFF, WORKED):
        raise FaultyHolidays(line, f"a day is {OFF} or {WORKED}")
    return year, day, cells[2]
