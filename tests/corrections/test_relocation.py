"""A change of place: one commit in which the office before gives the offender up, and the new one has him."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.corrections.core.offender.case import DischargeOffender
from services.corrections.core.offender.decider import DECIDER
from services.corrections.core.offender.relocation import BeginRelocation, EnrolRelocated
from shared.contract.corrections import (
    DisciplineImposed,
    LibertyRestored,
    LibertyRestricted,
    OffenderCategorised,
    OffenderDischarged,
    PositioningApproved,
    PositioningRemoved,
)
from tests.corrections.supervised import BEGUN, DAY, ENROLLED_ALREADY, LATER, RECEIVED, RELOCATED, TO, at, there
from tests.corrections.test_offender import COUNTY, ENROLLED_ON, OFFICE, REGISTERED, discharged
from tests.given import given

ONE_DAY = timedelta(days=1)
BEGIN = BeginRelocation(day=DAY, **TO)
ENROL = EnrolRelocated(day=LATER)
MOVED = (*ENROLLED_ALREADY, BEGUN, RELOCATED, RECEIVED)


def test_a_change_of_place_is_decided_at_the_office_where_the_offender_is() -> None:
    given(DECIDER, *ENROLLED_ALREADY).when(BEGIN).then(BEGUN)
    given(DECIDER, *ENROLLED_ALREADY, BEGUN).when(BEGIN).then_nothing()


def test_another_decision_takes_its_place() -> None:
    other = replace(BEGIN, to_office_id="wulibao", day=LATER)
    given(DECIDER, *ENROLLED_ALREADY, BEGUN).when(other).then(replace(BEGUN, to_office_id="wulibao", day=LATER))


@pytest.mark.parametrize("past", [(REGISTERED,), (*ENROLLED_ALREADY, discharged(DAY, "deceased"))])
def test_who_is_not_enrolled_changes_no_place(past: tuple[object, ...]) -> None:
    given(DECIDER, *past).when(BEGIN).then_refused("conflict")


def test_nobody_is_sent_where_he_is() -> None:
    stay = BeginRelocation(to_office_id=OFFICE, to_county_code=COUNTY, day=DAY)
    given(DECIDER, *ENROLLED_ALREADY).when(stay).then_refused("conflict")


def test_nobody_is_sent_away_before_he_came() -> None:
    given(DECIDER, *ENROLLED_ALREADY).when(replace(BEGIN, day=ENROLLED_ON - ONE_DAY)).then_refused("conflict")


def test_the_new_office_enrols_and_both_are_told_in_one_commit() -> None:
    given(DECIDER, *ENROLLED_ALREADY, BEGUN).when(ENROL).then(RELOCATED, RECEIVED)


def test_the_same_enrolment_again_is_nothing() -> None:
    given(DECIDER, *MOVED).when(ENROL).then_nothing()


@pytest.mark.parametrize(
    ("past", "day"),
    [(ENROLLED_ALREADY, LATER), (MOVED, LATER + ONE_DAY), ((*ENROLLED_ALREADY, BEGUN), DAY - ONE_DAY)],
)
def test_without_a_decision_or_before_it_nobody_enrols_elsewhere(past: tuple[object, ...], day: date) -> None:
    given(DECIDER, *past).when(EnrolRelocated(day=day)).then_refused("conflict")


def test_who_was_discharged_enrols_nowhere() -> None:
    past = *ENROLLED_ALREADY, BEGUN, discharged(DAY, "deceased")
    given(DECIDER, *past).when(ENROL).then_refused("conflict")


def test_who_is_deprived_of_liberty_can_report_nowhere_until_he_is_free() -> None:
    detained = *ENROLLED_ALREADY, BEGUN, LibertyRestricted(**at(DAY))
    given(DECIDER, *detained).when(ENROL).then_refused("conflict")
    given(DECIDER, *detained, LibertyRestored(**at(LATER))).when(ENROL).then(RELOCATED, RECEIVED)


def test_the_new_office_learns_what_still_matters() -> None:
    past = (
        *ENROLLED_ALREADY,
        OffenderCategorised(**at(DAY), category="ordinary"),
        OffenderCategorised(**at(DAY), category="strict"),
        DisciplineImposed(**at(DAY), kind="warning"),
        DisciplineImposed(**at(DAY + ONE_DAY), kind="admonition"),
        DisciplineImposed(**at(DAY), kind="admonition"),
        DisciplineImposed(**at(DAY), kind="public-security"),
        DisciplineImposed(**at(DAY), kind="revocation-proposal"),
        PositioningApproved(**at(DAY - ONE_DAY), cause="injunction"),
        PositioningRemoved(**at(DAY)),
        PositioningApproved(**at(DAY), cause="injunction"),
        BEGUN,
    )
    received = replace(
        RECEIVED,
        category="strict",
        admonished=(DAY, DAY + ONE_DAY),
        warned=(DAY,),
        punished=(DAY,),
        proposed=(DAY,),
        positioning_approved=(DAY,),
    )
    given(DECIDER, *past).when(ENROL).then(RELOCATED, received)


def test_the_new_office_discharges_and_not_before_it_had_him() -> None:
    given(DECIDER, *MOVED).when(DischargeOffender(day=LATER, reason="deceased")).then(
        OffenderDischarged(**there(LATER), reason="deceased")
    )
    early = DischargeOffender(day=LATER - ONE_DAY, reason="deceased")
    given(DECIDER, *MOVED).when(early).then_refused("conflict")
