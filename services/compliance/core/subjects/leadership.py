"""Who leads the office: its director, its deputies, and whoever acts."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from services.compliance.core.subjects.mark import Mark, Subjects, mark_by
from shared.contract.personnel import LeaderAppointed, LeaderRemoved, LeaderStepsRecorded


@dataclass(frozen=True, slots=True)
class Steps:
    """Proposal by the county bureau, and opinion of the township's party committee, as far as they are on record."""

    proposed_day: date | None
    opinion_day: date | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class Term:
    """`steps` as they came to be on record. Of several removals the earliest counts: who departs is gone."""

    role: str
    worker_id: str
    origin: str
    appointed: Mark
    steps: tuple[Steps, ...]
    removed: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Leadership:
    terms: tuple[Term, ...] = ()


def appointed(was: Leadership | None, event: LeaderAppointed, mark: Mark) -> Leadership:
    steps = Steps(event.proposed_day, event.opinion_day, mark)
    term = Term(event.role, event.worker_id, event.origin, mark, (steps,))
    return Leadership((*(was.terms if was else ()), term))


def steps_recorded(was: Leadership | None, event: LeaderStepsRecorded, mark: Mark) -> Leadership | None:
    steps = Steps(event.proposed_day, event.opinion_day, mark)
    which = (event.role, event.worker_id, event.day)
    return was and changed(was, which, lambda term: replace(term, steps=(*term.steps, steps)))


def removed(was: Leadership | None, event: LeaderRemoved, mark: Mark) -> Leadership | None:
    which = (event.role, event.worker_id, event.since)
    return was and changed(was, which, lambda term: replace(term, removed=(*term.removed, mark)))


def changed(was: Leadership, which: tuple[str, str, date], change: Callable[[Term], Term]) -> Leadership:
    """One term, which is known by its role, its worker and its first day."""
    same = ((term, (term.role, term.worker_id, term.appointed.day) == which) for term in was.terms)
    return Leadership(tuple(change(term) if its else term for term, its in same))


def leadership_by(leadership: Leadership, instant: datetime) -> Leadership | None:
    told = (term for term in leadership.terms if mark_by(term.appointed, instant))
    terms = tuple(
        replace(
            term,
            steps=tuple(steps for steps in term.steps if mark_by(steps.mark, instant)),
            removed=tuple(mark for mark in term.removed if mark_by(mark, instant)),
        )
        for term in told
    )
    return Leadership(terms) if terms else None


LEADERSHIPS = Subjects(
    {LeaderAppointed: appointed, LeaderStepsRecorded: steps_recorded, LeaderRemoved: removed}, leadership_by
)
