"""The cards of offenders and releases are folds of their streams."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import reduce
from typing import Any

import pytest

from services.corrections.views import caseload, release_calendar
from services.corrections.views.caseload import OffenderCard
from services.corrections.views.release_calendar import ReleaseCard
from shared.ports.store import Commit
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
from tests.corrections.test_release import LATER, MET, NOTICE, NOTIFIED, PLANNED, REDATED, RELEASE, TO_VERIFY, TODAY

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
        ((TO_VERIFY, PLANNED), "to-verify", None),
        ((TO_VERIFY, PLANNED, REDATED), "planned", LATER),
    ],
)
def test_the_stages_of_a_release(events: tuple[object, ...], stage: str, day: date | None) -> None:
    card = release(*events)
    assert (card.stage, card.release_day, card.version) == (stage, day, len(events))


@pytest.mark.parametrize("events", [(ENROLLED,), (REGISTERED, MET)])
def test_an_offenders_card_takes_no_other_events(events: tuple[object, ...]) -> None:
    with pytest.raises(TypeError):
        offender(*events)


@pytest.mark.parametrize("events", [(PLANNED,), (NOTIFIED, ENROLLED)])
def test_a_releases_card_takes_no_other_events(events: tuple[object, ...]) -> None:
    with pytest.raises(TypeError):
        release(*events)
