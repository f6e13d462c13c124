"""An office is established by an approval, which is then filed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.roster.core.office import DECIDER, Stage
from services.roster.core.office_commands import Approval, EstablishOffice, FileOffice
from services.roster.views.office_card import ApprovedChange, OfficeCard, fold
from shared.contract.roster import OfficeEstablished, OfficeFiled
from tests.given import given
from tests.roster.recorded import folded

APPROVAL_DAY = date(2020, 3, 2)
FILING_DAY = date(2020, 3, 20)
ESTABLISH = EstablishOffice(
    office_id="jingba-road",
    name="金水区司法局经八路司法所",
    county_code="410105",
    township_code="410105001",
    kind="township",
    approval_authority="中共金水区委机构编制委员会办公室",
    approval_document="synthetic 1",
    approval_day=APPROVAL_DAY,
)
ESTABLISHED = OfficeEstablished(
    county_code="410105",
    office_id="jingba-road",
    day=APPROVAL_DAY,
    name="金水区司法局经八路司法所",
    township_code="410105001",
    kind="township",
    approval_authority="中共金水区委机构编制委员会办公室",
    approval_document="synthetic 1",
)
FILED = OfficeFiled(county_code="410105", office_id="jingba-road", day=FILING_DAY)
APPROVAL = Approval(authority="中共金水区委机构编制委员会办公室", document="synthetic 1", day=APPROVAL_DAY)
ESTABLISHMENT = ApprovedChange(number=1, change="establishment", became="金水区司法局经八路司法所", approval=APPROVAL)
CARD = OfficeCard(
    id="jingba-road",
    version=1,
    name="金水区司法局经八路司法所",
    county_code="410105",
    office_id="jingba-road",
    township_code="410105001",
    kind="township",
    stage=Stage.ESTABLISHED,
    approval=APPROVAL,
    managed_by=("county-bureau", "township"),
    changes=(ESTABLISHMENT,),
)


def test_an_office_is_there_from_the_day_of_its_approval() -> None:
    given(DECIDER).when(ESTABLISH).then(ESTABLISHED)


def test_an_office_of_an_area_serves_no_township() -> None:
    market = replace(ESTABLISH, kind="area", township_code=None)
    given(DECIDER).when(market).then(replace(ESTABLISHED, kind="area", township_code=None))


@pytest.mark.parametrize("past", [(ESTABLISHED,), (ESTABLISHED, FILED)])
def test_establishing_it_again_changes_nothing(past: tuple[object, ...]) -> None:
    given(DECIDER, *past).when(ESTABLISH).then_nothing()


@pytest.mark.parametrize(
    "other", [{"name": "another"}, {"approval_document": "synthetic 2"}, {"approval_day": FILING_DAY}]
)
def test_establishing_it_again_with_other_content_is_a_conflict(other: dict[str, Any]) -> None:
    given(DECIDER, ESTABLISHED).when(replace(ESTABLISH, **other)).then_refused("conflict")


def test_the_approval_is_filed() -> None:
    given(DECIDER, ESTABLISHED).when(FileOffice(day=FILING_DAY)).then(FILED)


def test_it_may_be_filed_on_the_day_of_the_approval_and_not_before() -> None:
    same_day = replace(FILED, day=APPROVAL_DAY)
    given(DECIDER, ESTABLISHED).when(FileOffice(day=APPROVAL_DAY)).then(same_day)
    given(DECIDER, ESTABLISHED).when(FileOffice(day=date(2020, 3, 1))).then_refused("conflict")


def test_filing_it_again_changes_nothing() -> None:
    given(DECIDER, ESTABLISHED, FILED).when(FileOffice(day=FILING_DAY)).then_nothing()


def test_filing_it_again_on_another_day_is_a_conflict() -> None:
    given(DECIDER, ESTABLISHED, FILED).when(FileOffice(day=date(2020, 3, 21))).then_refused("conflict")


def test_what_was_never_established_cannot_be_filed() -> None:
    given(DECIDER).when(FileOffice(day=FILING_DAY)).then_refused("conflict")


def test_the_card_shows_the_approval() -> None:
    assert folded(fold, "office-jingba-road", ESTABLISHED) == CARD


def test_the_card_shows_the_filing() -> None:
    changes = (replace(ESTABLISHMENT, filed_day=FILING_DAY),)
    filed = replace(CARD, version=2, stage=Stage.FILED, filed_day=FILING_DAY, changes=changes)
    assert folded(fold, "office-jingba-road", ESTABLISHED, FILED) == filed


def test_the_card_begins_with_the_establishment() -> None:
    with pytest.raises(TypeError):
        folded(fold, "office-jingba-road", FILED)
