"""An office is renamed, ranked anew, merged, abolished by approvals, each of which is filed; somebody manages it."""

from datetime import date
from typing import Any

import pytest

from services.roster.core.office import DECIDER, Stage
from services.roster.core.office_commands import (
    AbolishOffice,
    Approval,
    FileOffice,
    ManageOffice,
    MergeOffice,
    OfficeCommand,
    RankOffice,
    RenameOffice,
    RenamePlace,
)
from services.roster.views.office_card import OfficeCard, fold
from shared.contract.roster import (
    OfficeAbolished,
    OfficeChangeFiled,
    OfficeEstablished,
    OfficeFiled,
    OfficeManaged,
    OfficeMerged,
    OfficePlaceRenamed,
    OfficeRanked,
    OfficeRenamed,
)
from tests.given import given
from tests.roster.recorded import folded
from tests.roster.test_office import APPROVAL_DAY, ESTABLISHED, FILED, FILING_DAY

DAY = date(2026, 11, 24)
THE_DAY_BEFORE = date(2026, 11, 23)
APPROVAL = Approval(authority="中共金水区委机构编制委员会办公室", document="synthetic 2", day=DAY)
BY: dict[str, Any] = {"county_code": "410105", "office_id": "jingba-road", "day": DAY}
BY_APPROVAL: dict[str, Any] = {
    **BY,
    "approval_authority": "中共金水区委机构编制委员会办公室",
    "approval_document": "synthetic 2",
}
NAME = "金水区司法局文化路司法所"
RENAMED = OfficeRenamed(**BY_APPROVAL, name=NAME)
RANKED = OfficeRanked(**BY_APPROVAL, rank="section")
ABOLISHED = OfficeAbolished(**BY_APPROVAL)
MERGED = OfficeMerged(**BY_APPROVAL, into_office_id="wenhua-road")
CHANGES: list[tuple[OfficeCommand, object]] = [
    (RenameOffice(approval=APPROVAL, name=NAME), RENAMED),
    (RankOffice(approval=APPROVAL, rank="section"), RANKED),
    (AbolishOffice(approval=APPROVAL), ABOLISHED),
    (MergeOffice(approval=APPROVAL, into_office_id="wenhua-road"), MERGED),
]


def a_day_earlier() -> Approval:
    return Approval(authority=APPROVAL.authority, document=APPROVAL.document, day=THE_DAY_BEFORE)


@pytest.mark.parametrize(("command", "event"), CHANGES)
def test_an_approved_change_holds_from_its_day(command: OfficeCommand, event: object) -> None:
    given(DECIDER, ESTABLISHED).when(command).then(event)


@pytest.mark.parametrize(("command", "event"), CHANGES)
def test_asking_for_it_again_changes_nothing(command: OfficeCommand, event: object) -> None:
    given(DECIDER, ESTABLISHED, event).when(command).then_nothing()


@pytest.mark.parametrize(("command", "_"), CHANGES)
def test_an_office_that_is_not_there_cannot_change(command: OfficeCommand, _: object) -> None:
    given(DECIDER).when(command).then_refused("conflict")


def test_an_office_cannot_have_changed_before_it_was_there() -> None:
    before = Approval(authority="x", document="y", day=date(2020, 3, 1))
    given(DECIDER, ESTABLISHED).when(RenameOffice(approval=before, name=NAME)).then_refused("conflict")


def test_the_true_past_of_a_closed_office_can_still_be_entered() -> None:
    past = RenameOffice(approval=a_day_earlier(), name=NAME)
    renamed = OfficeRenamed(**{**BY_APPROVAL, "day": THE_DAY_BEFORE}, name=NAME)
    given(DECIDER, ESTABLISHED, ABOLISHED).when(past).then(renamed)


@pytest.mark.parametrize("closed", [ABOLISHED, MERGED])
def test_from_the_closing_on_nothing_changes(closed: object) -> None:
    given(DECIDER, ESTABLISHED, closed).when(RenameOffice(approval=APPROVAL, name=NAME)).then_refused("conflict")


def test_an_office_is_closed_once() -> None:
    given(DECIDER, ESTABLISHED, MERGED).when(AbolishOffice(approval=APPROVAL)).then_refused("conflict")


def test_an_office_is_not_closed_before_its_last_change() -> None:
    given(DECIDER, ESTABLISHED, RENAMED).when(AbolishOffice(approval=a_day_earlier())).then_refused("conflict")
    given(DECIDER, ESTABLISHED, RENAMED).when(AbolishOffice(approval=APPROVAL)).then(ABOLISHED)


def test_an_office_is_not_merged_into_itself() -> None:
    into_itself = MergeOffice(approval=APPROVAL, into_office_id="jingba-road")
    given(DECIDER, ESTABLISHED).when(into_itself).then_refused("conflict")


def test_all_that_is_not_filed_yet_is_filed_together() -> None:
    filed = FileOffice(day=DAY)
    given(DECIDER, ESTABLISHED, RENAMED, RANKED).when(filed).then(
        OfficeFiled(**BY), OfficeChangeFiled(**BY, change=2), OfficeChangeFiled(**BY, change=3)
    )
    given(DECIDER, ESTABLISHED, FILED, RENAMED).when(filed).then(OfficeChangeFiled(**BY, change=2))
    given(DECIDER, ESTABLISHED, FILED, RENAMED, OfficeChangeFiled(**BY, change=2)).when(filed).then_nothing()


def test_one_change_is_filed_by_its_number() -> None:
    filed = OfficeChangeFiled(**BY, change=3)
    given(DECIDER, ESTABLISHED, RENAMED, RANKED).when(FileOffice(day=DAY, change=3)).then(filed)
    given(DECIDER, ESTABLISHED, RENAMED, RANKED, filed).when(FileOffice(day=DAY, change=3)).then_nothing()


@pytest.mark.parametrize("change", [0, 2])
def test_a_change_that_there_is_not_cannot_be_filed(change: int) -> None:
    given(DECIDER, ESTABLISHED).when(FileOffice(day=DAY, change=change)).then_refused("conflict")


def test_what_was_approved_later_is_not_filed_with_what_was_approved_before() -> None:
    filed = OfficeFiled(**{**BY, "day": FILING_DAY})
    given(DECIDER, ESTABLISHED, RENAMED).when(FileOffice(day=FILING_DAY)).then(filed)
    given(DECIDER, ESTABLISHED, FILED, RENAMED).when(FileOffice(day=FILING_DAY)).then_refused("conflict")


def test_the_abolition_of_an_office_is_filed_too() -> None:
    filed = OfficeChangeFiled(**BY, change=2)
    given(DECIDER, ESTABLISHED, FILED, ABOLISHED).when(FileOffice(day=DAY)).then(filed)


BOTH = OfficeManaged(**BY, bodies=("township", "county-bureau"))


def test_who_manages_it_is_on_record() -> None:
    command = ManageOffice(bodies=("township", "county-bureau"), day=DAY)
    given(DECIDER, ESTABLISHED).when(command).then(BOTH)
    given(DECIDER, ESTABLISHED, BOTH).when(command).then_nothing()
    given(DECIDER).when(command).then_refused("conflict")


def test_who_managed_it_before_is_not_said_anew() -> None:
    earlier = ManageOffice(bodies=("county-bureau", "township"), day=THE_DAY_BEFORE)
    given(DECIDER, ESTABLISHED, BOTH).when(earlier).then_refused("conflict")
    given(DECIDER, ESTABLISHED).when(ManageOffice(bodies=("area",), day=date(2020, 3, 1))).then_refused("conflict")


def test_its_place_may_be_called_something_else() -> None:
    renamed = OfficePlaceRenamed(**BY, place="文化路街道")
    given(DECIDER, ESTABLISHED).when(RenamePlace(place="文化路街道", day=DAY)).then(renamed)
    given(DECIDER, ESTABLISHED, renamed).when(RenamePlace(place="文化路街道", day=DAY)).then_nothing()


def shown(*events: object) -> OfficeCard:
    card = folded(fold, "office-jingba-road", ESTABLISHED, *events)
    assert card is not None
    return card


def test_the_card_shows_every_change_with_its_filing() -> None:
    card = shown(FILED, RENAMED, RANKED, OfficeChangeFiled(**BY, change=3), MERGED)
    assert [(each.number, each.change, each.became, each.filed_day) for each in card.changes] == [
        (1, "establishment", "金水区司法局经八路司法所", FILING_DAY),
        (2, "rename", NAME, None),
        (3, "rank", "section", DAY),
        (4, "merger", "wenhua-road", None),
    ]
    assert (card.name, card.rank, card.stage) == (NAME, "section", Stage.MERGING)
    assert (card.closed_day, card.merged_into) == (DAY, "wenhua-road")


def test_the_card_shows_the_latest_name_in_whatever_order_the_names_were_recorded() -> None:
    before = OfficeRenamed(**{**BY_APPROVAL, "day": APPROVAL_DAY}, name="the first")
    assert shown(RENAMED, before).name == NAME
    assert shown(before, RENAMED).name == NAME


def test_the_card_shows_an_abolition_and_who_managed_the_office() -> None:
    card = shown(BOTH, OfficePlaceRenamed(**BY, place="文化路街道"), ABOLISHED)
    assert (card.stage, card.closed_day, card.merged_into) == (Stage.ABOLISHED, DAY, None)
    assert (card.managed_by, card.place) == (("township", "county-bureau"), "文化路街道")


def test_an_office_of_an_area_is_managed_by_the_county_bureau_until_more_is_said() -> None:
    market = OfficeEstablished(
        **BY_APPROVAL, name="x", township_code=None, kind="area", rank="subsection", managed_by=None
    )
    card = folded(fold, "office-jingba-road", market)
    assert card is not None
    assert (card.managed_by, card.rank) == (("county-bureau",), "subsection")


def test_the_card_is_made_of_nothing_else() -> None:
    with pytest.raises(TypeError):
        shown("something else")
