"""Workbooks as Excel keeps them, by openpyxl: zipped XML from strangers, so it is measured before it is parsed."""

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO
from tempfile import TemporaryFile
from typing import Any, BinaryIO
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.xml import DEFUSEDXML, LXML

from shared.ports.workbooks import EMPTY, Cell, CellKind, Heading, Sheet, TooLarge, Unreadable, Value

ROWS_MAX = 5_000
HEAD_ROWS = 2
COLUMNS_MAX = 100
SHEETS_MAX = 20
PARTS_MAX = 500
UNPACKED_MAX = 32 * 1024 * 1024
MARKUP_MAX = 2_000_000
CHUNK = 64 * 1024
VALIDATED_ROWS = 2_000

FORMATS = {"text": "@", "day": "yyyy-mm-dd", "number": "General"}
HEAD_FONT, HEAD_FILL = Font(bold=True), PatternFill("solid", fgColor="DDEBF7")
LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@")
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
KINDS: dict[str, CellKind] = {"n": "number", "b": "truth", "f": "formula", "e": "error"}

if not (DEFUSEDXML or LXML):
    raise ImportError("defusedxml is missing: without it a workbook could swell while it is parsed")


class XlsxWorkbooks:
    """Reads and writes .xlsx."""

    def read(self, content: bytes) -> Sequence[Sheet]:
        """Raises Unreadable, TooLarge."""
        try:
            measure(content)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of what it passes over: extensions, odd styles
                return sheets(content)
        except TooLarge:
            raise
        except Exception as fault:  # a stranger's file: whatever the parser stumbles over
            raise Unreadable(type(fault).__name__) from fault

    def writer(self) -> "XlsxWriter":
        return XlsxWriter()


def measure(content: bytes) -> None:
    """What it unpacks to, and how much markup that has: a parser keeps an object for each. Raises TooLarge.

    A part never unpacks to more than the archive says of it: zipfile reads no further.
    """
    with ZipFile(BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > PARTS_MAX or sum(part.file_size for part in parts) > UNPACKED_MAX:
            raise TooLarge(f"a workbook unpacks to at most {UNPACKED_MAX} bytes in {PARTS_MAX} parts")
        markup = 0
        for part in parts:
            with archive.open(part) as opened:
                while chunk := opened.read(CHUNK):
                    markup += chunk.count(b"<")
                    if markup > MARKUP_MAX:
                        raise TooLarge("a workbook has at most two million marks of XML")


def sheets(content: bytes) -> Sequence[Sheet]:
    workbook = load_workbook(BytesIO(content), read_only=True, keep_links=False)
    try:
        if len(workbook.worksheets) > SHEETS_MAX:
            raise TooLarge(f"a workbook has at most {SHEETS_MAX} sheets")
        return [Sheet(str(sheet.title), tuple(rows(sheet))) for sheet in workbook.worksheets]
    finally:
        workbook.close()


def rows(sheet: Any) -> Iterator[Sequence[Cell]]:
    """What the file says of its own size is not believed: no row beyond the last that may be is asked for."""
    beyond = ROWS_MAX + HEAD_ROWS + 1
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_row=beyond, max_col=COLUMNS_MAX), 1):
        if number == beyond:
            raise TooLarge(f"a sheet has at most {ROWS_MAX} rows; delete the empty ones beneath, too")
        yield trimmed([found(cell) for cell in row])


def trimmed(cells: list[Cell]) -> Sequence[Cell]:
    while cells and cells[-1] is EMPTY:
        cells.pop()
    return tuple(cells)


def found(cell: Any) -> Cell:
    match cell.value:
        case None:
            return EMPTY
        case str() as text if cell.data_type == "s":
            return Cell("text", text.strip()) if text.strip() else EMPTY
        case datetime() as instant:
            return Cell("day", instant.date()) if instant.time() == time() else Cell("instant", instant)
        case bool() | int() | float() | str() as value:
            return Cell(KINDS.get(cell.data_type, "error"), value)
        case _:
            return Cell("formula" if cell.data_type == "f" else "error")


class XlsxWriter:
    """Rows go to a file at once; nothing of them stays in memory."""

    def __init__(self) -> None:
        self._workbook = Workbook(write_only=True)
        self._sheet: Any = None
        self._forms: Sequence[str] = ()

    def begin(self, title: str, headings: Sequence[Heading]) -> None:
        """The next sheet, with two rows of heads that stay in sight."""
        self._sheet = self._workbook.create_sheet(title)
        self._forms = [heading.form for heading in headings]
        self._sheet.freeze_panes = f"A{HEAD_ROWS + 1}"
        for number, heading in enumerate(headings, 1):
            letter = get_column_letter(number)
            self._sheet.column_dimensions[letter].width = heading.width
            self._sheet.column_dimensions[letter].number_format = FORMATS[heading.form]
            if heading.choices:
                self._sheet.data_validations.append(list_of(heading.choices, letter))
        for head in ([heading.zh for heading in headings], [heading.en for heading in headings]):
            self._sheet.append([self._head(text) for text in head])

    def write(self, rows: Iterable[Sequence[Value]]) -> None:
        """Into the sheet that was begun last."""
        for row in rows:
            self._sheet.append([self._cell(value, form) for value, form in zip(row, self._forms, strict=True)])

    def abandon(self) -> None:
        """The library keeps the rows of each sheet in a file until the whole is saved."""
        for sheet in self._workbook.worksheets:
            sheet.close()
            sheet._writer.cleanup()  # type: ignore[attr-defined]  # noqa: SLF001 - what save would have done

    def end(self) -> BinaryIO:
        """Kept on the disk without a name, until it is closed."""
        file = TemporaryFile()  # noqa: SIM115 - whoever reads it closes it
        self._workbook.save(file)
        file.seek(0)
        return file

    def _head(self, text: str) -> Any:
        cell = WriteOnlyCell(self._sheet, text)
        cell.font, cell.fill = HEAD_FONT, HEAD_FILL
        return cell

    def _cell(self, value: Value, form: str) -> Any:
        if value is None:
            return None
        if isinstance(value, str):
            return self._text(NOT_IN_XML.sub(" ", value))
        if isinstance(value, datetime):
            value = value.replace(tzinfo=None)
        cell: Any = WriteOnlyCell(self._sheet)
        cell.value = value
        if isinstance(value, date) and form == "day":
            cell.number_format = FORMATS["day"]
        return cell

    def _text(self, text: str) -> Any:
        """Also where it begins like a formula; and it stays text when somebody edits it."""
        cell = WriteOnlyCell(self._sheet, text)
        cell.data_type = "s"
        cell.number_format = FORMATS["text"]
        if text.startswith(LOOKS_LIKE_A_FORMULA):
            cell.quotePrefix = True
        return cell


def list_of(choices: Sequence[str], letter: str) -> DataValidation:
    validation = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
    validation.showErrorMessage = True
    validation.add(f"{letter}{HEAD_ROWS + 1}:{letter}{HEAD_ROWS + VALIDATED_ROWS}")
    return validation
