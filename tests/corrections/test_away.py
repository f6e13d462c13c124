"""Out of supervision, on leave, deprived of liberty: each begins, and ends, and begins again."""

from datetime import date, timedelta

import pytest

from services.corrections.core.offender.away import (
    EndLeave,
    GrantLeave,
    RecordReturn,
    ReportAbsence,
    RestoreLiberty,
    RestrictLiberty,
)
from services.corrections.core.offender.decider import DECIDER
from shared.contract.corrections import (
    LeaveEnded,
    LeaveGranted,
    LibertyRestored,
    LibertyRestricted,
    SupervisionLost,
    SupervisionRegained,
)
from tests.corrections.supervised import BEGUN, DAY, ENROLLED_ALREADY, LATER, RECEIVED, RELOCATED, at, there
from tests.corrections.test_offender import REGISTERED
from tests.given import given

ONE_DAY = timedelta(days=1)
UNTIL = date(2026, 3, 8)
LEAVE = GrantLeave(day=DAY, until=UNTIL, approved_by="office")
GRANTED = LeaveGranted(**at(DAY), until=UNTIL, approved_by="office")
KINDS = [
    (ReportAbsence(day=DAY), SupervisionLost(**at(DAY)), RecordReturn, SupervisionRegained),
    (LEAVE, GRANTED, EndLeave, LeaveEnded),
    (RestrictLiberty(day=DAY), LibertyRestricted(**at(DAY)), RestoreLiberty, LibertyRestored),
]
BEGINNINGS = [(command, event) for command, event, _, __ in KINDS]
ENDINGS = [(event, end, ended) for _, event, end, ended in KINDS]


@pytest.mark.parametrize(("begin", "begun"), BEGINNINGS)
def test_it_begins(begin: object, begun: object) -> None:
    given(DECIDER, *ENROLLED_ALREADY).when(begin).then(begun)
    given(DECIDER, *ENROLLED_ALREADY, begun).when(begin).then_nothing()


@pytest.mark.parametrize("begin", [command for command, _ in BEGINNINGS])
def test_who_is_not_enrolled_is_not_away(begin: object) -> None:
    given(DECIDER, REGISTERED).when(begin).then_refused("conflict")


@pytest.mark.parametrize(
    ("again", "begun"),
    [
        (ReportAbsence(day=LATER), SupervisionLost(**at(DAY))),
        (GrantLeave(day=LATER, until=LATER, approved_by="city"), GRANTED),
        (RestrictLiberty(day=LATER), LibertyRestricted(**at(DAY))),
    ],
)
def test_while_it_lasts_it_cannot_begin(again: object, begun: object) -> None:
    refusal = given(DECIDER, *ENROLLED_ALREADY, begun).when(again).then_refused("conflict")
    assert "since 2026-03-02" in refusal.because


@pytest.mark.parametrize(("begun", "end", "ended"), ENDINGS)
def test_it_ends_on_its_first_day_or_later(begun: object, end: type, ended: type) -> None:
    for day in (DAY, LATER):
        given(DECIDER, *ENROLLED_ALREADY, begun).when(end(day=day)).then(ended(**at(day)))
        given(DECIDER, *ENROLLED_ALREADY, begun, ended(**at(day))).when(end(day=day)).then_nothing()
    given(DECIDER, *ENROLLED_ALREADY, begun).when(end(day=DAY - ONE_DAY)).then_refused("conflict")


@pytest.mark.parametrize(("begun", "end", "ended"), ENDINGS)
def test_what_has_not_begun_cannot_end(begun: object, end: type, ended: type) -> None:
    given(DECIDER, *ENROLLED_ALREADY).when(end(day=LATER)).then_refused("conflict")
    past = *ENROLLED_ALREADY, begun, ended(**at(DAY))
    given(DECIDER, *past).when(end(day=LATER)).then_refused("conflict")


def test_it_begins_again_once_it_has_ended_and_not_before() -> None:
    past = *ENROLLED_ALREADY, SupervisionLost(**at(DAY)), SupervisionRegained(**at(LATER))
    given(DECIDER, *past).when(ReportAbsence(day=LATER)).then(SupervisionLost(**at(LATER)))
    refusal = given(DECIDER, *past).when(ReportAbsence(day=LATER - ONE_DAY)).then_refused("conflict")
    assert "ended on 2026-03-12" in refusal.because


def test_who_comes_back_is_back_from_a_leave_that_is_over() -> None:
    past = *ENROLLED_ALREADY, GRANTED, SupervisionLost(**at(UNTIL + ONE_DAY))
    given(DECIDER, *past).when(RecordReturn(day=LATER)).then(SupervisionRegained(**at(LATER)), LeaveEnded(**at(LATER)))


def test_who_was_lost_during_a_leave_is_back_on_it() -> None:
    past = *ENROLLED_ALREADY, GRANTED, SupervisionLost(**at(DAY))
    given(DECIDER, *past).when(RecordReturn(day=UNTIL)).then(SupervisionRegained(**at(UNTIL)))


@pytest.mark.parametrize("begun", [SupervisionLost(**at(DAY)), GRANTED])
def test_who_reports_at_another_office_is_away_no_more(begun: object) -> None:
    past = *ENROLLED_ALREADY, begun, BEGUN, RELOCATED, RECEIVED
    given(DECIDER, *past).when(RecordReturn(day=LATER)).then_refused("conflict")
    given(DECIDER, *past).when(EndLeave(day=LATER)).then_refused("conflict")
    given(DECIDER, *past).when(ReportAbsence(day=LATER)).then(SupervisionLost(**there(LATER)))
