"""工作人员: formal staff (正式人员) and hired support staff (辅助人员) of an office (Art. 3, 4, 6)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Literal

from services.roster.core import absence, secondment, transfer
from services.roster.core.absence import ABSENCE_EVENTS, AbsenceEvent, Absences, EndAbsence, StartAbsence
from services.roster.core.away import Service
from services.roster.core.postings import (
    Postings,
    ReassignmentEvent,
    ReassignWorker,
    begun,
    ended,
    left,
    moved,
    reassign,
    served_for,
)
from services.roster.core.secondment import (
    SECONDMENT_EVENTS,
    EndSecondment,
    ExtendSecondment,
    SecondmentCommand,
    SecondmentEvent,
    Secondments,
    StartSecondment,
)
from services.roster.core.transfer import (
    NO_TRANSFER,
    TRANSFER_EVENTS,
    ApplyForTransfer,
    ApproveTransferByCity,
    ApproveTransferByCounty,
    EndorseTransfer,
    Transfer,
    TransferCommand,
    TransferEvent,
    WithdrawTransfer,
)
from shared.contract.personnel import WorkerArrived, WorkerLeft
from shared.contract.roster import WorkerAbsent, WorkerDeparted, WorkerHired, WorkerReturned
from shared.kernel.decider import Decider
from shared.kernel.lifecycle import Lifecycle
from shared.kernel.refusal import conflict

Kind = Literal["formal", "correction", "resettlement", "legal-service", "mediator"]
Reason = Literal["resigned", "retired", "contract-ended", "dismissed", "deceased", "transferred"]


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


WorkerCommand = (
    HireWorker | DepartWorker | StartAbsence | EndAbsence | SecondmentCommand | ReassignWorker | TransferCommand
)
WorkerEvent = WorkerHired | WorkerDeparted | AbsenceEvent | SecondmentEvent | ReassignmentEvent | TransferEvent


class Stage(StrEnum):
    NONE = "none"
    EMPLOYED = "employed"
    DEPARTED = "departed"


# Who comes back is hired anew, under a new id.
LIFECYCLE = Lifecycle[Stage](
    {
        (Stage.NONE, WorkerHired): Stage.EMPLOYED,
        (Stage.EMPLOYED, WorkerArrived): Stage.EMPLOYED,
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
    postings: Postings = ()
    transfer: Transfer = NO_TRANSFER

    def must_be_hired(self) -> WorkerHired:
        """Raises Refused."""
        if self.hired is None:
            raise conflict("nobody was hired under this id")
        return self.hired

    def service(self) -> Service:
        """Since the hiring, wherever; what is told now is told of the last office. Raises Refused."""
        hired, here = self.must_be_hired(), self.postings[-1]
        where: dict[str, Any] = {"county_code": here.county_code, "office_id": here.office_id}
        return Service(hired.day, self.departed.day if self.departed else None, where)

    def is_with(self, office_id: str, day: date) -> bool:
        """On that day, or later."""
        until = left(self.postings, office_id)
        return until is not None and until > day


def decide(worker: Worker, command: WorkerCommand) -> Sequence[WorkerEvent]:
    match command:
        case HireWorker():
            return hire(worker, command)
        case DepartWorker():
            return depart(worker, command)
        case ReassignWorker():
            return move(worker, command)
        case StartAbsence() | EndAbsence():
            return decide_absence(worker, command)
        case (
            ApplyForTransfer()
            | EndorseTransfer()
            | ApproveTransferByCounty()
            | ApproveTransferByCity()
            | WithdrawTransfer()
        ):
            return decide_transfer(worker, command)
        case _:
            return decide_secondment(worker, command)


def decide_absence(worker: Worker, command: StartAbsence | EndAbsence) -> Sequence[AbsenceEvent]:
    if isinstance(command, StartAbsence):
        return absence.start(worker.absences, command, worker.service())
    return absence.end(worker.absences, command, worker.service())


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
    departed = WorkerDeparted(**worker.service().where, day=command.day, reason=command.reason)
    if worker.departed == departed:
        return []
    if not LIFECYCLE.allows(worker.stage, WorkerDeparted):
        raise conflict("the worker has departed already, and that is final")
    since = worker.postings[-1].since
    if command.day < since:
        raise conflict(f"a worker who came on {since} cannot have departed before")
    return [departed]


def move(worker: Worker, command: ReassignWorker) -> Sequence[WorkerEvent]:
    hired = worker.must_be_hired()
    if hired.kind != "formal" and command.post_id:
        raise conflict("a post is for formal staff alone")
    events = reassign(worker.postings, command, hired)
    if events and worker.departed:
        raise conflict("the worker has departed, and is reassigned no more")
    return events


def decide_transfer(worker: Worker, command: TransferCommand) -> Sequence[TransferEvent]:
    """Who is on a special post serves some years in the county's offices before asking to leave them."""
    if not isinstance(command, ApplyForTransfer):
        return transfer.step(worker.transfer, command, worker.service())
    if worker.must_be_hired().kind != "formal":
        raise conflict("only formal staff are transferred; who was hired departs")
    special = worker.postings[-1].special
    eligible = served_for(worker.postings, command.service_years) if special else date.min
    return transfer.apply(worker.transfer, command.day, worker.service(), eligible)


def evolve(worker: Worker, event: WorkerEvent) -> Worker:
    stage = LIFECYCLE.after(worker.stage, type(event))
    match event:
        case WorkerHired():
            return Worker(stage=stage, hired=event, postings=(begun(event),))
        case WorkerDeparted():
            return replace(worker, stage=stage, departed=event, postings=ended(worker.postings, event.day))
        case WorkerLeft() | WorkerArrived():
            return replace(worker, postings=moved(worker.postings, event))
        case WorkerAbsent() | WorkerReturned():
            return replace(worker, absences=absence.evolve(worker.absences, event))
        case _ if isinstance(event, TRANSFER_EVENTS):
            return replace(worker, transfer=transfer.evolve(worker.transfer, event))
        case _:
            return replace(worker, secondments=secondment.evolve(worker.secondments, event))


DECIDER: Decider[WorkerCommand, WorkerEvent, Worker] = Decider(
    "worker",
    Worker(),
    decide,
    evolve,
    (WorkerHired, WorkerDeparted, WorkerLeft, WorkerArrived, *ABSENCE_EVENTS, *SECONDMENT_EVENTS, *TRANSFER_EVENTS),
)
