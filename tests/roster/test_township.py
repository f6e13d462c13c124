"""A township is created once; who manages it is not read off its code."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.roster.core.township import (
    DECIDER,
    AbolishTownship,
    CreateTownship,
    MergeTownship,
    RecodeTownship,
    RenameTownship,
    Stage,
    TownshipCommand,
)
from services.roster.views.township_register import TownshipCard, fold
from shared.contract.roster import OfficeFiled
from shared.contract.townships import (
    TownshipAbolished,
    TownshipCreated,
    TownshipMerged,
    TownshipRecoded,
    TownshipRenamed,
)
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
        id="410105560",
        version=1,
        name="如意湖街道",
        county_code="4101ZD",
        county="郑东新区",
        statutory=True,
        code="410105560",
    )


def test_the_register_is_made_of_nothing_else() -> None:
    with pytest.raises(TypeError):
        folded(fold, "township-410105560", OfficeFiled(county_code="4101ZD", office_id="a", day=DAY))


WHERE: dict[str, Any] = {"county_code": "4101ZD", "office_id": None, "day": DAY}
RENAMED = TownshipRenamed(**WHERE, name="龙湖街道")
RECODED = TownshipRecoded(**WHERE, code="410173001")
ABOLISHED = TownshipAbolished(**WHERE)
MERGED = TownshipMerged(**WHERE, into_township="410105561")
CHANGES: list[tuple[TownshipCommand, object]] = [
    (RenameTownship(name="龙湖街道", day=DAY), RENAMED),
    (RecodeTownship(code="410173001", day=DAY), RECODED),
    (AbolishTownship(day=DAY), ABOLISHED),
    (MergeTownship(into_township="410105561", day=DAY), MERGED),
]


@pytest.mark.parametrize(("command", "event"), CHANGES)
def test_a_township_changes_once(command: TownshipCommand, event: object) -> None:
    given(DECIDER, CREATED).when(command).then(event)
    given(DECIDER, CREATED, event).when(command).then_nothing()
    given(DECIDER).when(command).then_refused("conflict")


@pytest.mark.parametrize("closed", [ABOLISHED, MERGED])
def test_a_township_that_is_there_no_longer_does_not_change(closed: object) -> None:
    given(DECIDER, CREATED, closed).when(RenameTownship(name="龙湖街道", day=DAY)).then_refused("conflict")


def test_the_name_that_it_has_is_no_new_one() -> None:
    given(DECIDER, CREATED).when(RenameTownship(name="如意湖街道", day=DAY)).then_nothing()
    given(DECIDER, CREATED, RENAMED).when(CREATE).then_nothing()


def test_the_register_shows_what_became_of_it_under_the_code_that_it_had_first() -> None:
    card = folded(fold, "township-410105560", CREATED, RENAMED, RECODED, MERGED)
    assert card is not None
    assert (card.id, card.code, card.former_codes) == ("410105560", "410173001", ("410105560",))
    assert (card.name, card.former_names) == ("龙湖街道", ("如意湖街道",))
    assert (card.stage, card.closed_day, card.merged_into) == (Stage.MERGED, DAY, "410105561")
    abolished = folded(fold, "township-410105560", CREATED, ABOLISHED)
    assert abolished is not None
    assert (abolished.stage, abolished.closed_day) == (Stage.ABOLISHED, DAY)
