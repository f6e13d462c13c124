"""The card of a case is a fold of its stream."""

from datetime import UTC, datetime
from functools import reduce

import pytest

from services.mediation.core.case import DECIDER
from services.mediation.views.dispute_board import CaseCard, fold
from shared.ports.store import Commit, Recorded
from tests.mediation.test_case import (
    AGREED,
    APPLIED,
    ARCHIVED,
    CLOSED,
    EXTENDED,
    FAILED,
    GRANTED,
    IN_MEDIATION,
    KEPT,
    MET,
    NOTED,
    OPENED,
    PERFORMED,
    REPORTED,
    REVISITED,
    WITH_AGREEMENT,
    day,
)


def recorded(*events: object) -> list[Recorded]:
    at = datetime(2026, 5, 1, 1, tzinfo=UTC)
    return list(Commit(stream="case-c-1", version=1, events=events, recorded_at=at, actor="clerk").recorded())


def card(*events: object) -> CaseCard:
    return reduce(fold, recorded(*events)[1:], fold(None, recorded(*events)[0]))


def test_a_case_from_the_opening_to_the_closure() -> None:
    assert card(*WITH_AGREEMENT, APPLIED, REVISITED, PERFORMED, GRANTED, REVISITED, CLOSED) == CaseCard(
        id="c-1",
        version=10,
        office_id="jingba-road",
        county_code="410105",
        stage="closed",
        category="neighbours",
        source="application",
        opened_day=day(0),
        accepted_day=day(1),
        mediator="worker-zhao",
        mediator_day=day(2),
        form="written",
        agreed_day=day(9),
        effective_day=day(9),
        performed_day=day(12),
        confirmation="granted",
        confirmation_day=day(20),
        revisits=(day(12), day(12)),
        outcome="agreed",
        closed_day=day(30),
    )


def test_a_case_that_came_to_no_agreement() -> None:
    failed = card(*IN_MEDIATION, FAILED)
    assert (failed.stage, failed.failed_day, failed.agreed_day) == ("failed", day(9), None)


def test_what_happened_on_the_way_and_afterwards() -> None:
    shown = card(*IN_MEDIATION, MET, EXTENDED, NOTED, REPORTED, FAILED, CLOSED, KEPT, ARCHIVED)
    assert (shown.sessions, shown.extended_until) == ((day(5),), day(45))
    assert (shown.risk_day, shown.risk_reported_day) == (day(5), day(5))
    assert (shown.stage, shown.documents, shown.archived_day) == ("archived", ("registration", "identity"), day(35))


@pytest.mark.parametrize("length", range(1, 5))
def test_the_card_stands_where_the_case_stands(length: int) -> None:
    past = WITH_AGREEMENT[:length]
    assert (card(*past).stage, card(*past).version) == (DECIDER.replay(past).stage, length)


@pytest.mark.parametrize("events", [(AGREED,), (OPENED, "something else")])
def test_a_card_takes_no_other_events(events: tuple[object, ...]) -> None:
    with pytest.raises(TypeError):
        card(*events)
