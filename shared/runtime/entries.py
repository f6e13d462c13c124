"""From a sheet's cells to the bodies of the API, with every fault at its place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from shared.contract.codec import plain
from shared.ports.workbooks import EMPTY, Cell, Sheet
from shared.runtime import reasons
from shared.runtime.bodies import Body, too_far
from shared.runtime.cells import Unfit, fitted
from shared.runtime.reasons import Reason
from shared.runtime.templates import NOTE, NOTE_EN, PASSED_OVER, Column, Template

VALUE_MAX = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What is wrong where. `cell` is none where the whole row, or the whole sheet, is meant."""

    sheet: str
    row: int
    column: str | None = None
    field: str | None = None
    head: str | None = None
    cell: Cell | None = None
    reason: Reason
    rule: str | None = None
    article: int | None = None

    def told(self, values: bool) -> Mapping[str, Any]:
        """For the answer. What stands in the cell is told to nobody who may not see personal data."""
        shown: dict[str, Any] = {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "head": self.head,
            "field": self.field,
            "value_class": self.cell.kind if self.cell else None,
            "reason": self.reason.en,
            "text": {"zh": self.reason.zh, "en": self.reason.en},
        }
        if values and self.cell and self.cell.value is not None:
            shown["value"] = str(plain(self.cell.value))[:VALUE_MAX]
        if self.rule:
            shown |= {"rule": self.rule, "article": self.article}
        return shown


@dataclass(frozen=True, kw_only=True)
class Head:
    """Which column stands where."""

    template: Template
    sheet: str
    places: Mapping[str, int]

    def fault(self, row: int, column: Column | None, cell: Cell | None, reason: Reason, **rule: Any) -> Fault:
        place = self.places.get(column.field) if column else None
        return Fault(
            sheet=self.sheet,
            row=row,
            column=letter(place) if place is not None else None,
            field=column.field if column else None,
            head=column.zh if column else None,
            cell=cell,
            reason=reason,
            **rule,
        )

    def column(self, field: str) -> Column | None:
        """The column of a field, or the first within it."""
        columns = self.template.columns
        return next((column for column in columns if column.field == field), None) or next(
            (column for column in columns if column.field.startswith(f"{field}.")), None
        )


@dataclass(kw_only=True)
class Entry:
    """A row: its cells by field, and what was made of them. `faults` are its own; `created`: it makes something new."""

    head: Head
    row: int
    cells: Mapping[str, Cell]
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    body: Body | None = None
    created: bool = False

    def wrong(self, field: str | None, reason: Reason, **rule: Any) -> None:
        column = self.head.column(field) if field else None
        cell = self.cells.get(column.field, EMPTY) if column else None
        self.faults.append(self.head.fault(self.row, column, cell, reason, **rule))

    @property
    def wrong_fields(self) -> set[str | None]:
        return {fault.field for fault in self.faults}


def letter(place: int) -> str:
    """0 is A, 26 is AA."""
    before, own = divmod(place, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + own)


def head_of(template: Template, sheet: Sheet) -> tuple[Head, list[Fault]]:
    """By the first row: each column by its Chinese head or by its field."""
    named = {name: column for column in template.columns for name in (column.zh, column.field)}
    places: dict[str, int] = {}
    faults: list[Fault] = []
    for place, cell in enumerate(sheet.rows[0] if sheet.rows else ()):
        said = str(cell.value).rstrip("*＊ ") if cell.value is not None else ""
        if said in ("", NOTE, NOTE_EN):
            continue
        wrong = None if said in named else reasons.HEAD_UNKNOWN
        if wrong is None and named[said].field in places:
            wrong = reasons.HEAD_TWICE
        if wrong:
            faults.append(Fault(sheet=sheet.title, row=1, column=letter(place), cell=cell, reason=wrong))
        else:
            places[named[said].field] = place
    head = Head(template=template, sheet=sheet.title, places=places)
    missing = [each for each in template.columns if template.required(each) and each.field not in places]
    faults += [head.fault(1, column, None, reasons.HEAD_MISSING) for column in missing]
    return head, faults


def entries_of(head: Head, sheet: Sheet) -> Iterator[Entry]:
    """Every row below the heads that has anything, and is no example."""
    names = {column.field for column in head.template.columns} | {NOTE_EN}
    first = [str(cell.value).rstrip("*＊ ") for cell in sheet.rows[0]] if sheet.rows else []
    notes = [place for place, said in enumerate(first) if said in (NOTE, NOTE_EN)]
    for number, row in enumerate(sheet.rows[1:], 2):
        if number == 2 and row and all(cell is EMPTY or cell.value in names for cell in row):
            continue
        said = str(row[notes[0]].value) if notes and notes[0] < len(row) else ""
        cells = {name: row[place] for name, place in head.places.items() if place < len(row)}
        if said.lower().startswith(PASSED_OVER) or all(cell is EMPTY for cell in cells.values()):
            continue
        yield Entry(head=head, row=number, cells={name: cell for name, cell in cells.items() if cell is not EMPTY})


def read_cells(entry: Entry) -> None:
    """Each cell to what the body's field is given."""
    template = entry.head.template
    for column in template.columns:
        if column.field in entry.cells:
            try:
                entry.values[column.field] = fitted(entry.cells[column.field], template.wanted(column), column.words)
            except Unfit as unfit:
                entry.wrong(column.field, unfit.reason)


def validate(entry: Entry, today: date) -> None:
    """The body's own rules, those of the API; what is wrong already is not told twice."""
    template = entry.head.template
    try:
        body = template.body.model_validate(nested(entry.values))
    except ValidationError as fault:
        for error in fault.errors():
            told(entry, error, template.said)
        return
    for name in days_too_far(body, today):
        entry.wrong(name, reasons.TOO_FAR)
    entry.body = None if entry.faults else body


def told(entry: Entry, error: Mapping[str, Any], said: Mapping[str, str]) -> None:
    """At its column; a missing group of fields at each of its columns that must be filled in."""
    field = ".".join(map(str, error["loc"]))
    columns = [c for c in entry.head.template.columns if c.field == field or c.field.startswith(f"{field}.")]
    wrong: Sequence[str | None] = [column.field for column in columns] if field and columns else [field or None]
    for name in wrong:
        known = entry.wrong_fields
        if name not in known and (name is None or error["type"] != "missing" or name in entry.head.places):
            entry.wrong(name, reasons.of_validator(error, said))


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """`approval.day` becomes the day within the approval."""
    body: dict[str, Any] = {}
    for path, value in values.items():
        *groups, name = path.split(".")
        within = body
        for group in groups:
            within = within.setdefault(group, {})
        within[name] = value
    return body


def days_too_far(body: Body, today: date) -> Iterator[str]:
    """Also in what lies within."""
    yield from too_far(body, today)
    for name, part in body:
        if isinstance(part, Body):
            yield from (f"{name}.{inner}" for inner in days_too_far(part, today))
