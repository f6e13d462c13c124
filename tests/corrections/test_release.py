"""A release is notified, dated, planned and met: with a plan or without, in time or late, but never before."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from services.corrections.core.release import DECIDER
from services.corrections.core.release.commands import (
    AssessRelease,
    Booking,
    CompleteHandover,
    ConfirmPickup,
    NotifyRelease,
    PlanHandover,
    RedateRelease,
    ReturnRelease,
    VerifyRelease,
)
from services.corrections.core.release.state import BookingLeft, HandoverBooked
from shared.contract.corrections import (
    HandoverCompleted,
    HandoverPlanned,
    PickupConfirmed,
    ReleaseAssessed,
    ReleaseNotified,
    ReleaseRedated,
    ReleaseReturned,
    ReleaseVerified,
)
from tests.given import given

COUNTY, OFFICE = "410105", "jingba-road"
NOTICE = date(2026, 2, 2)
TODAY = date(2026, 2, 9)
RELEASE = date(2026, 3, 2)
LATER = date(2026, 3, 16)
ONE_DAY = timedelta(days=1)

NOTIFY = NotifyRelease(
    county_code=COUNTY,
    office_id=OFFICE,
    release_day=RELEASE,
    key_person=True,
    minor=False,
    has_guardian=True,
    day=NOTICE,
)
NOTIFIED = ReleaseNotified(
    county_code=COUNTY,
    office_id=OFFICE,
    day=NOTICE,
    release_day=RELEASE,
    key_person=True,
    minor=False,
    has_guardian=True,
)
TO_VERIFY = replace(NOTIFIED, release_day=None)
PLAN = PlanHandover(escort=("worker-li", "worker-wang"), vehicle="豫A00001", day=TODAY)
PLANNED = HandoverPlanned(
    county_code=COUNTY, office_id=OFFICE, day=TODAY, escort=("worker-li", "worker-wang"), vehicle="豫A00001"
)
REDATED = ReleaseRedated(county_code=COUNTY, office_id=OFFICE, day=TODAY, release_day=LATER)
MET = HandoverCompleted(county_code=COUNTY, office_id=OFFICE, day=RELEASE)


@pytest.mark.parametrize("day", [RELEASE, NOTICE - ONE_DAY, None])
def test_a_release_is_notified_ahead_afterwards_or_without_a_day(day: date | None) -> None:
    given(DECIDER).when(replace(NOTIFY, release_day=day)).then(replace(NOTIFIED, release_day=day))


@pytest.mark.parametrize("after", [(), (REDATED,), (PLANNED,), (MET,)])
def test_the_same_notice_again_is_nothing_whatever_came_since(after: tuple[object, ...]) -> None:
    given(DECIDER, NOTIFIED, *after).when(NOTIFY).then_nothing()


def test_another_notice_is_refused() -> None:
    given(DECIDER, NOTIFIED).when(replace(NOTIFY, release_day=LATER)).then_refused("conflict")


@pytest.mark.parametrize("past", [(NOTIFIED,), (TO_VERIFY,), (NOTIFIED, PLANNED)])
def test_the_day_can_change_until_the_handover(past: tuple[object, ...]) -> None:
    given(DECIDER, *past).when(RedateRelease(release_day=LATER, day=TODAY)).then(REDATED)


@pytest.mark.parametrize("past", [(NOTIFIED,), (NOTIFIED, REDATED, replace(REDATED, release_day=RELEASE))])
def test_the_day_that_is_known_already_is_nothing_new(past: tuple[object, ...]) -> None:
    given(DECIDER, *past).when(RedateRelease(release_day=RELEASE, day=LATER)).then_nothing()


@pytest.mark.parametrize("past", [(), (NOTIFIED, MET)])
def test_the_day_cannot_change_before_the_notice_or_after_the_handover(past: tuple[object, ...]) -> None:
    given(DECIDER, *past).when(RedateRelease(release_day=LATER, day=TODAY)).then_refused("conflict")


def test_the_day_of_one_who_was_met_is_still_the_same_when_asked_again() -> None:
    given(DECIDER, NOTIFIED, MET).when(RedateRelease(release_day=RELEASE, day=LATER)).then_nothing()


@pytest.mark.parametrize("past", [(NOTIFIED,), (TO_VERIFY, replace(REDATED, release_day=RELEASE)), (NOTIFIED, REDATED)])
def test_a_handover_is_planned_after_the_notice(past: tuple[object, ...]) -> None:
    given(DECIDER, *past).when(PLAN).then(PLANNED)


def test_another_plan_replaces_the_former() -> None:
    on_foot = replace(PLAN, vehicle=None)
    given(DECIDER, NOTIFIED, PLANNED).when(on_foot).then(replace(PLANNED, vehicle=None))
    given(DECIDER, NOTIFIED, PLANNED, replace(PLANNED, vehicle=None)).when(PLAN).then(PLANNED)


@pytest.mark.parametrize("after", [(), (MET,)])
def test_the_same_plan_again_is_nothing_on_whichever_day(after: tuple[object, ...]) -> None:
    given(DECIDER, NOTIFIED, PLANNED, *after).when(replace(PLAN, day=LATER)).then_nothing()


@pytest.mark.parametrize("past", [(), (NOTIFIED, MET)])
def test_nothing_is_planned_before_the_notice_or_after_the_handover(past: tuple[object, ...]) -> None:
    given(DECIDER, *past).when(PLAN).then_refused("conflict")


@pytest.mark.parametrize("past", [(NOTIFIED,), (NOTIFIED, PLANNED), (TO_VERIFY, replace(REDATED, release_day=RELEASE))])
@pytest.mark.parametrize("day", [RELEASE, RELEASE + ONE_DAY])
def test_a_person_is_met_with_or_without_a_plan_in_time_or_late(past: tuple[object, ...], day: date) -> None:
    given(DECIDER, *past).when(CompleteHandover(day=day)).then(replace(MET, day=day))


def test_nobody_is_met_the_day_before_the_release() -> None:
    given(DECIDER, NOTIFIED, PLANNED).when(CompleteHandover(day=RELEASE - ONE_DAY)).then_refused("conflict")


def test_nobody_is_met_whose_release_was_put_off() -> None:
    given(DECIDER, NOTIFIED, REDATED).when(CompleteHandover(day=RELEASE)).then_refused("conflict")


def test_nobody_is_met_whose_day_of_release_is_not_known() -> None:
    refusal = given(DECIDER, TO_VERIFY).when(CompleteHandover(day=RELEASE)).then_refused("conflict")
    assert "the person is still in prison" in refusal.because


def test_nobody_is_met_without_a_notice() -> None:
    given(DECIDER).when(CompleteHandover(day=RELEASE)).then_refused("conflict")


def test_the_same_handover_again_is_nothing_and_another_is_refused() -> None:
    past = given(DECIDER, NOTIFIED, MET)
    past.when(CompleteHandover(day=RELEASE)).then_nothing()
    past.when(CompleteHandover(day=RELEASE + ONE_DAY)).then_refused("conflict")


WHERE: dict[str, Any] = {"county_code": COUNTY, "office_id": OFFICE, "day": TODAY}
BOOKING = Booking(sheet=f"4101.{RELEASE}", order=2)
BOOKED = HandoverBooked(booking=BOOKING)
NOT_FOUND = ReleaseVerified(**WHERE, found=False)
RETURNED = ReleaseReturned(**WHERE)
PICKUP = PickupConfirmed(**WHERE)
ASSESSED = ReleaseAssessed(**WHERE, key_person=False, minor=True, has_guardian=False)
ASSESS = AssessRelease(key_person=False, minor=True, has_guardian=False, day=TODAY)


def test_a_plan_is_made_with_its_booking() -> None:
    given(DECIDER, NOTIFIED).when(replace(PLAN, booking=BOOKING)).then(PLANNED, BOOKED)


def test_another_plan_leaves_the_booking_of_the_former() -> None:
    past, later = given(DECIDER, NOTIFIED, PLANNED, BOOKED), replace(BOOKING, order=3)
    on_foot = replace(PLAN, vehicle=None, booking=later)
    past.when(on_foot).then(replace(PLANNED, vehicle=None), BookingLeft(booking=BOOKING), HandoverBooked(booking=later))


def test_a_plan_that_was_booked_earlier_than_that_which_there_is_comes_too_late() -> None:
    earlier = replace(PLAN, vehicle=None, booking=replace(BOOKING, order=1))
    given(DECIDER, NOTIFIED, PLANNED, BOOKED).when(earlier).then_nothing()


def test_nobody_goes_on_a_day_that_has_changed_since_the_booking() -> None:
    given(DECIDER, NOTIFIED, REDATED).when(replace(PLAN, booking=BOOKING)).then_refused("conflict")


def test_nobody_can_be_booked_while_the_day_is_not_known() -> None:
    given(DECIDER, TO_VERIFY).when(PLAN).then_refused("conflict")
    given(DECIDER, TO_VERIFY).when(ConfirmPickup(day=TODAY)).then_refused("conflict")


@pytest.mark.parametrize(
    ("command", "event"),
    [(RedateRelease(release_day=LATER, day=TODAY), REDATED), (CompleteHandover(day=RELEASE), MET)],
)
def test_another_day_and_the_handover_leave_the_booking(command: object, event: object) -> None:
    given(DECIDER, NOTIFIED, PLANNED, BOOKED).when(command).then(event, BookingLeft(booking=BOOKING))


def test_on_another_day_the_handover_is_planned_anew() -> None:
    past = (NOTIFIED, PLANNED, BOOKED, PICKUP, REDATED, BookingLeft(booking=BOOKING))
    later = Booking(sheet=f"4101.{LATER}", order=1)
    given(DECIDER, *past).when(replace(PLAN, booking=later)).then(PLANNED, HandoverBooked(booking=later))
    given(DECIDER, *past).when(ConfirmPickup(day=TODAY)).then(PICKUP)


@pytest.mark.parametrize("past", [(TO_VERIFY,), (NOTIFIED, PLANNED), (TO_VERIFY, NOT_FOUND, RETURNED)])
def test_a_person_is_verified_until_the_handover(past: tuple[object, ...]) -> None:
    found = replace(NOT_FOUND, found=True)
    given(DECIDER, *past).when(VerifyRelease(found=True, day=TODAY)).then(found)
    given(DECIDER, *past, found).when(VerifyRelease(found=True, day=TODAY)).then_nothing()


@pytest.mark.parametrize("past", [(), (NOTIFIED, MET)])
def test_nobody_is_verified_before_the_notice_or_after_the_handover(past: tuple[object, ...]) -> None:
    given(DECIDER, *past).when(VerifyRelease(found=True, day=TODAY)).then_refused("conflict")


def test_who_was_not_found_is_returned_to_the_prison_once() -> None:
    given(DECIDER, TO_VERIFY, NOT_FOUND).when(ReturnRelease(day=TODAY)).then(RETURNED)
    given(DECIDER, TO_VERIFY, NOT_FOUND, RETURNED).when(ReturnRelease(day=TODAY)).then_nothing()
    given(DECIDER, TO_VERIFY, NOT_FOUND, RETURNED).when(ReturnRelease(day=LATER)).then_refused("conflict")


def test_who_is_returned_needs_nobody_to_go() -> None:
    past = given(DECIDER, NOTIFIED, PLANNED, BOOKED, NOT_FOUND)
    past.when(ReturnRelease(day=TODAY)).then(RETURNED, BookingLeft(booking=BOOKING))


@pytest.mark.parametrize("past", [(TO_VERIFY,), (TO_VERIFY, replace(NOT_FOUND, found=True))])
def test_only_who_was_not_found_is_returned(past: tuple[object, ...]) -> None:
    given(DECIDER, *past).when(ReturnRelease(day=TODAY)).then_refused("conflict")


def test_who_was_returned_is_met_all_the_same() -> None:
    dated = replace(REDATED, release_day=RELEASE)
    given(DECIDER, TO_VERIFY, NOT_FOUND, RETURNED, dated).when(CompleteHandover(day=RELEASE)).then(MET)
    given(DECIDER, NOTIFIED, NOT_FOUND, RETURNED).when(CompleteHandover(day=RELEASE)).then(MET)


@pytest.mark.parametrize("past", [(NOTIFIED,), (TO_VERIFY,), (NOTIFIED, PLANNED), (NOTIFIED, MET)])
def test_the_risk_is_assessed_and_the_person_described_anew(past: tuple[object, ...]) -> None:
    given(DECIDER, *past).when(ASSESS).then(ASSESSED)
    given(DECIDER, *past, ASSESSED).when(ASSESS).then_nothing()
    given(DECIDER, *past, ASSESSED).when(replace(ASSESS, has_guardian=True)).then(replace(ASSESSED, has_guardian=True))


def test_nobody_is_assessed_before_the_notice() -> None:
    given(DECIDER).when(ASSESS).then_refused("conflict")


def test_the_family_confirms_once() -> None:
    given(DECIDER, NOTIFIED).when(ConfirmPickup(day=TODAY)).then(PICKUP)
    given(DECIDER, NOTIFIED, PICKUP).when(ConfirmPickup(day=LATER)).then_nothing()
    given(DECIDER, NOTIFIED, MET).when(ConfirmPickup(day=TODAY)).then_refused("conflict")


def test_what_is_no_command_or_no_event_is_a_fault() -> None:
    with pytest.raises(KeyError):
        given(DECIDER).when("meet").then_nothing()
    with pytest.raises(KeyError):
        given(DECIDER, "met").when(NOTIFY).then_nothing()
