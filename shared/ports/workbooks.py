"""Workbooks: sheets of cells, as bureaus keep their registers and want their reports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO, Literal, Protocol

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Value = str | int | float | bool | date | datetime | None
CellKind = Literal["empty", "text", "number", "day", "instant", "truth", "formula", "error"]
Form = Literal["text", "day", "number"]


class Unreadable(Exception):
    """It is no workbook, or a broken one."""


class TooLarge(Exception):
    """More rows, parts or markup than a workbook may have here."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What was found in a cell, and of which kind it is. Text has no blanks around it, and is never empty."""

    kind: CellKind = "empty"
    value: Value = None


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it was read: `rows` from the first one on, each as far as it has anything."""

    title: str
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A column that is written: its head in both languages, its form, and what may be chosen in its cells."""

    zh: str
    en: str
    form: Form = "text"
    width: int = 14
    choices: tuple[str, ...] = ()


class Writer(Protocol):
    """One workbook, written sheet by sheet and row by row: what was written takes no memory any more."""

    def begin(self, title: str, headings: Sequence[Heading]) -> None:
        """The next sheet. Its first row is Chinese, its second English."""
        ...

    def write(self, rows: Iterable[Sequence[Value]]) -> None:
        """Into the sheet that was begun last. Text stays text, also where it looks like a formula."""
        ...

    def abandon(self) -> None:
        """Lets go of what was written, where it did not come to its end."""
        ...

    def end(self) -> BinaryIO:
        """The whole workbook, from its beginning; whoever reads it closes it."""
        ...


class Workbooks(Protocol):
    """The one format in which workbooks are read and written."""

    def read(self, content: bytes) -> Sequence[Sheet]:
        """Raises Unreadable, TooLarge. Takes its time: not for the loop."""
        ...

    def writer(self) -> Writer: ...
