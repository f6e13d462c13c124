"""The tables of a plan's file, read so that every fault can say where it is."""

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """The same in Chinese and in English, with placeholders in braces."""

    zh: str
    en: str


class FaultyPlan(Exception):
    """The plan cannot be used. `where` is the path of a key, as in `numbers.mediators-min[0].value`."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where, self.reason = where, reason


@dataclass(frozen=True)
class Table:
    """One table, and the path of its key. What is read and not as it must be raises FaultyPlan."""

    where: str
    content: Mapping[str, Any]

    def path(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key

    def fault(self, key: str, reason: str) -> FaultyPlan:
        return FaultyPlan(self.path(key), reason)

    def only(self, *keys: str) -> None:
        for key in self.content:
            if key not in keys:
                raise self.fault(key, "is not known")

    def table(self, key: str) -> "Table":
        content = self.content.get(key)
        if not isinstance(content, Mapping):
            raise self.fault(key, "must be a table")
        return Table(self.path(key), content)

    def versions(self, key: str) -> tuple["Table", ...]:
        """An array of tables, each with a later `from` than the one before."""
        rows = self.content.get(key)
        if not isinstance(rows, list) or not rows or not all(isinstance(row, Mapping) for row in rows):
            raise self.fault(key, "must be one or more tables in double brackets")
        tables = tuple(Table(f"{self.path(key)}[{index}]", row) for index, row in enumerate(rows))
        for earlier, later in pairwise(tables):
            if earlier.day("from") >= later.day("from"):
                raise later.fault("from", "must be later than in the table before")
        return tables

    def text(self, key: str) -> str:
        text = self.content.get(key)
        if not isinstance(text, str) or not text.strip():
            raise self.fault(key, "must be a text")
        return text

    def one_of(self, key: str, options: tuple[str, ...]) -> str:
        text = self.text(key)
        if text not in options:
            raise self.fault(key, f"must be one of {', '.join(options)}")
        return text

    def some_of(self, key: str, options: tuple[str, ...]) -> tuple[str, ...]:
        texts = self.content.get(key)
        if not isinstance(texts, list) or not all(text in options for text in texts):
            raise self.fault(key, f"must be a list of some of {', '.join(options)}")
        return tuple(texts)

    def pattern(self, key: str, *parts: str) -> str:
        """A regular expression with these named groups."""
        text = self.text(key)
        try:
            there = re.compile(text).groupindex
        except re.error as fault:
            raise self.fault(key, f"must be a regular expression: {fault}") from None
        if missing := [part for part in parts if part not in there]:
            raise self.fault(key, f"must have a group named {', '.join(missing)}")
        return text

    def integer(self, key: str, least: int, most: int) -> int:
        number = self.content.get(key)
        if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= most:
            raise self.fault(key, f"must be a whole number from {least} to {most}")
        return number

    def truth(self, key: str) -> bool:
        truth = self.content.get(key)
        if not isinstance(truth, bool):
            raise self.fault(key, "must be true or false")
        return truth

    def day(self, key: str) -> date:
        day = self.content.get(key)
        if not isinstance(day, date) or isinstance(day, datetime):
            raise self.fault(key, "must be a day")
        return day

    def words(self, key: str, *fields: str) -> Words:
        """The same in each language; a placeholder that nobody fills is a fault."""
        table = self.table(key)
        table.only(*LANGUAGES)
        for language in LANGUAGES:
            if not placeholders(table.text(language)) <= set(fields):
                raise table.fault(language, f"may have no placeholders but: {', '.join(fields) or 'none'}")
        return Words(table.text("zh"), table.text("en"))


def placeholders(template: str) -> set[str]:
    """What stands in braces, with its format, which nobody fills; of a template that cannot be read, all of it."""
    try:
        fields = tuple(string.Formatter().parse(template))
    except ValueError:
        return {template}
    return {
        name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
        for _, name, form, conversion in fields
        if name is not None
    }
