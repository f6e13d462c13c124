"""离岗、返岗: a worker is on leave, and counts as on duty no longer (Art. 3, 4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from services.roster.core.away import Away, Service, can_begin, can_end, last_open
from shared.contract.roster import WorkerAbsent, WorkerReturned
from shared.kernel.refusal import conflict

AbsenceKind = Literal["sick", "maternity", "personal", "training", "other"]


@dataclass(frozen=True, kw_only=True)
class StartAbsence:
    since: date
    kind: AbsenceKind


@dataclass(frozen=True, kw_only=True)
class EndAbsence:
    """`day` is the first day on which the worker is there again."""

    day: date


AbsenceCommand = StartAbsence | EndAbsence
AbsenceEvent = WorkerAbsent | WorkerReturned
ABSENCE_EVENTS = (WorkerAbsent, WorkerReturned)


@dataclass(frozen=True, kw_only=True)
class Absence(Away):
    kind: str


Absences = tuple[Absence, ...]


def start(absences: Absences, command: StartAbsence, service: Service) -> Sequence[AbsenceEvent]:
    if any((each.since, each.kind) == (command.since, command.kind) for each in absences):
        return []
    can_begin(absences, command.since, service)
    return [WorkerAbsent(**service.where, day=command.since, kind=command.kind)]


def end(absences: Absences, command: EndAbsence, service: Service) -> Sequence[AbsenceEvent]:
    at = last_open(absences)
    if at is None:
        if any(each.back == command.day for each in absences):
            return []
        raise conflict("the worker is not absent")
    can_end(absences, absences[at], command.day)
    return [WorkerReturned(**service.where, day=command.day)]


def evolve(absences: Absences, event: AbsenceEvent) -> Absences:
    if isinstance(event, WorkerAbsent):
        return (*absences, Absence(since=event.day, kind=event.kind))
    return tuple(replace(each, back=event.day) if each.back is None else each for each in absences)
