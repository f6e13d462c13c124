"""What stands in a workbook is found as it stands there, and what is written is never a formula."""

from datetime import date, datetime, time
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from shared.adapters.xlsx_workbooks import XlsxWorkbooks
from shared.ports.workbooks import EMPTY, Cell, Heading, Unreadable

MORNING = datetime.combine(date(2026, 3, 1), time(8, 30))


def read(*rows: list[object]) -> list[list[Cell]]:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)  # type: ignore[union-attr]
    file = BytesIO()
    workbook.save(file)
    [sheet] = XlsxWorkbooks().read(file.getvalue())
    return [list(row) for row in sheet.rows]


def test_each_kind_of_cell_is_known() -> None:
    [row] = read([" 文 ", 410105001, 1.5, True, date(2026, 3, 1), MORNING, "=1+1", "#N/A", "   ", None])
    assert [cell.kind for cell in row] == ["text", "number", "number", "truth", "day", "instant", "formula", "error"]
    assert [cell.value for cell in row[:6]] == ["文", 410105001, 1.5, True, date(2026, 3, 1), MORNING]


def test_empty_cells_and_rows_keep_their_places() -> None:
    assert read([None, "b"], [], ["c"]) == [[EMPTY, Cell("text", "b")], [], [Cell("text", "c")]]


@pytest.mark.parametrize("said", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_what_looks_like_a_formula_is_text(said: str) -> None:
    writer = XlsxWorkbooks().writer()
    writer.begin("表", [Heading(zh="甲", en="a"), Heading(zh="乙", en="b", form="day")])
    writer.write([(said, date(2026, 3, 1)), ("坏\x00字", None)])
    with writer.end() as file:
        sheet = load_workbook(file)["表"]
    assert (sheet["A3"].value, sheet["A3"].data_type, sheet["A3"].quotePrefix) == (said, "s", True)
    assert (sheet["B3"].number_format, sheet["A4"].value, sheet.freeze_panes) == ("yyyy-mm-dd", "坏 字", "A3")


@pytest.mark.parametrize("content", [b"", b"PK", b"a,b\n1,2\n", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_workbook_is_told_so(content: bytes) -> None:
    with pytest.raises(Unreadable):
        XlsxWorkbooks().read(content)
