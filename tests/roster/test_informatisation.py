"""An office is connected and equipped so from a day on."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.roster.core.informatisation import DECIDER, RecordInformatisation
from services.roster.views.networks import InformatisationCard, InformatisationState, fold
from shared.contract.roster import InformatisationRecorded, OfficeFiled
from tests.given import given
from tests.roster.recorded import folded

WHERE: dict[str, Any] = {"county_code": "410105", "office_id": "jingba-road"}
DAY, LATER = date(2026, 3, 2), date(2026, 9, 1)
RECORD = RecordInformatisation(**WHERE, network=True, terminals=3, day=DAY)
RECORDED = InformatisationRecorded(**WHERE, network=True, terminals=3, day=DAY)
MORE = replace(RECORDED, terminals=5, day=LATER)


def test_it_is_recorded() -> None:
    given(DECIDER).when(RECORD).then(RECORDED)


def test_the_same_on_that_day_or_later_is_so_already() -> None:
    given(DECIDER, RECORDED).when(RECORD).then_nothing()
    given(DECIDER, RECORDED).when(replace(RECORD, day=LATER)).then_nothing()


def test_anything_else_is_so_from_its_day_on() -> None:
    given(DECIDER, RECORDED).when(replace(RECORD, terminals=5, day=LATER)).then(MORE)


def test_the_card_shows_the_latest_and_all_that_was_before() -> None:
    before = InformatisationState(day=DAY, network=True, terminals=3)
    after = InformatisationState(day=LATER, network=True, terminals=5)
    card = InformatisationCard(
        id="jingba-road", version=2, **WHERE, day=LATER, network=True, terminals=5, history=(before, after)
    )
    assert folded(fold, "informatisation-jingba-road", MORE, RECORDED) == card
    with pytest.raises(TypeError):
        folded(fold, "informatisation-jingba-road", OfficeFiled(**WHERE, day=DAY))
