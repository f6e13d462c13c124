"""Who is on a special post asks to go elsewhere after five years; three agree, each after the one before (Art. 6)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.roster.core.terms import TRANSFER_YEARS, Terms
from services.roster.core.transfer import (
    ApplyForTransfer,
    ApproveTransferByCity,
    ApproveTransferByCounty,
    EndorseTransfer,
    Stage,
    WithdrawTransfer,
)
from services.roster.core.worker import DECIDER, DepartWorker
from services.roster.main import read_terms
from services.roster.views.people import TransferCard, fold
from shared.contract.personnel import (
    TransferApplied,
    TransferApprovedByCity,
    TransferApprovedByCounty,
    TransferEndorsed,
    TransferWithdrawn,
    WorkerArrived,
    WorkerLeft,
)
from shared.contract.roster import WorkerDeparted, WorkerHired
from tests.examples.plans import ZHENGZHOU, content
from tests.given import given
from tests.roster.recorded import folded

WHERE: dict[str, Any] = {"county_code": "410105", "office_id": "jingba-road"}
NEXT_DOOR: dict[str, Any] = {"county_code": "410105", "office_id": "next-door"}
FAR_AWAY: dict[str, Any] = {"county_code": "410102", "office_id": "far-away"}
SINCE, FULL = date(2024, 2, 29), date(2029, 2, 28)
HIRED = WorkerHired(**WHERE, kind="formal", special=True, post_id="a", day=SINCE, contract_until=None)
APPLY = ApplyForTransfer(day=FULL, service_years=5)
APPLIED = TransferApplied(**WHERE, day=FULL)
DAYS = [date(2029, 3, 1), date(2029, 3, 2), date(2029, 3, 3)]
ENDORSED = TransferEndorsed(**WHERE, day=DAYS[0])
AGREED = TransferApprovedByCounty(**WHERE, day=DAYS[1])
APPROVED = TransferApprovedByCity(**WHERE, day=DAYS[2])
WITHDRAWN = TransferWithdrawn(**WHERE, day=DAYS[2])
PAST = (HIRED, APPLIED, ENDORSED, AGREED, APPROVED)
STEPS = (EndorseTransfer(day=DAYS[0]), ApproveTransferByCounty(day=DAYS[1]), ApproveTransferByCity(day=DAYS[2]))


def gone(here: dict[str, Any], there: dict[str, Any], day: date) -> tuple[WorkerLeft, WorkerArrived]:
    """From one office to another."""
    left = WorkerLeft(**here, day=day, post_id="a", to_office_id=there["office_id"])
    told: dict[str, Any] = {
        "kind": "formal",
        "special": True,
        "post_id": "a",
        "contract_until": None,
        "hired_day": SINCE,
    }
    return left, WorkerArrived(**there, day=day, **told, from_office_id=here["office_id"])


def test_five_years_to_the_day_may_apply() -> None:
    given(DECIDER, HIRED).when(APPLY).then(APPLIED)


def test_a_day_less_may_not_and_is_told_from_when_on() -> None:
    early = replace(APPLY, day=date(2029, 2, 27))
    refusal = given(DECIDER, HIRED).when(early).then_refused("transfer-too-early")
    assert (refusal.article, refusal.more) == (6, {"earliest_day": FULL})


def test_formal_staff_on_no_special_post_may_apply_at_any_time() -> None:
    hired = replace(HIRED, special=False)
    given(DECIDER, hired).when(replace(APPLY, day=SINCE)).then(replace(APPLIED, day=SINCE))


def test_service_goes_on_at_another_office_of_the_county() -> None:
    moved = gone(WHERE, NEXT_DOOR, date(2028, 1, 4))
    given(DECIDER, HIRED, *moved).when(APPLY).then(replace(APPLIED, office_id="next-door"))


def test_service_begins_anew_in_another_county() -> None:
    moved = gone(WHERE, FAR_AWAY, date(2028, 1, 4))
    refusal = given(DECIDER, HIRED, *moved).when(APPLY).then_refused("transfer-too-early")
    assert refusal.more == {"earliest_day": date(2033, 1, 4)}


def test_who_comes_back_to_the_county_has_served_there_before() -> None:
    away, back = gone(WHERE, FAR_AWAY, date(2024, 3, 10)), gone(FAR_AWAY, NEXT_DOOR, date(2025, 3, 11))
    refusal = given(DECIDER, HIRED, *away, *back).when(APPLY).then_refused("transfer-too-early")
    assert refusal.more == {"earliest_day": date(2030, 3, 1)}  # ten days before 2030-03-11


@pytest.mark.parametrize(("number", "step"), list(enumerate(STEPS)))
def test_each_step_follows_the_one_before(number: int, step: object) -> None:
    given(DECIDER, *PAST[: number + 2]).when(step).then(PAST[number + 2])
    given(DECIDER, *PAST[: number + 3]).when(step).then_nothing()
    refusal = given(DECIDER, *PAST[: number + 1]).when(step).then_refused("transfer-steps")
    assert refusal.article == 6


@pytest.mark.parametrize(("number", "step"), list(enumerate(STEPS)))
def test_no_step_is_taken_before_the_day_of_the_one_before(number: int, step: Any) -> None:
    early = replace(step, day=date(2029, 2, 27))
    given(DECIDER, *PAST[: number + 2]).when(early).then_refused("transfer-steps")
    given(DECIDER, *PAST[: number + 3]).when(early).then_refused("conflict")


def test_applying_again_changes_nothing() -> None:
    given(DECIDER, *PAST).when(APPLY).then_nothing()
    given(DECIDER, HIRED, APPLIED).when(replace(APPLY, day=DAYS[0])).then_refused("conflict")


def test_another_application_may_follow_one_that_came_to_nothing() -> None:
    past = (HIRED, APPLIED, ENDORSED, WITHDRAWN)
    given(DECIDER, HIRED, APPLIED, ENDORSED).when(WithdrawTransfer(day=DAYS[2])).then(WITHDRAWN)
    given(DECIDER, *past).when(WithdrawTransfer(day=DAYS[2])).then_nothing()
    given(DECIDER, *past).when(STEPS[1]).then_refused("transfer-steps")
    given(DECIDER, *past).when(replace(APPLY, day=DAYS[2])).then(replace(APPLIED, day=DAYS[2]))
    given(DECIDER, HIRED).when(WithdrawTransfer(day=DAYS[2])).then_refused("transfer-steps")


def test_only_formal_staff_who_serve_apply() -> None:
    given(DECIDER).when(APPLY).then_refused("conflict")
    given(DECIDER).when(STEPS[0]).then_refused("conflict")
    hired = replace(HIRED, special=False, post_id=None)
    given(DECIDER, replace(hired, kind="mediator")).when(APPLY).then_refused("conflict")
    given(DECIDER, hired).when(replace(APPLY, day=date(2024, 2, 28))).then_refused("conflict")
    departed = WorkerDeparted(**WHERE, day=FULL, reason="transferred")
    given(DECIDER, hired, departed).when(APPLY).then_refused("conflict")
    late = replace(APPLY, day=date(2029, 2, 27))
    given(DECIDER, hired, departed).when(late).then(replace(APPLIED, day=date(2029, 2, 27)))


def test_a_departure_by_transfer_is_recorded_whatever_its_steps() -> None:
    depart = DepartWorker(day=FULL, reason="transferred")
    given(DECIDER, HIRED).when(depart).then(WorkerDeparted(**WHERE, day=FULL, reason="transferred"))


def test_the_card_shows_how_far_a_transfer_has_come() -> None:
    card = folded(fold, "worker-zhang", *PAST)
    assert card is not None
    assert card.transfer == TransferCard(stage=Stage.CITY_APPROVED, applied_day=FULL, last_step_day=DAYS[2])
    again = folded(fold, "worker-zhang", HIRED, APPLIED, WITHDRAWN, replace(APPLIED, day=DAYS[2]))
    assert again is not None
    assert again.transfer == TransferCard(stage=Stage.APPLIED, applied_day=DAYS[2], last_step_day=DAYS[2])


def test_the_years_are_the_plans() -> None:
    day = date(2026, 11, 24)
    assert read_terms().transfer_years_on(day) == ZHENGZHOU.number(TRANSFER_YEARS, day) == 5


def test_other_years_hold_from_their_day_on() -> None:
    plan = content()
    plan["numbers"][TRANSFER_YEARS].append({**plan["numbers"][TRANSFER_YEARS][0], "from": FULL, "value": 3})
    terms = Terms.of(plan)
    days = (date(2000, 1, 1), date(2029, 2, 27), FULL)
    assert [terms.transfer_years_on(day) for day in days] == [5, 5, 3]
