"""A volunteer joins, serves and departs."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from typing import Any

import pytest

from services.corrections.core.volunteer import DECIDER, JoinVolunteers, LeaveVolunteers, RecordService
from services.corrections.views.volunteers import VolunteerCard, fold
from shared.contract.corrections import VolunteerDeparted, VolunteerJoined, VolunteerServed
from shared.ports.store import Commit
from tests.given import given

COUNTY, OFFICE = "410105", "jingba-road"
SINCE, DAY = date(2026, 3, 2), date(2026, 4, 1)
WHERE: dict[str, Any] = {"county_code": COUNTY, "office_id": OFFICE}
JOIN = JoinVolunteers(**WHERE, since=SINCE)
JOINED = VolunteerJoined(**WHERE, day=SINCE)
SERVED = VolunteerServed(**WHERE, day=DAY, kind="visit")
DEPARTED = VolunteerDeparted(**WHERE, day=DAY)


def test_a_volunteer_joins_once() -> None:
    given(DECIDER).when(JOIN).then(JOINED)
    given(DECIDER, JOINED, SERVED).when(JOIN).then_nothing()
    given(DECIDER, JOINED).when(replace(JOIN, since=DAY)).then_refused("conflict")


def test_what_a_volunteer_does_is_recorded_once() -> None:
    given(DECIDER, JOINED).when(RecordService(day=DAY, kind="visit")).then(SERVED)
    given(DECIDER, JOINED, SERVED, DEPARTED).when(RecordService(day=DAY, kind="visit")).then_nothing()
    given(DECIDER, JOINED).when(RecordService(day=SINCE, kind="visit")).then(replace(SERVED, day=SINCE))


def test_what_was_done_before_the_departure_is_recorded_after_it() -> None:
    past = given(DECIDER, JOINED, DEPARTED)
    before = DAY - timedelta(days=1)
    past.when(RecordService(day=before, kind="visit")).then(replace(SERVED, day=before))
    past.when(RecordService(day=DAY, kind="visit")).then_refused("conflict")


def test_a_volunteer_departs_once() -> None:
    given(DECIDER, JOINED).when(LeaveVolunteers(day=DAY)).then(DEPARTED)
    given(DECIDER, JOINED, DEPARTED).when(LeaveVolunteers(day=DAY)).then_nothing()
    given(DECIDER, JOINED, DEPARTED).when(LeaveVolunteers(day=SINCE)).then_refused("conflict")


@pytest.mark.parametrize("command", [RecordService(day=DAY, kind="visit"), LeaveVolunteers(day=DAY)])
def test_nothing_is_done_by_who_is_no_volunteer_or_not_yet(command: object) -> None:
    given(DECIDER).when(command).then_refused("conflict")
    given(DECIDER, replace(JOINED, day=DAY + timedelta(days=1))).when(command).then_refused("conflict")


def test_what_is_no_command_or_no_event_is_a_fault() -> None:
    with pytest.raises(AssertionError):
        given(DECIDER).when("help").then_nothing()
    with pytest.raises(AssertionError):
        given(DECIDER, "helped").when(JOIN).then_nothing()


def card(*events: object) -> VolunteerCard | None:
    at = datetime(2026, 4, 1, 1, tzinfo=UTC)
    commit = Commit(stream="volunteer-v-1", version=1, events=events, recorded_at=at, actor="clerk")
    return reduce(fold, commit.recorded(), None)


def test_the_card_counts_the_services() -> None:
    earlier = replace(SERVED, day=SINCE)
    assert card(JOINED, SERVED, earlier, DEPARTED) == VolunteerCard(
        id="v-1",
        version=4,
        office_id=OFFICE,
        county_code=COUNTY,
        stage="departed",
        since=SINCE,
        services=2,
        served_day=DAY,
        departed_day=DAY,
    )


@pytest.mark.parametrize("events", [(SERVED,), (JOINED, "something")])
def test_the_card_takes_no_other_events(events: tuple[object, ...]) -> None:
    with pytest.raises(TypeError):
        card(*events)
