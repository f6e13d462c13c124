"""Positioning is approved, extended and taken off; whether it may be is compliance's to say."""

from datetime import timedelta

from services.corrections.core.offender.decider import DECIDER
from services.corrections.core.offender.positioning import ApprovePositioning, RemovePositioning
from shared.contract.corrections import PositioningApproved, PositioningRemoved
from tests.corrections.supervised import DAY, ENROLLED_ALREADY, LATER, at
from tests.corrections.test_offender import REGISTERED
from tests.given import given

APPROVE = ApprovePositioning(day=DAY, cause="injunction")
APPROVED = PositioningApproved(**at(DAY), cause="injunction")


def test_it_is_approved_and_extended() -> None:
    given(DECIDER, *ENROLLED_ALREADY).when(APPROVE).then(APPROVED)
    extension = ApprovePositioning(day=LATER, cause="other")
    given(DECIDER, *ENROLLED_ALREADY, APPROVED).when(extension).then(PositioningApproved(**at(LATER), cause="other"))


def test_the_same_approval_again_is_nothing() -> None:
    given(DECIDER, *ENROLLED_ALREADY, APPROVED, PositioningRemoved(**at(LATER))).when(APPROVE).then_nothing()


def test_of_whoever_is_not_enrolled_nothing_is_approved() -> None:
    given(DECIDER, REGISTERED).when(APPROVE).then_refused("conflict")


def test_it_is_taken_off_once_it_is_there() -> None:
    remove = RemovePositioning(day=LATER)
    given(DECIDER, *ENROLLED_ALREADY, APPROVED).when(remove).then(PositioningRemoved(**at(LATER)))
    given(DECIDER, *ENROLLED_ALREADY, APPROVED, PositioningRemoved(**at(LATER))).when(remove).then_nothing()
    given(DECIDER, *ENROLLED_ALREADY).when(remove).then_refused("conflict")
    before = RemovePositioning(day=DAY - timedelta(days=1))
    given(DECIDER, *ENROLLED_ALREADY, APPROVED).when(before).then_refused("conflict")
