"""An alert: the plan is broken or about to be, somebody takes it on, and it resolves when that is over."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar, assert_never

from services.compliance.core.judge import Figures, Judgement
from services.compliance.core.rule import Deadline, Finding, Stage, Text
from services.compliance.core.rules import RULES
from services.compliance.core.vocabulary import TIMED
from shared.contract.compliance import (
    EVENTS,
    AlertAcknowledged,
    AlertChange,
    AlertOpened,
    AlertReopened,
    AlertResolved,
    AlertUpdated,
)
from shared.kernel.decider import Decider
from shared.kernel.lifecycle import Lifecycle
from shared.kernel.refusal import conflict


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What should stand open, and the words and figures of it."""

    rule: str
    article: int | None
    law: str | None
    severity: str
    since: date
    figures: Figures
    caused_by: tuple[str, ...]
    who_acts: str
    text: Text


@dataclass(frozen=True, kw_only=True)
class Assess:
    """Let what stands open be this verdict; none: let nothing. A county's alert has no office.

    `facts_version` is that of the facts which were judged: what follows from older ones than the alert knows, is late.
    """

    at: datetime
    day: date
    county_code: str
    office_id: str | None
    subject: str
    facts_version: int
    verdict: Verdict | None


@dataclass(frozen=True, kw_only=True)
class Acknowledge:
    at: datetime
    day: date


AlertCommand = Assess | Acknowledge
AlertEvent = AlertOpened | AlertReopened | AlertUpdated | AlertAcknowledged | AlertResolved
Alert = AlertChange | None
Change = TypeVar("Change", bound=AlertChange)

FIGURES: Mapping[str, tuple[str, ...]] = {rule.id: rule.figures for rule in RULES}


class AlertStage(StrEnum):
    NONE = "none"
    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


# An acknowledged alert whose severity gets worse is first open again, and then updated: nobody took on that much.
LIFECYCLE = Lifecycle[AlertStage](
    {
        (AlertStage.NONE, AlertOpened): AlertStage.OPEN,
        (AlertStage.OPEN, AlertUpdated): AlertStage.OPEN,
        (AlertStage.OPEN, AlertAcknowledged): AlertStage.ACKNOWLEDGED,
        (AlertStage.OPEN, AlertResolved): AlertStage.RESOLVED,
        (AlertStage.ACKNOWLEDGED, AlertUpdated): AlertStage.ACKNOWLEDGED,
        (AlertStage.ACKNOWLEDGED, AlertResolved): AlertStage.RESOLVED,
        (AlertStage.RESOLVED, AlertReopened): AlertStage.OPEN,
    }
)


def decide(alert: Alert, command: AlertCommand) -> Sequence[AlertEvent]:
    match command:
        case Assess():
            return assess(alert, command)
        case Acknowledge():
            return acknowledge(alert, command)
        case _:
            assert_never(command)


def assess(alert: Alert, command: Assess) -> Sequence[AlertEvent]:
    verdict = command.verdict
    if alert is None:
        return [opened(command, verdict)] if verdict else []
    if command.facts_version < alert.facts_version:
        return []
    if alert.stage == AlertStage.RESOLVED:
        return [reopened(alert, command, verdict)] if verdict else []
    if verdict is None:
        return [resolved(alert, command)]
    return [] if verdict == standing(alert) else [updated(alert, command, verdict)]


def opened(command: Assess, verdict: Verdict) -> AlertOpened:
    return AlertOpened(
        county_code=command.county_code,
        office_id=command.office_id,
        day=command.day,
        subject=command.subject,
        facts_version=command.facts_version,
        stage=LIFECYCLE.after(AlertStage.NONE, AlertOpened),
        opened_at=command.at,
        resolved_at=None,
        **content(verdict),
    )


def reopened(alert: AlertChange, command: Assess, verdict: Verdict) -> AlertReopened:
    again = {**judged(command), **content(verdict), "opened_at": command.at, "resolved_at": None}
    return changed(alert, AlertReopened, command.day, AlertStage.RESOLVED, again)


def updated(alert: AlertChange, command: Assess, verdict: Verdict) -> AlertUpdated:
    worse = verdict.severity < alert.severity
    before = AlertStage.OPEN if worse else AlertStage(alert.stage)
    return changed(alert, AlertUpdated, command.day, before, {**judged(command), **content(verdict)})


def resolved(alert: AlertChange, command: Assess) -> AlertResolved:
    over = {**judged(command), "resolved_at": command.at}
    return changed(alert, AlertResolved, command.day, AlertStage(alert.stage), over)


def judged(command: Assess) -> dict[str, Any]:
    return {"county_code": command.county_code, "facts_version": command.facts_version}


def acknowledge(alert: Alert, command: Acknowledge) -> Sequence[AlertEvent]:
    if alert is None or alert.stage == AlertStage.RESOLVED:
        raise conflict("there is nothing to take on: the alert is not open")
    if alert.stage == AlertStage.ACKNOWLEDGED:
        return []
    return [changed(alert, AlertAcknowledged, command.day, AlertStage(alert.stage), {})]


def changed(
    alert: AlertChange, kind: type[Change], day: date, before: AlertStage, changes: Mapping[str, Any]
) -> Change:
    """The alert as it then stands: all that is not changed is as it was."""
    same = {field.name: getattr(alert, field.name) for field in fields(AlertChange)}
    return kind(**{**same, "day": day, "stage": LIFECYCLE.after(before, kind), **changes})


def content(verdict: Verdict) -> dict[str, Any]:
    return {field.name: getattr(verdict, field.name) for field in fields(Verdict)}


def standing(alert: Any) -> Verdict:
    """Of an alert, or of whatever shows one whole."""
    return Verdict(**{field.name: getattr(alert, field.name) for field in fields(Verdict)})


def evolve(_: Alert, event: AlertEvent) -> Alert:
    """Each event carries the whole alert."""
    return event


DECIDER: Decider[AlertCommand, AlertEvent, Alert] = Decider("alert", None, decide, evolve, EVENTS)


def alert_id(rule: str, office_id: str | None, subject: str) -> str:
    """Always the same for the same: one alert for each rule, office and subject. A county's has no office."""
    return hashlib.sha256("\n".join((rule, office_id or "", subject)).encode()).hexdigest()[:32]


def verdicts(judgement: Judgement) -> Mapping[tuple[str, str], Verdict]:
    """What should stand open, by rule and subject: whose deadline it is, else the office."""
    return {**dict(of_counts(judgement)), **dict(of_deadlines(judgement))}


def of_counts(judgement: Judgement) -> Iterator[tuple[tuple[str, str], Verdict]]:
    for finding in judgement.findings:
        if finding.rule not in TIMED and finding.rule not in judgement.silent:
            figures = {name: judgement.figures[name] for name in FIGURES[finding.rule]}
            if verdict := verdict_of(finding, figures):
                yield (finding.rule, str(judgement.subject)), verdict


def verdict_of(finding: Finding, figures: Figures) -> Verdict | None:
    """None where the finding is compliant. Beside the given figures stand those of the finding itself."""
    if finding.since is None:
        return None
    return Verdict(
        rule=finding.rule,
        article=finding.article,
        law=finding.law,
        severity=finding.severity,
        since=finding.since,
        figures={**figures, "figure": finding.figure, "required": finding.required},
        caused_by=finding.caused_by,
        who_acts=finding.who_acts,
        text=finding.text,
    )


def of_deadlines(judgement: Judgement) -> Iterator[tuple[tuple[str, str], Verdict]]:
    findings = {finding.rule: finding for finding in judgement.findings}
    for deadline in judgement.deadlines:
        if deadline.since:
            yield (deadline.rule, deadline.subject), told(deadline, deadline.since, findings[deadline.rule])


def told(deadline: Deadline, since: date, finding: Finding) -> Verdict:
    """One deadline by itself, soon or overdue; of its rule's finding only what does not count."""
    return Verdict(
        rule=deadline.rule,
        article=finding.article,
        law=finding.law,
        severity=deadline.severity,
        since=since,
        figures={"figure": int(deadline.stage is Stage.OVERDUE), "required": 0},
        caused_by=deadline.caused_by,
        who_acts=finding.who_acts,
        text=deadline.text,
    )
