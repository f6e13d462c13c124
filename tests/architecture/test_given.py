"""The vocabulary of the cores' tests is tested itself: a wrong expectation must fail."""

import pytest

from shared.kernel.claim import Claimed, ClaimGivenUp, GiveUp, Take, claim_decider
from shared.kernel.decider import Decider
from shared.kernel.refusal import Refused, conflict
from tests.given import given

SEAT = claim_decider("seat")
TAKEN = Claimed(holder="office-a", intent={})


def refuse(_: None, command: object) -> list[object]:
    raise conflict(str(command))


STUBBORN: Decider[object, object, None] = Decider("stubborn", None, refuse, lambda state, _: state, ())


def test_the_events_that_were_decided_are_accepted() -> None:
    given(SEAT).when(Take(holder="office-a", intent={})).then(TAKEN)
    given(SEAT, TAKEN).when(GiveUp(holder="office-a")).then(ClaimGivenUp(holder="office-a"))


def test_other_events_are_not() -> None:
    with pytest.raises(AssertionError):
        given(SEAT).when(Take(holder="office-a", intent={})).then(ClaimGivenUp(holder="office-a"))
    with pytest.raises(AssertionError):
        given(SEAT).when(Take(holder="office-a", intent={})).then_nothing()


def test_nothing_is_what_is_decided_when_it_is_so_already() -> None:
    given(SEAT, TAKEN).when(Take(holder="office-a", intent={})).then_nothing()


def test_a_refusal_is_known_by_its_rule() -> None:
    assert given(STUBBORN).when("anything").then_refused("conflict").because == "anything"
    with pytest.raises(AssertionError):
        given(STUBBORN).when("anything").then_refused("another-rule")
    with pytest.raises(Refused):
        given(STUBBORN).when("anything").then_nothing()


def test_an_event_that_the_decider_does_not_list_is_a_fault() -> None:
    forgetful = Decider("seat", SEAT.initial, SEAT.decide, SEAT.evolve, ())
    with pytest.raises(AssertionError):
        given(forgetful).when(Take(holder="office-a", intent={})).then(TAKEN)
