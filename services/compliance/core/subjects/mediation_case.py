"""Which disputes the office mediates, and how far each has come."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from services.compliance.core.subjects.mark import Mark, Subjects, mark_by
from shared.contract.mediation import (
    AgreementPerformed,
    AgreementReached,
    CaseAccepted,
    CaseArchived,
    CaseClosed,
    CaseOpened,
    CaseRevisited,
    ConfirmationRecorded,
    DossierKept,
    MediationFailed,
    RiskNoted,
    RiskReported,
    TermExtended,
)


@dataclass(frozen=True, slots=True)
class Agreement:
    """`effective` is the day from which it binds."""

    form: str
    effective: date
    performance_due: date | None
    confirmation_wanted: bool


@dataclass(frozen=True, slots=True)
class Dossier:
    """What it held by the day of the mark."""

    documents: tuple[str, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Case:
    """`steps` are the first of each kind, under its name: `opened` is always there. Cases are many: no more is kept."""

    steps: Mapping[str, Mark]
    extended_until: date | None = None
    agreement: Agreement | None = None
    dossiers: tuple[Dossier, ...] = field(default_factory=tuple)

    def step(self, name: str) -> Mark | None:
        return self.steps.get(name)

    def first(self, *names: str) -> Mark | None:
        """The earliest of these steps; of a day, the one named first."""
        return min((self.steps[name] for name in names if name in self.steps), key=lambda mark: mark.day, default=None)

    def archived_by(self, day: date) -> bool:
        archived = self.steps.get("archived")
        return archived is not None and archived.day <= day


STEPS: Mapping[type, str] = {
    CaseAccepted: "accepted",
    TermExtended: "extended",
    RiskNoted: "risk-noted",
    RiskReported: "risk-reported",
    AgreementReached: "agreed",
    MediationFailed: "failed",
    ConfirmationRecorded: "confirmation",
    AgreementPerformed: "performed",
    CaseRevisited: "revisited",
    CaseClosed: "closed",
    CaseArchived: "archived",
}


def opened(_: Case | None, __: CaseOpened, mark: Mark) -> Case:
    return Case({"opened": mark})


def stepped(was: Case | None, event: Any, mark: Mark) -> Case | None:
    """Of what happens more than once, a revisit or the court's answer to an application, the first is kept."""
    name = STEPS[type(event)]
    return was and (was if name in was.steps else replace(was, steps={**was.steps, name: mark}))


def extended(was: Case | None, event: TermExtended, mark: Mark) -> Case | None:
    then = stepped(was, event, mark)
    return then and replace(then, extended_until=event.until)


def agreed(was: Case | None, event: AgreementReached, mark: Mark) -> Case | None:
    then = stepped(was, event, mark)
    effective = event.effective_day or event.day
    agreement = Agreement(event.form, effective, event.performance_due, event.confirmation_wanted)
    return then and replace(then, agreement=agreement)


def kept(was: Case | None, event: DossierKept, mark: Mark) -> Case | None:
    return was and replace(was, dossiers=(*was.dossiers, Dossier(event.documents, mark)))


def case_by(case: Case, instant: datetime) -> Case | None:
    steps = {name: mark for name, mark in case.steps.items() if mark_by(mark, instant)}
    if "opened" not in steps:
        return None
    return Case(
        steps,
        case.extended_until if "extended" in steps else None,
        case.agreement if "agreed" in steps else None,
        tuple(dossier for dossier in case.dossiers if mark_by(dossier.mark, instant)),
    )


FOLDS: Mapping[type, Callable[[Any, Any, Mark], Any]] = {
    CaseOpened: opened,
    **dict.fromkeys(STEPS, stepped),
    TermExtended: extended,
    AgreementReached: agreed,
    DossierKept: kept,
}
CASES = Subjects(FOLDS, case_by)
