"""A case goes from the application to the closure, step by step, and its days do not run backwards."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from services.mediation.core.case import DECIDER, Case, decide_at_any_time, decide_to_agreement, decide_to_closure
from services.mediation.core.case_commands import (
    AcceptCase,
    ArchiveCase,
    AssignMediator,
    CaseCommand,
    CloseCase,
    Confirmation,
    ExtendTerm,
    FailMediation,
    HoldSession,
    KeepDossier,
    NoteRisk,
    OpenCase,
    Outcome,
    PerformAgreement,
    ReachAgreement,
    RecordConfirmation,
    ReportRisk,
    RevisitCase,
)
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
from tests.given import given

START = date(2026, 4, 1)


def day(nth: int) -> date:
    return START + timedelta(days=nth)


def on(nth: int) -> dict[str, Any]:
    return {"county_code": "410105", "office_id": "jingba-road", "day": day(nth)}


OPEN = OpenCase(county_code="410105", office_id="jingba-road", category="neighbours", source="application", day=day(0))
ACCEPT = AcceptCase(day=day(1))
ASSIGN = AssignMediator(worker_id="worker-zhao", day=day(2))
REACH = ReachAgreement(form="written", day=day(9))
FAIL = FailMediation(day=day(9))
APPLY = RecordConfirmation(outcome="applied", day=day(12))
REVISIT = RevisitCase(day=day(12))
PERFORM = PerformAgreement(day=day(12))
MEET = HoldSession(day=day(5))
EXTEND = ExtendTerm(until=day(45), day=day(5))
NOTE = NoteRisk(day=day(5))
REPORT = ReportRisk(day=day(5))
KEEP = KeepDossier(documents=("registration", "identity"), day=day(40))
ARCHIVE = ArchiveCase(day=day(35))

OPENED = CaseOpened(**on(0), category="neighbours", source="application")
ACCEPTED = CaseAccepted(**on(1))
ASSIGNED = MediatorAssigned(**on(2), worker_id="worker-zhao")
AGREED = AgreementReached(**on(9), form="written")
FAILED = MediationFailed(**on(9))
APPLIED = ConfirmationRecorded(**on(12), outcome="applied")
GRANTED = ConfirmationRecorded(**on(20), outcome="granted")
REVISITED = CaseRevisited(**on(12))
PERFORMED = AgreementPerformed(**on(12))
CLOSED = CaseClosed(**on(30), outcome="agreed")
MET = SessionHeld(**on(5))
EXTENDED = TermExtended(**on(5), until=day(45))
NOTED = RiskNoted(**on(5))
REPORTED = RiskReported(**on(5))
KEPT = DossierKept(**on(40), documents=("registration", "identity"))
ARCHIVED = CaseArchived(**on(35))

IN_MEDIATION = OPENED, ACCEPTED, ASSIGNED
WITH_AGREEMENT = *IN_MEDIATION, AGREED
WITH_CONFIRMATION = *WITH_AGREEMENT, APPLIED, GRANTED
OVER = *WITH_AGREEMENT, CLOSED


def close(outcome: Outcome, nth: int = 30) -> CloseCase:
    return CloseCase(outcome=outcome, day=day(nth))


@pytest.mark.parametrize(
    ("past", "command", "event"),
    [
        ((), OPEN, OPENED),
        ((OPENED,), ACCEPT, ACCEPTED),
        ((OPENED, ACCEPTED), ASSIGN, ASSIGNED),
        (IN_MEDIATION, MEET, MET),
        ((*IN_MEDIATION, MET), HoldSession(day=day(6)), replace(MET, day=day(6))),
        ((OPENED, ACCEPTED), EXTEND, EXTENDED),
        (IN_MEDIATION, EXTEND, EXTENDED),
        (IN_MEDIATION, NOTE, NOTED),
        ((*IN_MEDIATION, NOTED), REPORT, REPORTED),
        ((OPENED,), KEEP, KEPT),
        (IN_MEDIATION, REACH, AGREED),
        (IN_MEDIATION, FAIL, FAILED),
        (WITH_AGREEMENT, APPLY, APPLIED),
        (WITH_AGREEMENT, REVISIT, REVISITED),
        (WITH_AGREEMENT, PERFORM, PERFORMED),
        ((*WITH_AGREEMENT, PERFORMED), APPLY, APPLIED),
        ((*WITH_AGREEMENT, PERFORMED), REVISIT, REVISITED),
        (WITH_AGREEMENT, close("agreed"), CLOSED),
        (OVER, ARCHIVE, ARCHIVED),
    ],
)
def test_each_step_follows_the_one_before(past: tuple[object, ...], command: CaseCommand, event: object) -> None:
    given(DECIDER, *past).when(command).then(event)


@pytest.mark.parametrize(
    ("past", "command"),
    [
        (OVER, OPEN),
        (OVER, ACCEPT),
        (OVER, ASSIGN),
        (OVER, REACH),
        ((*IN_MEDIATION, FAILED), FAIL),
        (WITH_CONFIRMATION, APPLY),
        ((*WITH_AGREEMENT, REVISITED, CLOSED), REVISIT),
        ((*WITH_AGREEMENT, PERFORMED, CLOSED), PERFORM),
        (OVER, close("agreed")),
        ((*IN_MEDIATION, MET, EXTENDED), MEET),
        ((*IN_MEDIATION, EXTENDED, MET), EXTEND),
        ((*IN_MEDIATION, NOTED, REPORTED), NOTE),
        ((*IN_MEDIATION, NOTED, REPORTED), REPORT),
        ((*OVER, KEPT, ARCHIVED), KEEP),
        ((*OVER, KEPT), replace(KEEP, day=day(50))),
        ((*OVER, ARCHIVED, KEPT), ARCHIVE),
    ],
)
def test_the_same_step_again_is_nothing_whatever_came_since(past: tuple[object, ...], command: CaseCommand) -> None:
    given(DECIDER, *past).when(command).then_nothing()


@pytest.mark.parametrize(
    ("past", "command"),
    [
        ((OPENED,), replace(OPEN, category="wages")),
        ((OPENED, ACCEPTED), AcceptCase(day=day(2))),
        (IN_MEDIATION, AssignMediator(worker_id="worker-zhao", day=day(3))),
        (WITH_AGREEMENT, ReachAgreement(form="oral", day=day(9))),
        ((*IN_MEDIATION, FAILED), FailMediation(day=day(10))),
        ((*WITH_AGREEMENT, APPLIED), RecordConfirmation(outcome="applied", day=day(13))),
        ((*WITH_AGREEMENT, PERFORMED), PerformAgreement(day=day(13))),
        (OVER, close("failed")),
        (OVER, close("agreed", 31)),
        ((*IN_MEDIATION, EXTENDED), ExtendTerm(until=day(60), day=day(6))),
        ((*IN_MEDIATION, NOTED), NoteRisk(day=day(6))),
        ((*IN_MEDIATION, NOTED, REPORTED), ReportRisk(day=day(6))),
        ((*OVER, ARCHIVED), ArchiveCase(day=day(36))),
    ],
)
def test_the_same_step_with_other_content_is_refused(past: tuple[object, ...], command: CaseCommand) -> None:
    given(DECIDER, *past).when(command).then_refused("conflict")


LATELY = (MEET, EXTEND, NOTE, REPORT, KEEP, ARCHIVE)


@pytest.mark.parametrize("command", [ACCEPT, ASSIGN, REACH, FAIL, APPLY, REVISIT, PERFORM, close("withdrawn"), *LATELY])
def test_nothing_happens_in_a_case_that_is_not_opened(command: CaseCommand) -> None:
    refusal = given(DECIDER).when(command).then_refused("conflict")
    assert refusal.because.startswith("the case is unknown: ")


@pytest.mark.parametrize(
    ("past", "command"),
    [
        ((OPENED,), ASSIGN),
        ((OPENED, ACCEPTED), REACH),
        ((OPENED, ACCEPTED), FAIL),
        (IN_MEDIATION, APPLY),
        (IN_MEDIATION, REVISIT),
        (IN_MEDIATION, PERFORM),
        ((*IN_MEDIATION, FAILED), ReachAgreement(form="oral", day=day(10))),
        (WITH_AGREEMENT, FAIL),
        (WITH_AGREEMENT, AssignMediator(worker_id="worker-qian", day=day(10))),
        (OVER, RevisitCase(day=day(40))),
        ((OPENED, ACCEPTED), MEET),
        (WITH_AGREEMENT, ExtendTerm(until=day(45), day=day(10))),
        (OVER, NoteRisk(day=day(31))),
        (IN_MEDIATION, REPORT),
        (WITH_AGREEMENT, ARCHIVE),
    ],
)
def test_a_step_at_the_wrong_stage_is_refused(past: tuple[object, ...], command: CaseCommand) -> None:
    given(DECIDER, *past).when(command).then_refused("conflict")


@pytest.mark.parametrize(
    ("past", "command"),
    [
        ((OPENED,), AcceptCase(day=day(-1))),
        ((OPENED, ACCEPTED), AssignMediator(worker_id="worker-zhao", day=day(0))),
        (IN_MEDIATION, ReachAgreement(form="oral", day=day(1))),
        (IN_MEDIATION, FailMediation(day=day(1))),
        (WITH_AGREEMENT, RecordConfirmation(outcome="applied", day=day(8))),
        (WITH_AGREEMENT, PerformAgreement(day=day(8))),
        ((*WITH_AGREEMENT, REVISITED), RevisitCase(day=day(11))),
        (WITH_AGREEMENT, close("agreed", 8)),
        (IN_MEDIATION, HoldSession(day=day(1))),
        (IN_MEDIATION, ExtendTerm(until=day(45), day=day(1))),
        (OVER, ArchiveCase(day=day(29))),
    ],
)
def test_the_days_of_a_case_do_not_run_backwards(past: tuple[object, ...], command: CaseCommand) -> None:
    refusal = given(DECIDER, *past).when(command).then_refused("conflict")
    assert refusal.because.endswith("nothing can follow before that day")


def test_everything_may_happen_on_one_day() -> None:
    past = CaseOpened(**on(0), category="wages", source="referred"), CaseAccepted(**on(0))
    given(DECIDER, *past).when(replace(ASSIGN, day=day(0))).then(replace(ASSIGNED, day=day(0)))


def test_another_mediator_takes_over_while_the_case_is_mediated() -> None:
    taken_over = MediatorAssigned(**on(4), worker_id="worker-qian")
    given(DECIDER, *IN_MEDIATION).when(AssignMediator(worker_id="worker-qian", day=day(4))).then(taken_over)
    back = AssignMediator(worker_id="worker-zhao", day=day(4))
    given(DECIDER, *IN_MEDIATION, taken_over).when(back).then(replace(ASSIGNED, day=day(4)))


def test_the_former_mediator_is_not_assigned_any_more() -> None:
    taken_over = MediatorAssigned(**on(4), worker_id="worker-qian")
    given(DECIDER, *IN_MEDIATION, taken_over).when(ASSIGN).then_refused("conflict")


def test_a_case_is_revisited_as_often_as_need_be() -> None:
    again = RevisitCase(day=day(13))
    given(DECIDER, *WITH_AGREEMENT, REVISITED).when(again).then(replace(REVISITED, day=day(13)))


@pytest.mark.parametrize("outcome", ["granted", "rejected"])
def test_confirmation_is_granted_or_rejected_once_it_was_applied_for(outcome: Confirmation) -> None:
    record = RecordConfirmation(outcome=outcome, day=day(20))
    given(DECIDER, *WITH_AGREEMENT, APPLIED).when(record).then(replace(GRANTED, outcome=outcome))
    given(DECIDER, *WITH_AGREEMENT).when(record).then_refused("conflict")


@pytest.mark.parametrize("outcome", ["applied", "granted", "rejected"])
def test_what_the_court_said_stands(outcome: Confirmation) -> None:
    record = RecordConfirmation(outcome=outcome, day=day(21))
    given(DECIDER, *WITH_CONFIRMATION).when(record).then_refused("conflict")


@pytest.mark.parametrize(
    ("past", "possible"),
    [
        ((OPENED,), "withdrawn"),
        ((OPENED, ACCEPTED), "withdrawn"),
        (IN_MEDIATION, "withdrawn"),
        (WITH_AGREEMENT, "agreed"),
        (WITH_CONFIRMATION, "agreed"),
        ((*WITH_AGREEMENT, PERFORMED), "agreed"),
        ((*IN_MEDIATION, FAILED), "failed"),
    ],
)
@pytest.mark.parametrize("outcome", ["agreed", "failed", "withdrawn"])
def test_a_case_is_closed_as_what_it_came_to(past: tuple[object, ...], possible: Outcome, outcome: Outcome) -> None:
    closing = given(DECIDER, *past).when(close(outcome))
    if outcome == possible:
        closing.then(replace(CLOSED, outcome=outcome))
    else:
        assert closing.then_refused("conflict").because.endswith(f"can only be closed as {possible}")


@pytest.mark.parametrize("decide", [DECIDER.decide, decide_to_agreement, decide_to_closure, decide_at_any_time])
def test_what_is_no_command_is_a_fault(decide: Callable[[Case, Any], Any]) -> None:
    with pytest.raises(AssertionError):
        decide(DECIDER.initial, "mediate")
