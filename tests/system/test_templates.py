"""Each template knows every field of its body and every word of its choices, and its example could be entered."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from services.corrections.api import imports as corrections
from services.roster.api import imports as roster
from shared.ports.workbooks import EMPTY, Cell
from shared.runtime.entries import Entry, Head, read_cells
from shared.runtime.templates import Column, Template, steps

TEMPLATES = (*roster.TEMPLATES, *corrections.TEMPLATES)


def fields_of(body: type[BaseModel], within: str = "") -> Iterator[str]:
    for name in body.model_fields:
        *_, (_, kinds) = steps(body, name)
        inner = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]
        yield from fields_of(inner[0], f"{within}{name}.") if inner else [f"{within}{name}"]


def literals(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for each in get_args(annotation):
            yield from literals(each)


def cell(value: Any) -> Cell:
    return EMPTY if value is None else Cell("day" if isinstance(value, date) else "text", value)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.kind)
def test_every_field_has_a_column_and_every_code_a_word(template: Template) -> None:
    assert {column.field for column in template.columns} == set(fields_of(template.body))
    for column in template.columns:
        *_, (info, _) = steps(template.body, column.field)
        assert set(literals(info.annotation)) == set(column.words.values()), column.field


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.kind)
def test_its_example_fits_its_columns(template: Template) -> None:
    cells = {column.field: cell(column.example) for column in template.columns if column.example is not None}
    entry = Entry(head=Head(template=template, sheet="", places={}), row=3, cells=cells)
    read_cells(entry)
    assert entry.faults == []
    assert {column.field for column in template.columns if template.required(column)} <= set(entry.values)


def test_a_column_of_choices_fits_into_excels_list() -> None:
    """A list that stands in the sheet itself has 255 characters at most."""
    columns: list[Column] = [column for template in TEMPLATES for column in template.columns]
    assert max(len(",".join(dict.fromkeys(column.words))) for column in columns) <= 255
