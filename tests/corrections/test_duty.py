"""Nobody and no vehicle goes to two prisons on one day; to one prison, any number of releases are one convoy."""

from dataclasses import replace
from datetime import date

import pytest

from services.corrections.core.duty import DECIDER, Assign, Assigned, Relieve, Relieved, day_of, plate_of, sheet_of
from tests.given import given

ASSIGN = Assign(release_id="r-a", prison="first", escort=("li", "wang"), vehicle="豫A·12345", intent={"key": None})
ASSIGNED = Assigned(
    order=1, release_id="r-a", prison="first", escort=("li", "wang"), vehicle="豫A12345", intent={"key": None}
)
OTHERS = replace(ASSIGN, release_id="r-b", prison="second", escort=("zhao",), vehicle="豫A99999")


def test_people_and_vehicle_are_assigned() -> None:
    given(DECIDER).when(ASSIGN).then(ASSIGNED)


def test_who_goes_to_another_prison_cannot_come_along() -> None:
    refusal = given(DECIDER, ASSIGNED).when(replace(OTHERS, escort=("zhao", "wang"))).then_refused("escort-booked")
    assert (refusal.article, refusal.more) == (12, {"workers": ["wang"]})


@pytest.mark.parametrize("written", ["豫A12345", "豫A·12345", "豫a-12345"])
def test_nor_can_the_vehicle_however_its_plate_is_written(written: str) -> None:
    refusal = given(DECIDER, ASSIGNED).when(replace(OTHERS, vehicle=written)).then_refused("vehicle-booked")
    assert refusal.article == 12


def test_to_the_same_prison_they_go_in_one_convoy() -> None:
    second = replace(ASSIGN, release_id="r-b")
    given(DECIDER, ASSIGNED).when(second).then(replace(ASSIGNED, order=2, release_id="r-b"))


def test_other_people_and_another_vehicle_go_elsewhere() -> None:
    given(DECIDER, ASSIGNED).when(OTHERS).then(
        replace(ASSIGNED, order=2, release_id="r-b", prison="second", escort=("zhao",), vehicle="豫A99999")
    )
    on_foot = replace(OTHERS, vehicle=None)
    unmotorised = replace(ASSIGNED, vehicle=None)
    given(DECIDER, unmotorised).when(on_foot).then(
        replace(unmotorised, order=2, release_id="r-b", prison="second", escort=("zhao",))
    )


def test_another_plan_stands_beside_the_former_until_it_has_taken_its_place() -> None:
    given(DECIDER, ASSIGNED).when(replace(ASSIGN, escort=("li",))).then(replace(ASSIGNED, order=2, escort=("li",)))


def test_who_is_relieved_is_free_and_relieved_once() -> None:
    given(DECIDER, ASSIGNED).when(Relieve(order=1)).then(Relieved(order=1))
    given(DECIDER, ASSIGNED, Relieved(order=1)).when(Relieve(order=1)).then_nothing()
    given(DECIDER, ASSIGNED, Relieved(order=1)).when(replace(OTHERS, escort=("li",))).then(
        replace(ASSIGNED, order=2, release_id="r-b", prison="second", escort=("li",), vehicle="豫A99999")
    )


def test_a_sheet_is_a_citys_for_a_day() -> None:
    sheet = sheet_of("410105", date(2026, 11, 24))
    assert (sheet, day_of(sheet)) == ("4101.2026-11-24", date(2026, 11, 24))
    assert plate_of("豫A·12345") == "豫A12345"


def test_what_is_no_command_or_no_event_is_a_fault() -> None:
    with pytest.raises(AssertionError):
        given(DECIDER).when("go").then_nothing()
    with pytest.raises(AssertionError):
        given(DECIDER, "gone").when(ASSIGN).then_nothing()
