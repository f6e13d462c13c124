"""What is said of a case besides its steps: whose choice, from when on, and what its dossier holds."""

from dataclasses import replace

from services.mediation.core.case import DECIDER
from services.mediation.core.case_commands import KeepDossier
from shared.contract.mediation import DossierKept
from tests.given import given
from tests.mediation.test_case import (
    ACCEPTED,
    AGREED,
    ARCHIVE,
    ARCHIVED,
    ASSIGN,
    ASSIGNED,
    IN_MEDIATION,
    KEPT,
    OPENED,
    OVER,
    REACH,
    day,
    on,
)


def test_a_mediator_may_be_the_parties_choice() -> None:
    """人民调解法 19."""
    chosen = replace(ASSIGN, chosen_by_parties=True)
    given(DECIDER, OPENED, ACCEPTED).when(chosen).then(replace(ASSIGNED, chosen_by_parties=True))


def test_an_agreement_says_when_it_takes_effect_and_by_when_it_is_to_be_performed() -> None:
    asked = replace(REACH, effective_day=day(11), performance_due=day(40), confirmation_wanted=True)
    agreed = replace(AGREED, effective_day=day(11), performance_due=day(40), confirmation_wanted=True)
    given(DECIDER, *IN_MEDIATION).when(asked).then(agreed)


def test_a_dossier_grows_and_what_is_in_it_stays() -> None:
    fuller = KeepDossier(documents=("registration", "identity", "record"), day=day(41))
    given(DECIDER, *OVER, KEPT).when(fuller).then(DossierKept(**on(41), documents=fuller.documents))
    refusal = given(DECIDER, *OVER, KEPT).when(replace(fuller, documents=("record",))).then_refused("conflict")
    assert refusal.because == "what is in a dossier stays there: identity, registration"


def test_a_dossier_does_not_hold_up_what_is_entered_of_the_days_before() -> None:
    given(DECIDER, *OVER, KEPT).when(ARCHIVE).then(ARCHIVED)
