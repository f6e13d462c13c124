"""An offender is registered, enrols and is discharged; and the term is served on its last day, not before."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.corrections.core.offender.case import DischargeOffender, EnrolOffender, Reason, RegisterOffender
from services.corrections.core.offender.decider import DECIDER
from shared.contract.corrections import OffenderDischarged, OffenderEnrolled, OffenderRegistered
from tests.given import given

COUNTY, OFFICE = "410105", "jingba-road"
EFFECTIVE = date(2026, 1, 5)
ENROLLED_ON = date(2026, 1, 14)
ENDS = date(2027, 1, 4)
ONE_DAY = timedelta(days=1)

REGISTER = RegisterOffender(
    county_code=COUNTY,
    office_id=OFFICE,
    sentence="suspended",
    effective_day=EFFECTIVE,
    ends=ENDS,
    female=False,
    minor=True,
)
REGISTERED = OffenderRegistered(
    county_code=COUNTY,
    office_id=OFFICE,
    day=EFFECTIVE,
    sentence="suspended",
    ends=ENDS,
    female=False,
    minor=True,
)
ENROLLED = OffenderEnrolled(county_code=COUNTY, office_id=OFFICE, day=ENROLLED_ON)


def discharged(day: date, reason: Reason) -> OffenderDischarged:
    return OffenderDischarged(county_code=COUNTY, office_id=OFFICE, day=day, reason=reason)


DISCHARGED = discharged(ENDS, "served")


def test_an_offender_is_registered_with_the_day_of_effect() -> None:
    given(DECIDER).when(REGISTER).then(REGISTERED)


@pytest.mark.parametrize("after", [(), (ENROLLED,), (ENROLLED, DISCHARGED)])
def test_the_same_registration_again_is_nothing_whatever_came_since(after: tuple[object, ...]) -> None:
    given(DECIDER, REGISTERED, *after).when(REGISTER).then_nothing()


def test_another_registration_under_the_same_id_is_refused() -> None:
    given(DECIDER, REGISTERED).when(replace(REGISTER, minor=False)).then_refused("conflict")


@pytest.mark.parametrize("day", [EFFECTIVE, ENROLLED_ON, ENDS + ONE_DAY])
def test_enrolment_is_on_the_day_of_effect_or_later(day: date) -> None:
    given(DECIDER, REGISTERED).when(EnrolOffender(day=day)).then(replace(ENROLLED, day=day))


def test_enrolment_before_the_day_of_effect_cannot_be() -> None:
    refusal = given(DECIDER, REGISTERED).when(EnrolOffender(day=EFFECTIVE - ONE_DAY)).then_refused("conflict")
    assert "registered from 2026-01-05 on" in refusal.because


def test_who_is_not_registered_cannot_enrol() -> None:
    given(DECIDER).when(EnrolOffender(day=ENROLLED_ON)).then_refused("conflict")


@pytest.mark.parametrize("after", [(), (DISCHARGED,)])
def test_the_same_enrolment_again_is_nothing(after: tuple[object, ...]) -> None:
    given(DECIDER, REGISTERED, ENROLLED, *after).when(EnrolOffender(day=ENROLLED_ON)).then_nothing()


def test_enrolment_on_another_day_is_refused() -> None:
    given(DECIDER, REGISTERED, ENROLLED).when(EnrolOffender(day=ENROLLED_ON + ONE_DAY)).then_refused("conflict")


@pytest.mark.parametrize("day", [ENDS, ENDS + ONE_DAY])
def test_the_term_is_served_on_its_last_day_and_after_it(day: date) -> None:
    served = DischargeOffender(day=day, reason="served")
    given(DECIDER, REGISTERED, ENROLLED).when(served).then(discharged(day, "served"))


@pytest.mark.parametrize("past", [(REGISTERED,), (REGISTERED, ENROLLED)])
def test_the_term_is_not_served_the_day_before(past: tuple[object, ...]) -> None:
    served = DischargeOffender(day=ENDS - ONE_DAY, reason="served")
    refusal = given(DECIDER, *past).when(served).then_refused("end-of-term")
    assert refusal.article == 12
    assert refusal.more == {"ends": ENDS}


@pytest.mark.parametrize("reason", ["pardoned", "revoked", "imprisoned", "deceased"])
def test_other_reasons_do_not_wait_for_the_end_of_the_term(reason: Reason) -> None:
    discharge = DischargeOffender(day=ENROLLED_ON, reason=reason)
    given(DECIDER, REGISTERED, ENROLLED).when(discharge).then(discharged(ENROLLED_ON, reason))


@pytest.mark.parametrize("reason", ["pardoned", "revoked", "imprisoned", "deceased"])
def test_who_never_enrolled_can_be_discharged(reason: Reason) -> None:
    discharge = DischargeOffender(day=EFFECTIVE, reason=reason)
    given(DECIDER, REGISTERED).when(discharge).then(discharged(EFFECTIVE, reason))


def test_who_never_enrolled_has_served_nothing() -> None:
    given(DECIDER, REGISTERED).when(DischargeOffender(day=ENDS, reason="served")).then_refused("conflict")


def test_who_was_discharged_cannot_enrol() -> None:
    past = REGISTERED, discharged(ENROLLED_ON, "deceased")
    given(DECIDER, *past).when(EnrolOffender(day=ENROLLED_ON)).then_refused("conflict")


@pytest.mark.parametrize(
    ("past", "day"),
    [((REGISTERED,), EFFECTIVE - ONE_DAY), ((REGISTERED, ENROLLED), ENROLLED_ON - ONE_DAY)],
)
def test_discharge_before_the_last_that_happened_cannot_be(past: tuple[object, ...], day: date) -> None:
    given(DECIDER, *past).when(DischargeOffender(day=day, reason="deceased")).then_refused("conflict")


def test_who_is_not_registered_cannot_be_discharged() -> None:
    given(DECIDER).when(DischargeOffender(day=ENDS, reason="served")).then_refused("conflict")


def test_the_same_discharge_again_is_nothing() -> None:
    past = REGISTERED, ENROLLED, DISCHARGED
    given(DECIDER, *past).when(DischargeOffender(day=ENDS, reason="served")).then_nothing()


@pytest.mark.parametrize(
    "other",
    [DischargeOffender(day=ENDS + ONE_DAY, reason="served"), DischargeOffender(day=ENDS, reason="revoked")],
)
def test_another_discharge_is_refused(other: DischargeOffender) -> None:
    given(DECIDER, REGISTERED, ENROLLED, DISCHARGED).when(other).then_refused("conflict")


def test_what_is_no_command_is_a_fault() -> None:
    with pytest.raises(KeyError):
        given(DECIDER).when("enrol").then_nothing()
