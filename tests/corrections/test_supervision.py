"""What is done with an offender is recorded, also late, at the office where the offender was then; and once."""

from datetime import date, timedelta

import pytest

from services.corrections.core.offender.decider import DECIDER, OffenderCommand
from services.corrections.core.offender.supervision import (
    Categorise,
    FormGroup,
    HelpOffender,
    HoldDeclaration,
    ImposeDiscipline,
    PlanCorrection,
    RecordContact,
)
from shared.contract.corrections import (
    ContactMade,
    CorrectionPlanned,
    DeclarationHeld,
    DisciplineImposed,
    GroupFormed,
    OffenderCategorised,
    OffenderHelped,
)
from shared.contract.envelope import Public
from tests.corrections.supervised import BEGUN, DAY, ENROLLED_ALREADY, LATER, RECEIVED, RELOCATED, at, there
from tests.corrections.test_offender import ENROLLED_ON, REGISTERED, discharged
from tests.given import given

CASES: list[tuple[OffenderCommand, Public]] = [
    (HoldDeclaration(day=DAY), DeclarationHeld(**at(DAY))),
    (
        FormGroup(day=DAY, has_woman=True, has_minors_specialist=False),
        GroupFormed(**at(DAY), has_woman=True, has_minors_specialist=False),
    ),
    (PlanCorrection(day=DAY), CorrectionPlanned(**at(DAY))),
    (Categorise(day=DAY, category="strict"), OffenderCategorised(**at(DAY), category="strict")),
    (RecordContact(day=DAY, kind="visit"), ContactMade(**at(DAY), kind="visit")),
    (ImposeDiscipline(day=DAY, kind="admonition"), DisciplineImposed(**at(DAY), kind="admonition")),
    (HelpOffender(day=DAY, kind="training"), OffenderHelped(**at(DAY), kind="training")),
]


@pytest.mark.parametrize(("command", "event"), CASES)
def test_what_is_done_is_recorded(command: object, event: object) -> None:
    given(DECIDER, *ENROLLED_ALREADY).when(command).then(event)


@pytest.mark.parametrize(("command", "event"), CASES)
def test_the_same_again_is_nothing_whatever_came_since(command: object, event: object) -> None:
    given(DECIDER, *ENROLLED_ALREADY, event, BEGUN, RELOCATED, RECEIVED).when(command).then_nothing()


@pytest.mark.parametrize("command", [command for command, _ in CASES])
def test_with_whoever_is_not_enrolled_nothing_is_done(command: object) -> None:
    given(DECIDER, REGISTERED).when(command).then_refused("conflict")


def test_before_the_enrolment_nobody_is_met() -> None:
    contact = RecordContact(day=ENROLLED_ON - timedelta(days=1), kind="visit")
    refusal = given(DECIDER, *ENROLLED_ALREADY).when(contact).then_refused("conflict")
    assert "was not enrolled on 2026-01-13" in refusal.because


def test_a_contact_is_entered_late_also_after_the_discharge() -> None:
    past = *ENROLLED_ALREADY, discharged(LATER, "deceased")
    given(DECIDER, *past).when(RecordContact(day=DAY, kind="visit")).then(ContactMade(**at(DAY), kind="visit"))
    late = RecordContact(day=LATER + timedelta(days=1), kind="visit")
    given(DECIDER, *past).when(late).then_refused("conflict")


@pytest.mark.parametrize(("day", "where"), [(DAY, at), (LATER - timedelta(days=1), at), (LATER, there)])
def test_what_is_done_belongs_to_the_office_of_its_day(day: date, where: object) -> None:
    assert callable(where)
    past = *ENROLLED_ALREADY, BEGUN, RELOCATED, RECEIVED
    given(DECIDER, *past).when(RecordContact(day=day, kind="talk")).then(ContactMade(**where(day), kind="talk"))
