"""A vehicle serves one office at a time; its plate is one vehicle in the whole city."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.roster.core.vehicle import DECIDER, AssignVehicle, Stage, WithdrawVehicle
from services.roster.views.fleet import VehicleCard, fold
from shared.contract.roster import VehicleAssigned, VehicleWithdrawn
from tests.given import given
from tests.roster.recorded import folded

WHERE: dict[str, Any] = {"county_code": "410105", "office_id": "jingba-road"}
SINCE, END = date(2020, 5, 6), date(2026, 5, 6)
ASSIGN = AssignVehicle(**WHERE, plate="豫A·0001警", since=SINCE)
ASSIGNED = VehicleAssigned(**WHERE, plate="豫A·0001警", day=SINCE)
WITHDRAW = WithdrawVehicle(day=END)
WITHDRAWN = VehicleWithdrawn(**WHERE, day=END)
ELSEWHERE = replace(ASSIGN, office_id="another", since=END)


def test_a_vehicle_is_assigned() -> None:
    given(DECIDER).when(ASSIGN).then(ASSIGNED)


@pytest.mark.parametrize("past", [(ASSIGNED,), (ASSIGNED, WITHDRAWN)])
def test_assigning_it_again_changes_nothing(past: tuple[object, ...]) -> None:
    given(DECIDER, *past).when(ASSIGN).then_nothing()


def test_a_vehicle_in_service_serves_no_other_office() -> None:
    refusal = given(DECIDER, ASSIGNED).when(ELSEWHERE).then_refused("vehicle")
    assert refusal.article == 8


def test_it_may_serve_elsewhere_from_the_day_of_its_withdrawal_on_and_not_before() -> None:
    given(DECIDER, ASSIGNED, WITHDRAWN).when(ELSEWHERE).then(replace(ASSIGNED, office_id="another", day=END))
    given(DECIDER, ASSIGNED, WITHDRAWN).when(replace(ELSEWHERE, since=date(2026, 5, 5))).then_refused("vehicle")


def test_a_vehicle_is_withdrawn() -> None:
    given(DECIDER, ASSIGNED).when(WITHDRAW).then(WITHDRAWN)


def test_withdrawing_it_again_changes_nothing_and_on_another_day_it_is_a_conflict() -> None:
    given(DECIDER, ASSIGNED, WITHDRAWN).when(WITHDRAW).then_nothing()
    given(DECIDER, ASSIGNED, WITHDRAWN).when(WithdrawVehicle(day=date(2026, 5, 7))).then_refused("conflict")


def test_it_may_be_withdrawn_on_the_day_of_its_assignment_and_not_before() -> None:
    given(DECIDER, ASSIGNED).when(WithdrawVehicle(day=SINCE)).then(replace(WITHDRAWN, day=SINCE))
    given(DECIDER, ASSIGNED).when(WithdrawVehicle(day=date(2020, 5, 5))).then_refused("conflict")


def test_what_is_not_on_record_cannot_be_withdrawn() -> None:
    given(DECIDER).when(WITHDRAW).then_refused("conflict")


def test_the_card_shows_where_it_is_in_service_and_that_it_is_no_longer() -> None:
    card = VehicleCard(id="豫A0001警", version=1, **WHERE, plate="豫A·0001警", since=SINCE, stage=Stage.IN_SERVICE)
    assert folded(fold, "vehicle-豫A0001警", ASSIGNED) == card
    gone = replace(card, version=2, stage=Stage.WITHDRAWN, withdrawn_day=END)
    assert folded(fold, "vehicle-豫A0001警", ASSIGNED, WITHDRAWN) == gone
    with pytest.raises(TypeError):
        folded(fold, "vehicle-豫A0001警", WITHDRAWN)
