"""A file of holidays is read or refused with its line; the bureau's own year takes the place of ours."""

from datetime import date
from pathlib import Path

import pytest

from services.compliance.core.holiday_file import FaultyHolidays, year_tables
from services.compliance.core.plan_file import FaultyPlan
from services.compliance.main import HOLIDAYS, read_calendar, read_plan
from shared.kernel.legal_calendar import Term, YearTable

HEAD = "year,day,is,occasion"
OWN = f"{HEAD}\n2027,2026-12-31,off,元旦\n2027,2027-01-01,off,元旦\n2027,2027-01-02,worked,元旦\n"


def test_a_table_is_that_of_the_notice_which_may_name_days_of_december() -> None:
    assert year_tables(OWN.splitlines()) == {
        2027: YearTable(frozenset({date(2026, 12, 31), date(2027, 1, 1)}), frozenset({date(2027, 1, 2)}))
    }


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        ([], 1),
        (["year,day"], 1),
        ([HEAD, "2027,2027-01-01,off"], 2),
        ([HEAD, "2027,2027-01-01,off,元旦", "soon,2027-01-02,off,元旦"], 3),
        ([HEAD, "2027,1.1.2027,off,元旦"], 2),
        ([HEAD, "2027,2027-01-01,free,元旦"], 2),
        ([HEAD, "2027,2026-11-30,off,元旦"], 2),
        ([HEAD, "2027,2028-01-01,off,元旦"], 2),
        ([HEAD, "0,2027-01-01,off,元旦"], 2),
        ([HEAD, "2027,2027-01-01,off,元旦", "2027,2027-01-01,worked,元旦"], 3),
    ],
)
def test_a_faulty_line_is_named(lines: list[str], line: int) -> None:
    with pytest.raises(FaultyHolidays) as fault:
        year_tables(lines)
    assert fault.value.line == line


def test_the_years_of_2004_to_2026_are_delivered() -> None:
    assert set(read_calendar(None).tables) == set(range(2004, 2027))


def test_the_file_that_is_delivered_is_what_chinesecalendar_knows(tmp_path: Path) -> None:
    holidays = pytest.importorskip("deploy.holidays")
    holidays.write(tmp_path / "holidays.csv")
    assert (tmp_path / "holidays.csv").read_bytes() == HOLIDAYS.read_bytes()


def test_a_bureau_loads_a_later_year_and_corrects_one_that_is_there(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(f"\ufeff{OWN}2026,2026-03-02,off,synthetic\n", encoding="utf-8")
    calendar = read_plan(more_holidays=own).calendar
    assert calendar.missing(date(2026, 11, 1)) == ()
    assert calendar.roll(date(2027, 1, 1)) == Term(date(2027, 1, 2))
    assert calendar.roll(date(2026, 3, 2)) == Term(date(2026, 3, 3))
    assert calendar.roll(date(2026, 10, 1)) == Term(date(2026, 10, 1))  # a year that is loaded stands for itself


@pytest.mark.parametrize("content", [b"year,day\n", b"\xff\xfe\x00", None])
def test_a_file_that_cannot_be_used_is_refused_with_its_name(tmp_path: Path, content: bytes | None) -> None:
    own = tmp_path / "own.csv"
    if content is not None:
        own.write_bytes(content)
    with pytest.raises(FaultyPlan, match=r"own\.csv"):
        read_plan(more_holidays=own)
