"""What compliance tells everybody: alerts, each change with the whole alert as it then stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from shared.contract.envelope import Public


@dataclass(frozen=True, kw_only=True, slots=True)
class AlertChange(Public):
    """`subject` is what the alert is about: the office itself, a release, a post, a worker.

    `facts_version` only grows: what was judged from older facts comes too late to change the alert.
    """

    rule: str
    article: int | None
    law: str | None
    severity: str
    subject: str
    stage: str
    opened_at: datetime
    resolved_at: datetime | None
    since: date
    figures: Mapping[str, int]
    caused_by: tuple[str, ...]
    who_acts: str
    text: Mapping[str, str]
    facts_version: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class AlertOpened(AlertChange):
    """The plan is broken, or about to be."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AlertReopened(AlertChange):
    """A resolved alert came back, under its old id."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AlertUpdated(AlertChange):
    """Still open, with other figures, another cause or another severity."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AlertAcknowledged(AlertChange):
    """Somebody took it on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AlertResolved(AlertChange):
    """What it was about is in order again."""


EVENTS = (AlertOpened, AlertReopened, AlertUpdated, AlertAcknowledged, AlertResolved)
