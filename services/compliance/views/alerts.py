"""Which alerts stand, and which stood?"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime

from shared.contract.compliance import AlertChange
from shared.contract.envelope import Envelope
from shared.kernel.decider import subject_of
from shared.ports.store import Recorded
from shared.ports.views import View

VIEW = View("alerts", ("county_code", "office_id"), ("stage", "severity", "rule"))


@dataclass(frozen=True, kw_only=True, slots=True)
class AlertCard:
    """One alert as it stands: one for each rule, office and subject, however often it reopens."""

    id: str
    version: int
    rule: str
    article: int | None
    law: str | None
    severity: str
    county_code: str
    office_id: str | None
    subject: str
    stage: str
    opened_at: datetime
    resolved_at: datetime | None
    since: date
    figures: Mapping[str, int]
    caused_by: tuple[str, ...]
    who_acts: str
    text: Mapping[str, str]


SHOWN = tuple(field.name for field in fields(AlertCard) if field.name not in ("id", "version"))


def card(id: str, version: int, change: AlertChange) -> AlertCard:
    """Every event carries the whole alert."""
    return AlertCard(id=id, version=version, **{name: getattr(change, name) for name in SHOWN})


def fold(document: AlertCard | None, recorded: Recorded) -> AlertCard:
    event = recorded.event
    if not isinstance(event, AlertChange):
        raise TypeError(event, document)
    return card(subject_of(recorded.commit.stream), recorded.version, event)


def published(envelope: Envelope[AlertChange]) -> AlertCard:
    """The same, from the event as it was published."""
    return card(envelope.subject, envelope.version, envelope.data)
