"""Townships from a CSV file, and who manages them where that is not the county of their code."""

import csv
import gzip
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

COLUMNS = ("code", "name", "county_code", "county", "statutory")
OVERLAY_COLUMNS = ("township_code", "county_code", "county", "since", "note")
MAY_BE_EMPTY = ("since", "note")
CODE = re.compile(r"[0-9A-Z]{4,20}")
TRUTH = {"true": True, "false": False}


class FaultyTable(ValueError):
    """The file, the line, and what is wrong there."""

    def __init__(self, file: Path, line: int, what: str) -> None:
        super().__init__(f"{file}:{line}: {what}")


@dataclass(frozen=True, kw_only=True)
class Township:
    """As `POST /roster/townships` takes it. `county_code` is the managing unit."""

    code: str
    name: str
    county_code: str
    county: str
    statutory: bool


@dataclass(frozen=True)
class Line:
    """One line of a file, its cells by column."""

    file: Path
    number: int
    cells: Mapping[str, str]

    def code(self, column: str) -> str:
        if not CODE.fullmatch(self.cells[column]):
            raise self.faulty(f"{column} is {self.cells[column]!r}, and no code: 4 to 20 digits or capital letters")
        return self.cells[column]

    def truth(self, column: str) -> bool:
        if self.cells[column] not in TRUTH:
            raise self.faulty(f"{column} is {self.cells[column]!r}; it is true or false")
        return TRUTH[self.cells[column]]

    def faulty(self, what: str) -> FaultyTable:
        return FaultyTable(self.file, self.number, what)


def read_townships(file: Path, overlay: Path | None = None) -> Sequence[Township]:
    """The townships in the order of their codes. Raises FaultyTable."""
    townships: dict[str, Township] = {}
    for line in lines(file, COLUMNS):
        township = Township(
            code=line.code("code"),
            name=line.cells["name"],
            county_code=line.code("county_code"),
            county=line.cells["county"],
            statutory=line.truth("statutory"),
        )
        if township.code in townships:
            raise line.faulty(f"township {township.code} stands here for the second time")
        townships[township.code] = township
    managed = managed_elsewhere(overlay, townships) if overlay else {}
    return [managed.get(code, township) for code, township in sorted(townships.items())]


def managed_elsewhere(file: Path, townships: Mapping[str, Township]) -> Mapping[str, Township]:
    """The townships that the overlay names, each under the unit that it names."""
    managed: dict[str, Township] = {}
    for line in lines(file, OVERLAY_COLUMNS):
        code = line.code("township_code")
        if code not in townships:
            raise line.faulty(f"there is no township {code}")
        if code in managed:
            raise line.faulty(f"township {code} stands here for the second time")
        must_be_a_day(line, "since")
        managed[code] = replace(townships[code], county_code=line.code("county_code"), county=line.cells["county"])
    return managed


def must_be_a_day(line: Line, column: str) -> None:
    """Or empty, where the day is not known."""
    try:
        date.fromisoformat(line.cells[column] or date.max.isoformat())
    except ValueError:
        raise line.faulty(f"{column} is {line.cells[column]!r}; it is a day, YYYY-MM-DD, or empty") from None


def lines(file: Path, columns: Sequence[str]) -> Iterator[Line]:
    """Every line below the head, as long as it has just these columns and nothing is missing."""
    rows = list(numbered(file))
    number, head = rows[0] if rows else (1, [])
    if tuple(head) != tuple(columns):
        raise FaultyTable(file, number, f"the columns are {','.join(head)}; they must be {','.join(columns)}")
    for number, row in rows[1:]:
        if len(row) != len(columns):
            raise FaultyTable(file, number, f"{len(row)} cells under {len(columns)} columns")
        cells = dict(zip(columns, (cell.strip() for cell in row), strict=True))
        empty = [column for column, cell in cells.items() if not cell and column not in MAY_BE_EMPTY]
        if empty:
            raise FaultyTable(file, number, f"{', '.join(empty)} must not be empty")
        yield Line(file, number, cells)


def numbered(file: Path) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number of their last line; empty lines are passed over."""
    try:
        with (gzip.open if file.suffix == ".gz" else open)(file, "rt", encoding="utf-8-sig", newline="") as text:
            reader = csv.reader(text, strict=True)
            yield from ((reader.line_num, row) for row in reader if row)
    except OSError as fault:
        raise FaultyTable(file, 0, f"cannot be read: {fault.strerror}") from fault
    except (UnicodeDecodeError, EOFError, csv.Error) as fault:
        raise FaultyTable(file, reader.line_num + 1, f"is no CSV in UTF-8: {fault}") from fault
