"""A rule is a name and a pure question about an office; findings and deadlines are its answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from services.compliance.core.county_facts import CountyFacts
from services.compliance.core.plan import Dated, Plan, Provision
from services.compliance.core.plan_file import Words
from services.compliance.core.standing import Standing

Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's verdict on an office. `since` and `caused_by` say when and by what the rule came to be broken."""

    rule: str
    article: int | None
    law: str | None
    severity: str
    compliant: bool
    figure: int
    required: int
    since: date | None
    caused_by: tuple[str, ...]
    who_acts: str
    text: Text


class Stage(StrEnum):
    """`NOT_COMPUTABLE`: whether the last day has passed hangs on the holidays of a year whose table is missing."""

    PENDING = "pending"
    DUE_SOON = "due-soon"
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met-late"
    CANCELLED = "cancelled"
    NOT_COMPUTABLE = "not-computable"


@dataclass(frozen=True, slots=True)
class Deadline:
    """What must be done by the end of `due`. `since` and `text` are there while somebody should be told."""

    rule: str
    subject: str
    due: date
    stage: Stage
    severity: str
    caused_by: tuple[str, ...]
    since: date | None = None
    text: Text = field(default_factory=dict)


class Answer(NamedTuple):
    """`next_day` is the first on which a deadline that has begun can look different without an event.

    When something comes or goes by itself, or begins to be owed, Standing says.
    """

    finding: Finding
    deadlines: tuple[Deadline, ...] = ()
    next_day: date | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """`figures` are those of the office that explain a breach. A rule that is not in force has no answer."""

    id: str
    read: Callable[[Standing, Plan], Answer | None]
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CountyRule:
    """A question about a county and all its offices."""

    id: str
    read: Callable[[CountyFacts, Plan, date], Answer | None]
    figures: tuple[str, ...] = ()


class Breach(NamedTuple):
    since: date
    caused_by: tuple[str, ...]


@lru_cache(maxsize=4096)
def worded(words: Words, **values: object) -> Text:
    """Much the same is said of every office, so what was said is remembered."""
    return {"zh": words.zh.format(**values), "en": words.en.format(**values)}


def found(
    rule: str, provision: Dated[Provision], figure: int, required: int, breach: Breach | None, severity: str = ""
) -> Finding:
    """`severity` where it is not the rule's own."""
    return Finding(
        rule,
        provision.article,
        provision.law,
        severity or provision.value.severity,
        breach is None,
        figure,
        required,
        breach and breach.since,
        breach.caused_by if breach else (),
        provision.value.who_acts,
        worded(provision.value.text, figure=figure, required=required),
    )
