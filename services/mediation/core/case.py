"""人民调解: a mediation case from the application to the closure, with what follows an agreement (Art. 10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Literal, assert_never

from shared.contract.mediation import (
    EVENTS,
    AgreementPerformed,
    AgreementReached,
    CaseAccepted,
    CaseClosed,
    CaseOpened,
    CaseRevisited,
    ConfirmationRecorded,
    MediationFailed,
    MediatorAssigned,
)
from shared.kernel.decider import Decider
from shared.kernel.lifecycle import Lifecycle
from shared.kernel.refusal import conflict

# As the national statistics of people's mediation count disputes: 婚姻家庭, 邻里, 房屋宅基地, 合同, 生产经营, 损害赔偿,
# 山林土地, 征地拆迁, 环境污染, 劳动, 消费, 医疗, 道路交通, 物业, 其他. A code, and no free text: it goes into the log.
# fmt: off
Category = Literal[
    "family", "neighbours", "housing", "contract", "production", "injury", "land", "expropriation",
    "pollution", "labour", "consumer", "medical", "traffic", "property-management", "other",
]
# fmt: on
Source = Literal["application", "initiative", "referred"]
Form = Literal["written", "oral"]
Confirmation = Literal["applied", "granted", "rejected"]
Outcome = Literal["agreed", "failed", "withdrawn"]


@dataclass(frozen=True, kw_only=True)
class OpenCase:
    """Who the parties are, and what about, stays in the vault."""

    county_code: str
    office_id: str
    category: str
    source: Source
    day: date


@dataclass(frozen=True, kw_only=True)
class AcceptCase:
    day: date


@dataclass(frozen=True, kw_only=True)
class AssignMediator:
    """Another mediator takes the place of the former."""

    worker_id: str
    day: date


@dataclass(frozen=True, kw_only=True)
class ReachAgreement:
    form: Form
    day: date


@dataclass(frozen=True, kw_only=True)
class FailMediation:
    day: date


@dataclass(frozen=True, kw_only=True)
class PerformAgreement:
    day: date


@dataclass(frozen=True, kw_only=True)
class RecordConfirmation:
    """司法确认: applied for at the court, then granted or rejected by it."""

    outcome: Confirmation
    day: date


@dataclass(frozen=True, kw_only=True)
class RevisitCase:
    """回访, as often as need be."""

    day: date


@dataclass(frozen=True, kw_only=True)
class CloseCase:
    outcome: Outcome
    day: date


ToAgreement = AcceptCase | AssignMediator | ReachAgreement | FailMediation
ToClosure = PerformAgreement | RecordConfirmation | RevisitCase | CloseCase
CaseCommand = OpenCase | ToAgreement | ToClosure
CaseEvent = (
    CaseOpened
    | CaseAccepted
    | MediatorAssigned
    | AgreementReached
    | MediationFailed
    | AgreementPerformed
    | ConfirmationRecorded
    | CaseRevisited
    | CaseClosed
)


class Stage(StrEnum):
    UNKNOWN = "unknown"
    OPENED = "opened"
    ACCEPTED = "accepted"
    MEDIATING = "mediating"
    AGREED = "agreed"
    PERFORMED = "performed"
    FAILED = "failed"
    CLOSED = "closed"


LIFECYCLE = Lifecycle[Stage](
    {
        (Stage.UNKNOWN, CaseOpened): Stage.OPENED,
        (Stage.OPENED, CaseAccepted): Stage.ACCEPTED,
        (Stage.OPENED, CaseClosed): Stage.CLOSED,
        (Stage.ACCEPTED, MediatorAssigned): Stage.MEDIATING,
        (Stage.ACCEPTED, CaseClosed): Stage.CLOSED,
        (Stage.MEDIATING, MediatorAssigned): Stage.MEDIATING,
        (Stage.MEDIATING, AgreementReached): Stage.AGREED,
        (Stage.MEDIATING, MediationFailed): Stage.FAILED,
        (Stage.MEDIATING, CaseClosed): Stage.CLOSED,
        (Stage.AGREED, ConfirmationRecorded): Stage.AGREED,
        (Stage.AGREED, CaseRevisited): Stage.AGREED,
        (Stage.AGREED, AgreementPerformed): Stage.PERFORMED,
        (Stage.AGREED, CaseClosed): Stage.CLOSED,
        (Stage.PERFORMED, ConfirmationRecorded): Stage.PERFORMED,
        (Stage.PERFORMED, CaseRevisited): Stage.PERFORMED,
        (Stage.PERFORMED, CaseClosed): Stage.CLOSED,
        (Stage.FAILED, CaseClosed): Stage.CLOSED,
    }
)
# What may be said of a case when it is closed, by the stage at which it is closed.
OUTCOMES: Mapping[Stage, Outcome] = {
    Stage.OPENED: "withdrawn",
    Stage.ACCEPTED: "withdrawn",
    Stage.MEDIATING: "withdrawn",
    Stage.AGREED: "agreed",
    Stage.PERFORMED: "agreed",
    Stage.FAILED: "failed",
}


@dataclass(frozen=True, kw_only=True)
class Case:
    """`day` is that of the last event: the next may fall on it, not before it. `past` is what still holds."""

    stage: Stage = Stage.UNKNOWN
    county_code: str = ""
    office_id: str | None = None
    day: date = date.min
    mediator: str | None = None
    confirmation: str | None = None
    past: tuple[CaseEvent, ...] = ()

    def on(self, day: date) -> dict[str, Any]:
        """What every event says first."""
        return {"county_code": self.county_code, "office_id": self.office_id, "day": day}


def decide(case: Case, command: CaseCommand) -> Sequence[CaseEvent]:
    match command:
        case OpenCase():
            return open_case(case, command)
        case AcceptCase() | AssignMediator() | ReachAgreement() | FailMediation():
            return decide_to_agreement(case, command)
        case PerformAgreement() | RecordConfirmation() | RevisitCase() | CloseCase():
            return decide_to_closure(case, command)
        case _:
            assert_never(command)


def decide_to_agreement(case: Case, command: ToAgreement) -> Sequence[CaseEvent]:
    match command:
        case AcceptCase():
            return accept(case, command)
        case AssignMediator():
            return assign(case, command)
        case ReachAgreement():
            return reach(case, command)
        case FailMediation():
            return fail(case, command)
        case _:
            assert_never(command)


def decide_to_closure(case: Case, command: ToClosure) -> Sequence[CaseEvent]:
    match command:
        case PerformAgreement():
            return fulfil(case, command)
        case RecordConfirmation():
            return confirm(case, command)
        case RevisitCase():
            return revisit(case, command)
        case CloseCase():
            return close(case, command)
        case _:
            assert_never(command)


def open_case(case: Case, command: OpenCase) -> Sequence[CaseEvent]:
    event = CaseOpened(
        county_code=command.county_code,
        office_id=command.office_id,
        day=command.day,
        category=command.category,
        source=command.source,
    )
    return follow(case, event, "a case is opened once, and this is another")


def accept(case: Case, command: AcceptCase) -> Sequence[CaseEvent]:
    return follow(case, CaseAccepted(**case.on(command.day)), "a case is accepted once, before it is mediated")


def assign(case: Case, command: AssignMediator) -> Sequence[CaseEvent]:
    event = MediatorAssigned(**case.on(command.day), worker_id=command.worker_id)
    events = follow(case, event, "a mediator is assigned to a case that is accepted, until the mediation ends")
    if events and command.worker_id == case.mediator:
        raise conflict("this worker is the mediator already, from another day on")
    return events


def reach(case: Case, command: ReachAgreement) -> Sequence[CaseEvent]:
    event = AgreementReached(**case.on(command.day), form=command.form)
    return follow(case, event, "an agreement is reached once, under a mediator")


def fail(case: Case, command: FailMediation) -> Sequence[CaseEvent]:
    event = MediationFailed(**case.on(command.day))
    return follow(case, event, "a mediation fails once, under a mediator and without an agreement")


def fulfil(case: Case, command: PerformAgreement) -> Sequence[CaseEvent]:
    event = AgreementPerformed(**case.on(command.day))
    return follow(case, event, "an agreement is performed once, after it was reached and before the case is closed")


def confirm(case: Case, command: RecordConfirmation) -> Sequence[CaseEvent]:
    event = ConfirmationRecorded(**case.on(command.day), outcome=command.outcome)
    events = follow(case, event, "an agreement is confirmed after it was reached, before the case is closed")
    if events and case.confirmation != (None if command.outcome == "applied" else "applied"):
        raise conflict("confirmation is applied for once, and then granted or rejected once")
    return events


def revisit(case: Case, command: RevisitCase) -> Sequence[CaseEvent]:
    event = CaseRevisited(**case.on(command.day))
    return follow(case, event, "a case is revisited after an agreement, before it is closed")


def close(case: Case, command: CloseCase) -> Sequence[CaseEvent]:
    events = follow(case, CaseClosed(**case.on(command.day), outcome=command.outcome), "a case is closed once")
    if events and command.outcome != OUTCOMES[case.stage]:
        raise conflict(f"the case is {case.stage}: it can only be closed as {OUTCOMES[case.stage]}")
    return events


def follow(case: Case, event: CaseEvent, how: str) -> Sequence[CaseEvent]:
    """The event where it may come now, nothing where it has come already."""
    if event in case.past:
        return []
    if not LIFECYCLE.allows(case.stage, type(event)):
        raise conflict(f"the case is {case.stage}: {how}")
    if event.day < case.day:
        raise conflict(f"the last that happened in this case was on {case.day}: nothing can follow before that day")
    return [event]


def evolve(case: Case, event: CaseEvent) -> Case:
    # Another mediator takes the place of the former; all else that happened still holds.
    gone = MediatorAssigned if isinstance(event, MediatorAssigned) else ()
    return Case(
        stage=LIFECYCLE.after(case.stage, type(event)),
        county_code=event.county_code,
        office_id=event.office_id,
        day=event.day,
        mediator=event.worker_id if isinstance(event, MediatorAssigned) else case.mediator,
        confirmation=event.outcome if isinstance(event, ConfirmationRecorded) else case.confirmation,
        past=(*(each for each in case.past if not isinstance(each, gone)), event),
    )


DECIDER: Decider[CaseCommand, CaseEvent, Case] = Decider("case", Case(), decide, evolve, EVENTS)
