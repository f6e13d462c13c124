"""A township is created once; who manages it is not read off its code."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.roster.core.township import DECIDER, CreateTownship
from services.roster.views.township_register import TownshipCard, fold
from shared.contract.roster import OfficeFiled, TownshipCreated
from tests.given import given
from tests.roster.recorded import folded

DAY = date(2026, 11, 24)
CREATE = CreateTownship(
    code="410105560", name="如意湖街道", county_code="4101ZD", county="郑东新区", statutory=True, day=DAY
)
CREATED = TownshipCreated(
    county_code="4101ZD", office_id=None, day=DAY, name="如意湖街道", county="郑东新区", statutory=True
)


def test_a_township_is_created_under_its_managing_unit() -> None:
    given(DECIDER).when(CREATE).then(CREATED)


@pytest.mark.parametrize("day", [DAY, date(2027, 1, 1)])
def test_creating_it_again_changes_nothing_on_whatever_day(day: date) -> None:
    given(DECIDER, CREATED).when(replace(CREATE, day=day)).then_nothing()


@pytest.mark.parametrize(
    "other", [{"name": "龙湖街道"}, {"county_code": "410105"}, {"county": "金水区"}, {"statutory": False}]
)
def test_creating_it_again_with_other_content_is_a_conflict(other: dict[str, Any]) -> None:
    given(DECIDER, CREATED).when(replace(CREATE, **other)).then_refused("conflict")


def test_the_register_shows_it_under_its_code() -> None:
    assert folded(fold, "township-410105560", CREATED) == TownshipCard(
        id="410105560", version=1, name="如意湖街道", county_code="4101ZD", county="郑东新区", statutory=True
    )


def test_the_register_is_made_of_nothing_else() -> None:
    with pytest.raises(TypeError):
        folded(fold, "township-410105560", OfficeFiled(county_code="4101ZD", office_id="a", day=DAY))
