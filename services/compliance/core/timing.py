"""Rules with deadlines: what must be done by which day, and whether it was."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from services.compliance.core.county_facts import CountyFacts
from services.compliance.core.plan import Dated, Plan, Provision
from services.compliance.core.plan_file import Words
from services.compliance.core.rule import (
    Answer,
    Breach,
    CountyRule,
    Deadline,
    Finding,
    Rule,
    Stage,
    Text,
    found,
    worded,
)
from services.compliance.core.standing import Standing
from shared.kernel.periods import the_day_after

EARLY_WARNING = "P3"
NO_TEXT: Text = {}


class Obligation(NamedTuple):
    """What is owed from `begins` to the end of `due`, and on which day it was, or will be, `met`.

    `soon_from` is when to warn, `urgent_from` when to warn as severely as the rule weighs. `severity` is that of
    being overdue, where it is not the rule's own; `overdue_from` is later than the day after `due` where only a
    change of the plan made that day the last. Not `computable`: `due` is the earliest that the last day may be.
    `worse_from` is when being overdue begins to weigh `worse`.
    From `ends` on nobody asks any more.
    """

    subject: str
    begins: date
    due: date
    caused_by: str
    soon_from: date
    urgent_from: date | None = None
    met: date | None = None
    in_time: bool = True
    cancelled: bool = False
    severity: str | None = None
    overdue_from: date = date.min
    computable: bool = True
    worse_from: date | None = None
    worse: str | None = None
    ends: date | None = None


Obligations = Callable[[Standing, Plan], Iterable[Obligation]]
CountyObligations = Callable[[CountyFacts, Plan, date], Iterable[Obligation]]


def none_overdue_in(rule: str, obligations: CountyObligations) -> CountyRule:
    """The county has let no such day pass."""
    return CountyRule(rule, TimedInCounty(rule, obligations).read)


def none_overdue(rule: str, obligations: Obligations) -> Rule:
    """The office has let no such day pass."""
    return Rule(rule, Timed(rule, obligations).read)


@dataclass(frozen=True, slots=True)
class Timed:
    rule: str
    obligations: Obligations

    def read(self, office: Standing, plan: Plan) -> Answer | None:
        """Looks for days that have passed, and for those that come soon."""
        there_from = office.facts.office.established.day if office.facts.office else date.min
        return answered(self.rule, self.obligations(office, plan), plan, there_from, office.day)


@dataclass(frozen=True, slots=True)
class TimedInCounty:
    rule: str
    obligations: CountyObligations

    def read(self, county: CountyFacts, plan: Plan, day: date) -> Answer | None:
        """Looks for days that have passed."""
        return answered(self.rule, self.obligations(county, plan, day), plan, date.min, day)


def answered(rule: str, obligations: Iterable[Obligation], plan: Plan, there_from: date, day: date) -> Answer | None:
    """Of all that has begun to be owed. Nobody who was not there yet had let a day pass."""
    provision = plan.provision(rule, day)
    if provision is None:
        return None
    judged_from = max(plan.begins(rule), there_from)
    owed = list(obligations)
    begun = [each for each in owed if each.begins <= day < (each.ends or date.max)]
    deadlines = [deadline(rule, each, provision.value, plan.not_computable, judged_from, day) for each in begun]
    deadlines.sort(key=lambda each: (each.due, each.subject))
    coming = [other for each in begun for other in days_of(each, day) if other and other > day]
    coming += [each.begins for each in owed if each.begins > day]
    return Answer(summary(rule, provision, deadlines), tuple(deadlines), min(coming, default=None))


def stage_on(day: date, owed: Obligation) -> Stage:
    if owed.met and owed.met <= day:
        return Stage.MET if owed.in_time or not owed.computable else Stage.MET_LATE
    if owed.cancelled:
        return Stage.CANCELLED
    if day > owed.due:
        return Stage.OVERDUE if owed.computable else Stage.NOT_COMPUTABLE
    return Stage.DUE_SOON if day >= warned_from(owed) else Stage.PENDING


def warned_from(owed: Obligation) -> date:
    return min(owed.soon_from, owed.urgent_from or owed.soon_from)


def deadline(
    rule: str, owed: Obligation, provision: Provision, not_computable: Words, judged_from: date, day: date
) -> Deadline:
    """Nothing is said to have been so before it was owed, or before it could be judged."""
    stage = stage_on(day, owed)
    own = (owed.worse if owed.worse_from and owed.worse_from <= day else owed.severity) or provision.severity
    severity, text = EARLY_WARNING, NO_TEXT
    since: date | None = None
    match stage:
        case Stage.DUE_SOON:
            severity = provision.severity if owed.urgent_from and owed.urgent_from <= day else EARLY_WARNING
            since = max(warned_from(owed), owed.begins, judged_from)
            text = worded(provision.due_soon, due=owed.due)
        case Stage.OVERDUE | Stage.NOT_COMPUTABLE:
            severity = own
            since = max(the_day_after(owed.due), owed.overdue_from, owed.begins, judged_from)
            text = worded(provision.overdue if stage is Stage.OVERDUE else not_computable, due=owed.due)
        case Stage.MET_LATE:
            severity = own
        case _:
            pass
    return Deadline(rule, owed.subject, owed.due, stage, severity, (owed.caused_by,), since, text)


def days_of(owed: Obligation, day: date) -> tuple[date | None, ...]:
    """Those on which a deadline may look different from the day before. What is met stays so."""
    if owed.met and owed.met <= day:
        return (owed.ends,)
    return owed.soon_from, owed.urgent_from, the_day_after(owed.due), owed.worse_from, owed.met, owed.ends


def summary(rule: str, provision: Dated[Provision], deadlines: Sequence[Deadline]) -> Finding:
    """As many as are overdue; since the first of them was, and as severe as the worst."""
    overdue = [each for each in deadlines if each.stage is Stage.OVERDUE]
    if not overdue:
        return found(rule, provision, 0, 0, None)
    since = min(each.since for each in overdue if each.since)
    breach = Breach(since, tuple(dict.fromkeys(event for each in overdue for event in each.caused_by)))
    return found(rule, provision, len(overdue), 0, breach, min(each.severity for each in overdue))
