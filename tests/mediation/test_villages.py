"""A township's villages are listed under its office; stations, rooms and advisers come and go."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import reduce
from typing import Any

import pytest

from services.mediation.core.villages import DECIDER, ListVillages, ProvideService, WithdrawService, decide, evolve
from services.mediation.core.visits import DECIDER as VISITS
from services.mediation.core.visits import VisitVillage
from services.mediation.views import duty_visits, village_register
from services.mediation.views.village_register import VillageLine, VillagesCard
from shared.contract.mediation import ServiceProvided, ServiceWithdrawn, VillagesListed, VillageVisited
from shared.ports.store import Commit
from tests.given import given

DAY, LATER, LATEST = date(2026, 3, 2), date(2026, 6, 1), date(2026, 9, 1)
OFFICE: dict[str, Any] = {"county_code": "410105", "office_id": "jingba-road"}
VILLAGE, OTHER = "410105001001", "410105001002"
NAMES = {VILLAGE: "测试一村", OTHER: "测试二村"}

LIST = ListVillages(**OFFICE, villages=NAMES, provided={}, day=DAY)
APPOINT = ProvideService(**OFFICE, provision=("village-adviser", VILLAGE), since=DAY)
OPEN_STATION = ProvideService(**OFFICE, provision=("station", None), since=DAY)
RELEASE = WithdrawService(provision=("village-adviser", VILLAGE), day=LATER)

LISTED = VillagesListed(**OFFICE, day=DAY, villages=NAMES)
APPOINTED = ServiceProvided(**OFFICE, day=DAY, kind="village-adviser", village_code=VILLAGE)
STATION = ServiceProvided(**OFFICE, day=DAY, kind="station", village_code=None)
RELEASED = ServiceWithdrawn(**OFFICE, day=LATER, kind="village-adviser", village_code=VILLAGE)


def test_villages_are_listed_and_listed_anew() -> None:
    given(DECIDER).when(LIST).then(LISTED)
    given(DECIDER, LISTED).when(replace(LIST, day=LATER)).then_nothing()
    fewer = replace(LIST, villages={OTHER: "测试二村"}, day=LATER)
    given(DECIDER, LISTED).when(fewer).then(replace(LISTED, villages={OTHER: "测试二村"}, day=LATER))


def test_a_list_may_say_what_is_provided_where() -> None:
    whole = replace(LIST, provided={("village-adviser", VILLAGE): DAY, ("village-room", OTHER): LATER})
    room = ServiceProvided(**OFFICE, day=LATER, kind="village-room", village_code=OTHER)
    given(DECIDER).when(whole).then(LISTED, APPOINTED, room)
    given(DECIDER, LISTED, APPOINTED).when(whole).then(room)


def test_a_station_needs_no_list_and_a_village_does() -> None:
    given(DECIDER).when(OPEN_STATION).then(STATION)
    given(DECIDER, STATION).when(OPEN_STATION).then_nothing()
    given(DECIDER, STATION).when(APPOINT).then_refused("conflict")
    given(DECIDER, STATION).when(RELEASE).then_refused("conflict")


def test_another_adviser_takes_the_place_of_the_former() -> None:
    given(DECIDER, LISTED).when(APPOINT).then(APPOINTED)
    given(DECIDER, LISTED, APPOINTED).when(APPOINT).then_nothing()
    given(DECIDER, LISTED, APPOINTED).when(replace(APPOINT, since=LATER)).then(replace(APPOINTED, day=LATER))
    given(DECIDER, LISTED, APPOINTED).when(replace(APPOINT, since=date(2026, 3, 1))).then_refused("conflict")


def test_what_is_provided_can_be_withdrawn_and_come_again() -> None:
    given(DECIDER, LISTED, APPOINTED).when(RELEASE).then(RELEASED)
    given(DECIDER, LISTED, APPOINTED, RELEASED).when(RELEASE).then_nothing()
    given(DECIDER, LISTED, APPOINTED, RELEASED).when(replace(RELEASE, day=LATEST)).then_refused("conflict")
    given(DECIDER, LISTED).when(RELEASE).then_refused("conflict")
    given(DECIDER, LISTED, APPOINTED).when(replace(RELEASE, day=date(2026, 3, 1))).then_refused("conflict")
    given(DECIDER, LISTED, APPOINTED, RELEASED).when(replace(APPOINT, since=LATEST)).then(
        replace(APPOINTED, day=LATEST)
    )
    given(DECIDER, LISTED, APPOINTED, RELEASED).when(replace(APPOINT, since=DAY)).then_refused("conflict")


def test_a_village_that_is_gone_takes_with_it_what_was_there() -> None:
    gone, back = replace(LISTED, villages={OTHER: "测试二村"}, day=LATER), replace(LISTED, day=LATEST)
    given(DECIDER, LISTED, APPOINTED, gone).when(APPOINT).then_refused("conflict")
    given(DECIDER, LISTED, APPOINTED, gone, back).when(APPOINT).then(APPOINTED)


def test_one_office_serves_a_township() -> None:
    given(DECIDER, LISTED).when(replace(LIST, office_id="other")).then_refused("conflict")
    given(DECIDER, LISTED).when(replace(OPEN_STATION, office_id="other")).then_refused("conflict")


@pytest.mark.parametrize("function", [decide, evolve])
def test_what_is_neither_command_nor_event_is_a_fault(function: Any) -> None:
    with pytest.raises(AssertionError):
        function(DECIDER.initial, type("Strange", (), OFFICE)())


def test_a_visit_is_entered_once_a_day_in_any_order() -> None:
    visit, visited = VisitVillage(**OFFICE, day=LATER), VillageVisited(**OFFICE, day=LATER)
    given(VISITS).when(visit).then(visited)
    given(VISITS, visited).when(visit).then_nothing()
    given(VISITS, visited).when(replace(visit, day=DAY)).then(replace(visited, day=DAY))


def folded(fold: Any, stream: str, *events: object) -> Any:
    at = datetime(2026, 9, 1, 1, tzinfo=UTC)
    return reduce(fold, Commit(stream=stream, version=1, events=events, recorded_at=at, actor="clerk").recorded(), None)


def test_the_register_shows_what_there_is_now() -> None:
    renamed = replace(LISTED, villages={VILLAGE: "新名社区"}, day=LATER)
    card = folded(village_register.fold, "villages-410105001", STATION, LISTED, APPOINTED, renamed)
    assert card == VillagesCard(
        id="410105001",
        version=4,
        **OFFICE,
        station_since=DAY,
        villages={VILLAGE: VillageLine(name="新名社区", adviser_since=DAY)},
    )
    card = folded(village_register.fold, "villages-410105001", LISTED, APPOINTED, RELEASED)
    assert card.villages[VILLAGE] == VillageLine(name="测试一村")


def test_the_visits_of_a_village_stand_in_order() -> None:
    days = (VillageVisited(**OFFICE, day=day) for day in (LATER, DAY))
    assert folded(duty_visits.fold, f"visits-{VILLAGE}", *days).days == (DAY, LATER)


@pytest.mark.parametrize("fold", [village_register.fold, duty_visits.fold])
def test_a_card_takes_no_other_events(fold: Any) -> None:
    with pytest.raises(TypeError):
        folded(fold, "villages-410105001", "something else")
