"""The plan as data: numbers, choices, lists, patterns, and what it provides for each rule, each from a day on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

from services.compliance.core.plan_file import Table, Words
from services.compliance.core.vocabulary import (
    ACTORS,
    BASES,
    CHECKED,
    CHOICES,
    COUNTED,
    LISTS,
    NUMBERS,
    PATTERNS,
    SEVERITIES,
    STATED,
    TIMED,
)
from shared.kernel.legal_calendar import NO_CALENDAR, LegalCalendar, Term

NUMBER_MAX = 100_000
ARTICLE_MAX = 14
NO_WORDS = Words("", "")

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated(Generic[Value]):
    """What the plan says from a day on. It rests on an article of its own, or on a law."""

    since: date
    value: Value
    article: int | None
    law: str | None
    basis: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """How bad it is when a rule is broken, who then acts, and the words for it.

    `text` speaks of the office, with {figure} and {required}, and `unrecorded` where nothing is on record; `due_soon`
    and `overdue` of one {due} day. `rolls`: a term that ends on a day of rest ends on the next working day.
    """

    severity: str
    who_acts: str
    text: Words
    unrecorded: Words = NO_WORDS
    due_soon: Words = NO_WORDS
    overdue: Words = NO_WORDS
    rolls: bool = False


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One city's plan. The versions of each thing stand in the order of their days.

    `not_computable`: what is said of a {due} day that lies in a year whose holidays are not known.
    """

    title: Words
    city: str
    not_computable: Words
    numbers: Mapping[str, tuple[Dated[int], ...]]
    choices: Mapping[str, tuple[Dated[str], ...]]
    lists: Mapping[str, tuple[Dated[tuple[str, ...]], ...]]
    patterns: Mapping[str, tuple[Dated[str], ...]]
    provisions: Mapping[str, tuple[Dated[Provision], ...]]
    calendar: LegalCalendar = NO_CALENDAR

    @staticmethod
    def of(content: Mapping[str, Any], calendar: LegalCalendar = NO_CALENDAR) -> "Plan":
        """From a parsed file, and by which days of rest its terms roll. Raises FaultyPlan."""
        return replace(plan_of(Table("", content)), calendar=calendar)

    def number(self, name: str, day: date) -> int:
        return on(self.numbers[name], day).value

    def number_since(self, name: str, day: date) -> date:
        """The day from which the number has been what it is on the day."""
        return on(self.numbers[name], day).since

    def choice(self, name: str, day: date) -> str:
        return on(self.choices[name], day).value

    def listed(self, name: str, day: date) -> tuple[str, ...]:
        return on(self.lists[name], day).value

    def pattern(self, name: str, day: date) -> str:
        """A regular expression for a whole name."""
        return on(self.patterns[name], day).value

    def provision(self, rule: str, day: date) -> Dated[Provision] | None:
        """None where the rule is not in force on the day."""
        versions = self.provisions.get(rule)
        return on(versions, day) if versions and versions[0].since <= day else None

    def last_day(self, rule: str, end: date, day: date) -> Term:
        """Of a term of the rule that ends so by the calendar: the next working day, where the rule's terms roll."""
        return self.calendar.roll(end) if on(self.provisions[rule], day).value.rolls else Term(end)

    def begins(self, rule: str) -> date:
        """The first day of a rule that the plan knows."""
        return self.provisions[rule][0].since

    def days(self) -> tuple[date, ...]:
        """The days from which the plan says something else than the day before, in order."""
        return self._days

    @cached_property
    def _days(self) -> tuple[date, ...]:
        kinds: tuple[Mapping[str, tuple[Dated[Any], ...]], ...] = (
            self.numbers,
            self.choices,
            self.lists,
            self.patterns,
            self.provisions,
        )
        return tuple(sorted({dated.since for kind in kinds for versions in kind.values() for dated in versions}))


def on(versions: tuple[Dated[Value], ...], day: date) -> Dated[Value]:
    """What holds on the day. Before its first day that is what will hold: no rule asks then, only a figure does."""
    for dated in reversed(versions):
        if dated.since <= day:
            return dated
    return versions[0]


def plan_of(file: Table) -> Plan:
    file.only("plan", "numbers", "choices", "lists", "patterns", "rules")
    plan = file.table("plan")
    plan.only("title", "city", "not_computable")
    return Plan(
        title=plan.words("title"),
        city=plan.text("city"),
        not_computable=plan.words("not_computable", "due"),
        numbers=numbers(file.table("numbers")),
        choices=choices(file.table("choices")),
        lists=lists(file.table("lists")),
        patterns=patterns(file.table("patterns")),
        provisions=provisions(file.table("rules")),
    )


def numbers(table: Table) -> Mapping[str, tuple[Dated[int], ...]]:
    table.only(*NUMBERS)
    return {
        name: tuple(dated(row, row.integer("value", least, NUMBER_MAX), "value") for row in table.versions(name))
        for name, least in NUMBERS.items()
    }


def choices(table: Table) -> Mapping[str, tuple[Dated[str], ...]]:
    table.only(*CHOICES)
    return {
        name: tuple(dated(row, row.one_of("value", options), "value") for row in table.versions(name))
        for name, options in CHOICES.items()
    }


def lists(table: Table) -> Mapping[str, tuple[Dated[tuple[str, ...]], ...]]:
    table.only(*LISTS)
    return {
        name: tuple(dated(row, row.some_of("value", options), "value") for row in table.versions(name))
        for name, options in LISTS.items()
    }


def patterns(table: Table) -> Mapping[str, tuple[Dated[str], ...]]:
    table.only(*PATTERNS)
    return {
        name: tuple(dated(row, row.pattern("value", *parts), "value") for row in table.versions(name))
        for name, parts in PATTERNS.items()
    }


def provisions(table: Table) -> Mapping[str, tuple[Dated[Provision], ...]]:
    """In the order of the file."""
    table.only(*COUNTED, *CHECKED, *STATED, *TIMED)
    return {rule: tuple(provided(rule, row) for row in table.versions(rule)) for rule in table.content}


def provided(rule: str, row: Table) -> Dated[Provision]:
    if rule in (*COUNTED, *CHECKED):
        return counted(row)
    return stated(row) if rule in STATED else timed(row)


def counted(row: Table) -> Dated[Provision]:
    provision = Provision(
        severity=row.one_of("severity", SEVERITIES),
        who_acts=row.one_of("who_acts", ACTORS),
        text=row.words("text", "figure", "required"),
    )
    return dated(row, provision, "severity", "who_acts", "text")


def stated(row: Table) -> Dated[Provision]:
    provision = Provision(
        severity=row.one_of("severity", SEVERITIES),
        who_acts=row.one_of("who_acts", ACTORS),
        text=row.words("text", "figure", "required"),
        unrecorded=row.words("unrecorded", "required"),
    )
    return dated(row, provision, "severity", "who_acts", "text", "unrecorded")


def timed(row: Table) -> Dated[Provision]:
    provision = Provision(
        severity=row.one_of("severity", SEVERITIES),
        who_acts=row.one_of("who_acts", ACTORS),
        text=row.words("text", "figure", "required"),
        due_soon=row.words("due_soon", "due"),
        overdue=row.words("overdue", "due"),
        rolls="rolls" in row.content and row.truth("rolls"),
    )
    return dated(row, provision, "severity", "who_acts", "text", "due_soon", "overdue", "rolls")


def dated(row: Table, value: Value, *keys: str) -> Dated[Value]:
    row.only("from", "article", "law", "basis", "source", *keys)
    if ("article" in row.content) is ("law" in row.content):
        raise row.fault("article", "or law: just one of the two must be there")
    return Dated(
        since=row.day("from"),
        value=value,
        article=row.integer("article", 1, ARTICLE_MAX) if "article" in row.content else None,
        law=row.text("law") if "law" in row.content else None,
        basis=row.one_of("basis", BASES),
        source=row.text("source"),
    )
