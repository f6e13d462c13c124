"""Advice is given, referrals are followed to their end, activities are held."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import reduce
from typing import Any

import pytest

from services.mediation.core import activity, service
from services.mediation.core.activity import HoldActivity
from services.mediation.core.service import EndReferral, RecordService
from services.mediation.views import activity_log, legal_service
from shared.contract.mediation import ActivityHeld, AdviceGiven, PersonReferred, ReferralEnded
from shared.ports.store import Commit
from tests.given import given

DAY, LATER = date(2026, 3, 2), date(2026, 3, 9)
OFFICE: dict[str, Any] = {"county_code": "410105", "office_id": "jingba-road"}

ADVISE = RecordService(**OFFICE, kind="advice", day=DAY)
REFER = RecordService(**OFFICE, kind="notary", day=DAY)
END = EndReferral(outcome="served", day=LATER)
HOLD = HoldActivity(**OFFICE, kind="publicity", village_code=None, number=120, day=DAY)

ADVISED = AdviceGiven(**OFFICE, day=DAY)
REFERRED = PersonReferred(**OFFICE, day=DAY, kind="notary")
ENDED = ReferralEnded(**OFFICE, day=LATER, outcome="served")
HELD = ActivityHeld(**OFFICE, day=DAY, kind="publicity", village_code=None, number=120)


def test_a_service_is_recorded_once() -> None:
    given(service.DECIDER).when(ADVISE).then(ADVISED)
    given(service.DECIDER).when(REFER).then(REFERRED)
    given(service.DECIDER, ADVISED).when(ADVISE).then_nothing()
    given(service.DECIDER, REFERRED).when(REFER).then_nothing()
    given(service.DECIDER, ADVISED).when(REFER).then_refused("conflict")


def test_a_referral_is_followed_to_its_end() -> None:
    given(service.DECIDER, REFERRED).when(END).then(ENDED)
    given(service.DECIDER, REFERRED).when(replace(END, day=DAY)).then(replace(ENDED, day=DAY))
    given(service.DECIDER, REFERRED, ENDED).when(END).then_nothing()
    given(service.DECIDER, REFERRED, ENDED).when(replace(END, outcome="declined")).then_refused("conflict")
    given(service.DECIDER, REFERRED).when(replace(END, day=date(2026, 3, 1))).then_refused("conflict")


def test_advice_has_no_end() -> None:
    given(service.DECIDER, ADVISED).when(END).then_refused("conflict")
    given(service.DECIDER).when(END).then_refused("conflict")


def test_an_activity_is_recorded_once() -> None:
    given(activity.DECIDER).when(HOLD).then(HELD)
    given(activity.DECIDER, HELD).when(HOLD).then_nothing()
    given(activity.DECIDER, HELD).when(replace(HOLD, number=121)).then_refused("conflict")


@pytest.mark.parametrize("function", [service.decide, service.evolve])
def test_what_is_neither_command_nor_event_is_a_fault(function: Any) -> None:
    with pytest.raises(AssertionError):
        function(service.DECIDER.initial, ADVISED if function is service.decide else ADVISE)


def folded(fold: Any, *events: object) -> Any:
    at = datetime(2026, 9, 1, 1, tzinfo=UTC)
    commit = Commit(stream="service-s-1", version=1, events=events, recorded_at=at, actor="clerk")
    return reduce(fold, commit.recorded(), None)


def test_the_cards_show_what_was_done() -> None:
    card = folded(legal_service.fold, REFERRED, ENDED)
    assert (card.kind, card.stage, card.outcome, card.ended_day) == ("notary", "ended", "served", LATER)
    assert (folded(legal_service.fold, ADVISED).kind, folded(activity_log.fold, HELD).number) == ("advice", 120)


@pytest.mark.parametrize("fold", [legal_service.fold, activity_log.fold])
def test_a_card_takes_no_other_events(fold: Any) -> None:
    with pytest.raises(TypeError):
        folded(fold, "something else")
