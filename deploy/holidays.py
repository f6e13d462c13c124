"""Writes the file of holidays that is delivered, from PyPI's chinesecalendar: `python -m deploy.holidays`."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from chinese_calendar import Holiday
from chinese_calendar.constants import holidays, workdays

from services.compliance.core.holiday_file import COLUMNS, OFF, WORKED
from services.compliance.main import HOLIDAYS

DECEMBER = 12


def rows() -> Iterator[tuple[int, date, str, str]]:
    """Of the next year's notice are the days of December around New Year."""
    for what, days in ((OFF, holidays), (WORKED, workdays)):
        for day, name in days.items():
            occasion = Holiday(name)
            ahead = day.month == DECEMBER and occasion is Holiday.new_years_day
            yield day.year + ahead, day, what, occasion.chinese


def write(file: Path = HOLIDAYS) -> None:
    with file.open("w", encoding="utf-8", newline="") as written:
        writer = csv.writer(written, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(sorted(rows()))


if __name__ == "__main__":
    write()
