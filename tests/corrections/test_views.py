"""The cards of offenders and releases are folds of their streams."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import reduce
from typing import Any

import pytest

from services.corrections.core.release.state import BookingLeft
from services.corrections.views import caseload, release_calendar
from services.corrections.views.caseload import OffenderCard
from services.corrections.views.release_calendar import ReleaseCard
from shared.ports.store import Commit
from tests.corrections.test_help import (
    ENDED,
    FOUND,
    HANDED_ON,
    HELPED,
    LOST,
    OPENED,
    RECEIVED,
    SENT,
    VISITED,
)
from tests.corrections.test_offender import (
    COUNTY,
    DISCHARGED,
    EFFECTIVE,
    ENDS,
    ENROLLED,
    ENROLLED_ON,
    OFFICE,
    REGISTERED,
)
from tests.corrections.test_release import (
    ASSESSED,
    BOOKED,
    BOOKING,
    LATER,
    MET,
    NOT_FOUND,
    NOTICE,
    NOTIFIED,
    PICKUP,
    PLANNED,
    REDATED,
    RELEASE,
    RETURNED,
    TO_VERIFY,
    TODAY,
)

AT = datetime(2026, 2, 9, 1, tzinfo=UTC)


def folded(fold: Callable[..., Any], stream: str, *events: object) -> Any:
    commit = Commit(stream=stream, version=1, events=events, recorded_at=AT, actor="clerk")
    return reduce(fold, commit.recorded(), None)


def offender(*events: object) -> OffenderCard:
    card = folded(caseload.fold, "offender-o-1", *events)
    assert isinstance(card, OffenderCard)
    return card


def release(*events: object) -> ReleaseCard:
    card = folded(release_calendar.fold, "release-r-1", *events)
    assert isinstance(card, ReleaseCard)
    return card


def test_an_offender_from_the_registration_to_the_discharge() -> None:
    assert offender(REGISTERED, ENROLLED, DISCHARGED) == OffenderCard(
        id="o-1",
        version=3,
        office_id=OFFICE,
        county_code=COUNTY,
        stage="discharged",
        sentence="suspended",
        effective_day=EFFECTIVE,
        ends=ENDS,
        female=False,
        minor=True,
        enrolled_day=ENROLLED_ON,
        here_since=ENROLLED_ON,
        discharged_day=ENDS,
        reason="served",
    )


def test_the_stages_of_an_offender() -> None:
    assert [offender(REGISTERED).stage, offender(REGISTERED, ENROLLED).stage] == ["registered", "enrolled"]


def test_a_release_from_the_notice_to_the_handover() -> None:
    assert release(NOTIFIED, PLANNED, MET) == ReleaseCard(
        id="r-1",
        version=3,
        office_id=OFFICE,
        county_code=COUNTY,
        stage="handed-over",
        release_day=RELEASE,
        key_person=True,
        minor=False,
        has_guardian=True,
        notified_day=NOTICE,
        planned_day=TODAY,
        escort=("worker-li", "worker-wang"),
        vehicle="豫A00001",
        handed_over_day=RELEASE,
    )


@pytest.mark.parametrize(
    ("events", "stage", "day"),
    [
        ((NOTIFIED,), "notified", RELEASE),
        ((NOTIFIED, REDATED), "notified", LATER),
        ((NOTIFIED, PLANNED), "planned", RELEASE),
        ((TO_VERIFY,), "to-verify", None),
        ((TO_VERIFY, NOT_FOUND), "to-verify", None),
        ((TO_VERIFY, REDATED, PLANNED), "planned", LATER),
        ((NOTIFIED, PLANNED, REDATED), "notified", LATER),
        ((NOTIFIED, NOT_FOUND, RETURNED), "returned", RELEASE),
        ((NOTIFIED, PLANNED, BOOKED, MET, BookingLeft(booking=BOOKING)), "handed-over", RELEASE),
        ((*HELPED, VISITED), "in-help", RELEASE),
        ((OPENED,), "in-help", None),
        ((*HELPED, VISITED, LOST), "lost", RELEASE),
        ((*HELPED, LOST, FOUND), "in-help", RELEASE),
        ((*HELPED, ENDED), "ended", RELEASE),
    ],
)
def test_the_stages_of_a_release(events: tuple[object, ...], stage: str, day: date | None) -> None:
    card = release(*events)
    assert (card.stage, card.release_day, card.version) == (stage, day, len(events))


def test_another_day_makes_the_plan_void() -> None:
    card = release(NOTIFIED, PLANNED, PICKUP, REDATED)
    assert (card.escort, card.vehicle, card.planned_day, card.pickup_day) == ((), None, None, None)


def test_what_is_known_of_the_person_is_shown() -> None:
    card = release(NOTIFIED, NOT_FOUND, ASSESSED, PICKUP)
    assert (card.found, card.key_person, card.minor, card.has_guardian) == (False, False, True, False)
    assert (card.assessed_day, card.pickup_day) == (TODAY, TODAY)


def test_help_and_its_last_visit_are_shown_and_by_whom_it_is_given() -> None:
    earlier, job = replace(VISITED, day=RELEASE), replace(VISITED, kind="job")
    card = release(*HELPED, VISITED, earlier, job, SENT)
    assert (card.helped, card.visited_day) == (("job", "visit"), VISITED.day)
    assert (card.office_id, card.to_office_id) == (OFFICE, "mianfang-road")
    moved = release(*HELPED, SENT, HANDED_ON, RECEIVED)
    assert (moved.office_id, moved.county_code, moved.to_office_id) == ("mianfang-road", "410102", None)
    assert release(*HELPED, ENDED).reason == "deceased"


@pytest.mark.parametrize("events", [(ENROLLED,), (REGISTERED, MET)])
def test_an_offenders_card_takes_no_other_events(events: tuple[object, ...]) -> None:
    with pytest.raises(TypeError):
        offender(*events)


@pytest.mark.parametrize("events", [(PLANNED,), (NOTIFIED, ENROLLED)])
def test_a_releases_card_takes_no_other_events(events: tuple[object, ...]) -> None:
    with pytest.raises(TypeError):
        release(*events)
