"""A sealed record is open to who asked until its time is over, and to nobody else."""

from datetime import datetime, timedelta

import pytest

from shared.adapters.memory_views import MemoryViews
from shared.kernel.opening import OpeningApproved, OpeningAsked
from shared.ports.views import Put
from shared.runtime.openings import OPENINGS, OpeningCard, fold, opened
from tests.examples.told import SHANGHAI
from tests.roster.recorded import folded

UNTIL = datetime(2026, 11, 25, 9, tzinfo=SHANGHAI)
ASKED = OpeningAsked(
    record="a", category="offender", county_code="410105", office_id="here", reason="judicial-organ", by="li"
)
APPROVED = OpeningApproved(by="wang", until=UNTIL)
A_SECOND = timedelta(seconds=1)


async def views_with(*events: object) -> MemoryViews:
    views, card = MemoryViews([OPENINGS]), folded(fold, "opening-x", *events)
    await views.put([Put(OPENINGS, "x", len(events), card)])
    return views


def test_the_card_shows_who_asked_and_who_approved() -> None:
    card = folded(fold, "opening-x", ASKED, APPROVED)
    assert isinstance(card, OpeningCard)
    assert (card.stage, card.asked_by, card.approved_by, card.until) == ("approved", "li", "wang", UNTIL)
    with pytest.raises(TypeError):
        folded(fold, "opening-x", APPROVED)


async def test_it_is_open_before_its_end_and_closed_on_it() -> None:
    views = await views_with(ASKED, APPROVED)
    assert await opened(views, ["a", "b"], "li", UNTIL - A_SECOND) == {"a"}
    assert await opened(views, ["a", "b"], "li", UNTIL) == frozenset()


async def test_it_is_open_to_nobody_else_and_not_before_it_is_approved() -> None:
    assert await opened(await views_with(ASKED, APPROVED), ["a"], "wang", UNTIL - A_SECOND) == frozenset()
    assert await opened(await views_with(ASKED), ["a"], "li", UNTIL - A_SECOND) == frozenset()
