"""One of a kind: who has it keeps it, until it is given up or its holder is closed for good."""

import pytest

from shared.kernel.claim import Claimed, ClaimGivenUp, GiveUp, Take, Taken, claim_decider
from tests.given import given

SEAT = claim_decider("seatclaim")
FIRST = Claimed(holder="first", intent={"name": "one"})


def test_what_nobody_has_is_taken() -> None:
    given(SEAT).when(Take(holder="first", intent={"name": "one"})).then(FIRST)


def test_taking_again_what_one_has_changes_nothing() -> None:
    given(SEAT, FIRST).when(Take(holder="first", intent={"name": "one"})).then_nothing()


def test_somebody_else_is_told_who_has_it_and_why() -> None:
    with pytest.raises(Taken) as taken:
        SEAT.decide(SEAT.replay([FIRST]), Take(holder="second", intent={}))
    assert (taken.value.holder, taken.value.intent) == ("first", {"name": "one"})


def test_a_closed_holder_is_succeeded() -> None:
    succeeding = Take(holder="second", intent={}, closed="first")
    given(SEAT, FIRST).when(succeeding).then(Claimed(holder="second", intent={}))


def test_another_closed_holder_does_not_help() -> None:
    with pytest.raises(Taken):
        SEAT.decide(SEAT.replay([FIRST]), Take(holder="second", intent={}, closed="third"))


def test_what_is_given_up_can_be_taken() -> None:
    given(SEAT, FIRST).when(GiveUp(holder="first")).then(ClaimGivenUp(holder="first"))
    given(SEAT, FIRST, ClaimGivenUp(holder="first")).when(Take(holder="second", intent={})).then(
        Claimed(holder="second", intent={})
    )


def test_nobody_gives_up_what_somebody_else_has() -> None:
    given(SEAT, FIRST).when(GiveUp(holder="second")).then_nothing()
