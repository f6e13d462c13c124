"""工作人员: formal staff (正式人员) and hired support staff (辅助人员) of an office (Art. 3, 4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Literal

from services.roster.core import absence, secondment
from services.roster.core.absence import ABSENCE_EVENTS, AbsenceEvent, Absences, EndAbsence, StartAbsence
from services.roster.core.away import Service
from services.roster.core.secondment import (
    SECONDMENT_EVENTS,
    EndSecondment,
    ExtendSecondment,
    SecondmentCommand,
    SecondmentEvent,
    Secondments,
    StartSecondment,
)
from shared.contract.roster import WorkerAbsent, WorkerDeparted, WorkerHired, WorkerReturned
from shared.kernel.decider import Decider
from shared.kernel.lifecycle import Lifecycle
from shared.kernel.refusal import conflict

Kind = Literal["formal", "correction", "resettlement", "legal-service", "mediator"]
Reason = Literal["resigned", "retired", "contract-ended", "dismissed", "deceased"]


@dataclass(frozen=True, kw_only=True)
class HireWorker:
    """`special`: on a special post. `contract_until`: the last day of a contract; none where there is no contract."""

    office_id: str
    county_code: str
    kind: Kind
    special: bool
    post_id: str | None
    since: date
    contract_until: date | None


@dataclass(frozen=True, kw_only=True)
class DepartWorker:
    """`day` is the first day on which the worker no longer counts."""

    day: date
    reason: Reason


WorkerCommand = HireWorker | DepartWorker | StartAbsence | EndAbsence | SecondmentCommand
WorkerEvent = WorkerHired | WorkerDeparted | AbsenceEvent | SecondmentEvent


class Stage(StrEnum):
    NONE = "none"
    EMPLOYED = "employed"
    DEPARTED = "departed"


# Who comes back is hired anew, under a new id.
LIFECYCLE = Lifecycle[Stage](
    {
        (Stage.NONE, WorkerHired): Stage.EMPLOYED,
        (Stage.EMPLOYED, WorkerDeparted): Stage.DEPARTED,
    }
)


@dataclass(frozen=True, kw_only=True)
class Worker:
    stage: Stage = Stage.NONE
    hired: WorkerHired | None = None
    departed: WorkerDeparted | None = None
    absences: Absences = ()
    secondments: Secondments = ()

    def service(self) -> Service:
        """Raises Refused for who was never hired."""
        if self.hired is None:
            raise conflict("nobody was hired under this id")
        where = {"county_code": self.hired.county_code, "office_id": self.hired.office_id}
        return Service(self.hired.day, self.departed.day if self.departed else None, where)

    def left(self, office_id: str | None) -> date | None:
        """The first day on which the worker is no longer with that office; none for who still is, or never was."""
        return self.departed.day if self.departed and self.departed.office_id == office_id else None

    def is_with(self, office_id: str | None, day: date) -> bool:
        """On that day, or later."""
        return self.hired is not None and self.hired.office_id == office_id and (self.left(office_id) or date.max) > day


def decide(worker: Worker, command: WorkerCommand) -> Sequence[WorkerEvent]:
    match command:
        case HireWorker():
            return hire(worker, command)
        case DepartWorker():
            return depart(worker, command)
        case StartAbsence():
            return absence.start(worker.absences, command, worker.service())
        case EndAbsence():
            return absence.end(worker.absences, command, worker.service())
        case _:
            return decide_secondment(worker, command)


def decide_secondment(worker: Worker, command: SecondmentCommand) -> Sequence[SecondmentEvent]:
    match command:
        case StartSecondment():
            return secondment.start(worker.secondments, command, worker.service())
        case ExtendSecondment():
            return secondment.extend(worker.secondments, command, worker.service())
        case EndSecondment():
            return secondment.end(worker.secondments, command, worker.service())
        case _:
            return secondment.record(worker.secondments, command, worker.service())


def hire(worker: Worker, command: HireWorker) -> Sequence[WorkerEvent]:
    if command.kind != "formal" and (command.post_id or command.special):
        raise conflict("a post is for formal staff alone")
    hired = WorkerHired(
        county_code=command.county_code,
        office_id=command.office_id,
        day=command.since,
        kind=command.kind,
        special=command.special,
        post_id=command.post_id,
        contract_until=command.contract_until,
    )
    if worker.hired == hired:
        return []
    if not LIFECYCLE.allows(worker.stage, WorkerHired):
        raise conflict("the worker was hired already, with other content")
    return [hired]


def depart(worker: Worker, command: DepartWorker) -> Sequence[WorkerEvent]:
    hired = worker.hired
    if hired is None:
        raise conflict("nobody was hired under this id")
    departed = WorkerDeparted(
        county_code=hired.county_code,
        office_id=hired.office_id,
        day=command.day,
        reason=command.reason,
    )
    if worker.departed == departed:
        return []
    if not LIFECYCLE.allows(worker.stage, WorkerDeparted):
        raise conflict("the worker has departed already, and that is final")
    if command.day < hired.day:
        raise conflict(f"a worker hired on {hired.day} cannot have departed before")
    return [departed]


def evolve(worker: Worker, event: WorkerEvent) -> Worker:
    stage = LIFECYCLE.after(worker.stage, type(event))
    match event:
        case WorkerHired():
            return Worker(stage=stage, hired=event)
        case WorkerDeparted():
            return replace(worker, stage=stage, departed=event)
        case WorkerAbsent() | WorkerReturned():
            return replace(worker, absences=absence.evolve(worker.absences, event))
        case _:
            return replace(worker, secondments=secondment.evolve(worker.secondments, event))


DECIDER: Decider[WorkerCommand, WorkerEvent, Worker] = Decider(
    "worker", Worker(), decide, evolve, (WorkerHired, WorkerDeparted, *ABSENCE_EVENTS, *SECONDMENT_EVENTS)
)
