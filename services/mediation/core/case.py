"""人民调解: what each command makes of a mediation case, and each event (Art. 10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never, get_args

from services.mediation.core.case_commands import (
    AcceptCase,
    ArchiveCase,
    AssignMediator,
    AtAnyTime,
    CaseCommand,
    CloseCase,
    ExtendTerm,
    FailMediation,
    HoldSession,
    KeepDossier,
    NoteRisk,
    OpenCase,
    PerformAgreement,
    ReachAgreement,
    RecordConfirmation,
    ReportRisk,
    RevisitCase,
    ToAgreement,
    ToClosure,
)
from services.mediation.core.case_stages import LIFECYCLE, OUTCOMES, Stage
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
    MediatorAssigned,
    RiskNoted,
    RiskReported,
    SessionHeld,
    TermExtended,
)
from shared.kernel.decider import Decider
from shared.kernel.refusal import conflict

CaseEvent = (
    CaseOpened
    | CaseAccepted
    | MediatorAssigned
    | SessionHeld
    | TermExtended
    | RiskNoted
    | RiskReported
    | AgreementReached
    | MediationFailed
    | AgreementPerformed
    | ConfirmationRecorded
    | CaseRevisited
    | CaseClosed
    | DossierKept
    | CaseArchived
)
# Of these the last one holds: another mediator takes the place of the former, a fuller dossier that of a thinner.
REPLACED = (MediatorAssigned, DossierKept)


@dataclass(frozen=True, kw_only=True)
class Case:
    """`day` is that of the last event: the next may fall on it, not before it. `past` is what still holds."""

    stage: Stage = Stage.UNKNOWN
    county_code: str = ""
    office_id: str | None = None
    day: date = date.min
    mediator: str | None = None
    extended: bool = False
    confirmation: str | None = None
    documents: tuple[str, ...] = ()
    past: tuple[CaseEvent, ...] = ()

    def on(self, day: date) -> dict[str, Any]:
        """What every event says first."""
        return {"county_code": self.county_code, "office_id": self.office_id, "day": day}


def decide(case: Case, command: CaseCommand) -> Sequence[CaseEvent]:
    match command:
        case OpenCase():
            return open_case(case, command)
        case AcceptCase() | AssignMediator() | HoldSession() | ExtendTerm() | ReachAgreement() | FailMediation():
            return decide_to_agreement(case, command)
        case PerformAgreement() | RecordConfirmation() | RevisitCase() | CloseCase():
            return decide_to_closure(case, command)
        case NoteRisk() | ReportRisk() | KeepDossier() | ArchiveCase():
            return decide_at_any_time(case, command)
        case _:
            assert_never(command)


def decide_to_agreement(case: Case, command: ToAgreement) -> Sequence[CaseEvent]:
    match command:
        case AcceptCase():
            return accept(case, command)
        case AssignMediator():
            return assign(case, command)
        case HoldSession():
            return hold(case, command)
        case ExtendTerm():
            return extend(case, command)
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


def decide_at_any_time(case: Case, command: AtAnyTime) -> Sequence[CaseEvent]:
    match command:
        case NoteRisk():
            return note(case, command)
        case ReportRisk():
            return report(case, command)
        case KeepDossier():
            return keep(case, command)
        case ArchiveCase():
            return archive(case, command)
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
    event = MediatorAssigned(
        **case.on(command.day), worker_id=command.worker_id, chosen_by_parties=command.chosen_by_parties
    )
    events = follow(case, event, "a mediator is assigned to a case that is accepted, until the mediation ends")
    if events and command.worker_id == case.mediator:
        raise conflict("this worker is the mediator already, from another day on")
    return events


def hold(case: Case, command: HoldSession) -> Sequence[CaseEvent]:
    return follow(case, SessionHeld(**case.on(command.day)), "sessions are held under a mediator")


def extend(case: Case, command: ExtendTerm) -> Sequence[CaseEvent]:
    """However long: what is too long, or agreed on too late, does not count, and the term is overdue."""
    event = TermExtended(**case.on(command.day), until=command.until)
    events = follow(case, event, "a term is extended after the acceptance, while the case is mediated")
    if events and case.extended:
        raise conflict("a term is extended once")
    return events


def note(case: Case, command: NoteRisk) -> Sequence[CaseEvent]:
    events = follow(case, RiskNoted(**case.on(command.day)), "a risk is noted before the case is closed")
    if events and any(isinstance(each, RiskNoted) for each in case.past):
        raise conflict("the risk was noted already, on another day")
    return events


def report(case: Case, command: ReportRisk) -> Sequence[CaseEvent]:
    events = follow(case, RiskReported(**case.on(command.day)), "a risk is reported before the case is closed")
    if events and not any(isinstance(each, RiskNoted) for each in case.past):
        raise conflict("no risk was noted in this case")
    if events and any(isinstance(each, RiskReported) for each in case.past):
        raise conflict("the risk was reported already, on another day")
    return events


def reach(case: Case, command: ReachAgreement) -> Sequence[CaseEvent]:
    event = AgreementReached(
        **case.on(command.day),
        form=command.form,
        effective_day=command.effective_day,
        performance_due=command.performance_due,
        confirmation_wanted=command.confirmation_wanted,
    )
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


def keep(case: Case, command: KeepDossier) -> Sequence[CaseEvent]:
    """What is kept is said when it is looked at: that may be long after the day of what came last, or before."""
    if not LIFECYCLE.allows(case.stage, DossierKept):
        raise conflict(f"the case is {case.stage}: its dossier begins with it")
    if command.documents == case.documents:
        return []
    if gone := sorted(set(case.documents) - set(command.documents)):
        raise conflict(f"what is in a dossier stays there: {', '.join(gone)}")
    return [DossierKept(**case.on(command.day), documents=command.documents)]


def archive(case: Case, command: ArchiveCase) -> Sequence[CaseEvent]:
    """With whatever is missing in the dossier: that is a finding, and no reason to lose the fact."""
    return follow(case, CaseArchived(**case.on(command.day)), "a case is archived once, after it was closed")


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
    gone = type(event) if isinstance(event, REPLACED) else ()
    return Case(
        stage=LIFECYCLE.after(case.stage, type(event)),
        county_code=event.county_code,
        office_id=event.office_id,
        day=case.day if isinstance(event, DossierKept) else event.day,
        mediator=event.worker_id if isinstance(event, MediatorAssigned) else case.mediator,
        extended=case.extended or isinstance(event, TermExtended),
        confirmation=event.outcome if isinstance(event, ConfirmationRecorded) else case.confirmation,
        documents=event.documents if isinstance(event, DossierKept) else case.documents,
        past=(*(each for each in case.past if not isinstance(each, gone)), event),
    )


DECIDER: Decider[CaseCommand, CaseEvent, Case] = Decider("case", Case(), decide, evolve, get_args(CaseEvent))
