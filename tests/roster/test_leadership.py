"""An office is directed by whom it says, and who departs leads it no longer."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.roster.core.leadership import DECIDER, AppointLeader, LoseWorker, RemoveLeader, Term
from services.roster.views.leaders import LeadershipCard, fold
from shared.contract.personnel import LeaderAppointed, LeaderRemoved, LeaderStepsRecorded
from shared.contract.roster import WorkerDeparted
from tests.given import given
from tests.roster.recorded import folded

WHERE: dict[str, Any] = {"county_code": "410105", "office_id": "jingba-road"}
PROPOSED, ASKED, DAY, LATER = date(2022, 3, 1), date(2022, 3, 10), date(2022, 4, 1), date(2025, 6, 30)
STEPS: dict[str, Any] = {"origin": "bureau", "proposed_day": PROPOSED, "opinion_day": ASKED}
NO_STEPS: dict[str, Any] = {"proposed_day": None, "opinion_day": None}
APPOINT = AppointLeader(**WHERE, role="director", worker_id="zhang", appointed_day=DAY, **STEPS)
APPOINTED = LeaderAppointed(**WHERE, role="director", worker_id="zhang", day=DAY, **STEPS)
ACTING = replace(APPOINTED, role="acting-director", worker_id="li", day=date(2022, 1, 4))
REMOVE = RemoveLeader(**WHERE, role="director", worker_id=None, day=LATER)
REMOVED = LeaderRemoved(**WHERE, role="director", worker_id="zhang", since=DAY, day=LATER)
LOSE = LoseWorker(**WHERE, worker_id="zhang", day=LATER)
TERM = Term(role="director", worker_id="zhang", appointed_day=DAY, **STEPS)


def test_a_director_is_appointed() -> None:
    given(DECIDER).when(APPOINT).then(APPOINTED)


def test_an_appointment_without_proposal_and_opinion_is_recorded() -> None:
    given(DECIDER).when(replace(APPOINT, **NO_STEPS)).then(replace(APPOINTED, **NO_STEPS))


def test_a_second_director_is_recorded() -> None:
    second = replace(APPOINTED, worker_id="li", day=LATER)
    given(DECIDER, APPOINTED).when(replace(APPOINT, worker_id="li", appointed_day=LATER)).then(second)


def test_appointing_again_changes_nothing() -> None:
    given(DECIDER, APPOINTED).when(APPOINT).then_nothing()
    given(DECIDER, APPOINTED, REMOVED).when(APPOINT).then_nothing()


def test_steps_may_follow_later() -> None:
    first = replace(APPOINTED, **NO_STEPS)
    recorded = LeaderStepsRecorded(
        **WHERE, role="director", worker_id="zhang", day=DAY, proposed_day=PROPOSED, opinion_day=ASKED
    )
    given(DECIDER, first).when(APPOINT).then(recorded)
    given(DECIDER, first, recorded).when(APPOINT).then_nothing()


@pytest.mark.parametrize(
    "other", [{"origin": "outside"}, {"proposed_day": ASKED}, {"opinion_day": None}, {"appointed_day": LATER}]
)
def test_what_is_on_record_of_an_appointment_stays(other: dict[str, Any]) -> None:
    given(DECIDER, APPOINTED).when(replace(APPOINT, **other)).then_refused("conflict")


def test_who_was_removed_may_be_appointed_again_from_that_day_on() -> None:
    again = replace(APPOINT, appointed_day=LATER)
    given(DECIDER, APPOINTED, REMOVED).when(again).then(replace(APPOINTED, day=LATER))
    within = replace(APPOINT, appointed_day=date(2025, 6, 29))
    given(DECIDER, APPOINTED, REMOVED).when(within).then_refused("conflict")


def test_a_director_takes_over_from_who_was_acting() -> None:
    over = LeaderRemoved(**WHERE, role="acting-director", worker_id="li", since=date(2022, 1, 4), day=DAY)
    given(DECIDER, ACTING).when(APPOINT).then(APPOINTED, over)
    given(DECIDER, ACTING, over).when(replace(APPOINT, worker_id="wang", appointed_day=LATER)).then(
        replace(APPOINTED, worker_id="wang", day=LATER)
    )
    given(DECIDER, replace(ACTING, day=LATER)).when(APPOINT).then(APPOINTED)
    deputy = replace(APPOINT, role="deputy")
    given(DECIDER, ACTING).when(deputy).then(replace(APPOINTED, role="deputy"))


def test_a_director_is_removed() -> None:
    given(DECIDER, APPOINTED).when(REMOVE).then(REMOVED)
    given(DECIDER, APPOINTED).when(replace(REMOVE, worker_id="zhang")).then(REMOVED)


def test_removing_again_changes_nothing() -> None:
    given(DECIDER, APPOINTED, REMOVED).when(REMOVE).then_nothing()


def test_only_who_leads_can_be_removed() -> None:
    given(DECIDER).when(REMOVE).then_refused("conflict")
    given(DECIDER, APPOINTED).when(replace(REMOVE, worker_id="li")).then_refused("conflict")
    given(DECIDER, APPOINTED).when(replace(REMOVE, role="deputy")).then_refused("conflict")
    given(DECIDER, APPOINTED, REMOVED).when(replace(REMOVE, day=DAY)).then_refused("conflict")


def test_nobody_is_removed_before_being_appointed() -> None:
    given(DECIDER, APPOINTED).when(replace(REMOVE, day=date(2022, 3, 31))).then_refused("conflict")
    given(DECIDER, APPOINTED).when(replace(REMOVE, day=DAY)).then(replace(REMOVED, day=DAY))


def test_of_two_deputies_one_is_named() -> None:
    first, second = (replace(APPOINTED, role="deputy", worker_id=name) for name in ("zhang", "li"))
    remove = replace(REMOVE, role="deputy")
    given(DECIDER, first, second).when(remove).then_refused("conflict")
    removed = replace(REMOVED, role="deputy", worker_id="li")
    given(DECIDER, first, second).when(replace(remove, worker_id="li")).then(removed)


def test_who_departs_leads_no_longer_in_any_role() -> None:
    deputy, removed = replace(APPOINTED, role="deputy"), replace(REMOVED, role="deputy")
    given(DECIDER, deputy, APPOINTED, ACTING).when(LOSE).then(removed, REMOVED)
    given(DECIDER, deputy, APPOINTED, removed, REMOVED).when(LOSE).then_nothing()
    given(DECIDER, ACTING).when(LOSE).then_nothing()


def test_who_departs_before_being_removed_led_until_then() -> None:
    given(DECIDER, APPOINTED, REMOVED).when(replace(LOSE, day=ASKED)).then(replace(REMOVED, day=DAY))
    earlier = date(2024, 1, 2)
    given(DECIDER, APPOINTED, REMOVED).when(replace(LOSE, day=earlier)).then(replace(REMOVED, day=earlier))


def test_the_card_shows_who_led_and_who_leads() -> None:
    shown = LeadershipCard(id="jingba-road", version=1, **WHERE, terms=(TERM,))
    assert folded(fold, "leadership-jingba-road", APPOINTED) == shown
    over = replace(shown, version=2, terms=(replace(TERM, removed_day=LATER),))
    assert folded(fold, "leadership-jingba-road", APPOINTED, REMOVED) == over


def test_the_card_is_of_leaders_alone() -> None:
    with pytest.raises(TypeError):
        folded(fold, "leadership-jingba-road", WorkerDeparted(**WHERE, day=DAY, reason="retired"))
