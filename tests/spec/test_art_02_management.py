"""Art. 2: 司法所是县（市、区）司法局派出机构，实行双重管理、以司法局为主；名称为××县（市、区）司法局××司法所。"""

from datetime import date

import pytest

from services.compliance.core.judge import judge
from tests.examples.judged import finding
from tests.examples.offices import History, an_office
from tests.examples.plans import ZHENGZHOU, with_version
from tests.examples.told_of_roster import ESTABLISHED

DAY = date(2026, 11, 24)
THE_DAY_BEFORE = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("name", "compliant"),
    [
        ("郑州市金水区司法局经八路司法所", True),
        ("巩义市司法局竹林司法所", True),
        ("中牟县司法局官渡司法所", True),
        ("经八路司法所", False),
        ("金水区司法局司法所", False),
        ("金水区司法局经八路司法所（筹）", False),
        ("金水区经八路司法所", False),
    ],
)
def test_an_office_is_named_after_its_county_bureau_and_its_place(name: str, compliant: bool) -> None:
    found = finding("office-name", History().established(name=name), DAY)
    assert (found.compliant, found.severity, found.article) == (compliant, "P3", 2)


@pytest.mark.parametrize(
    ("place", "compliant"),
    [
        ("经八路街道", True),
        ("经八路街道办事处", True),
        ("经八路镇", True),
        ("经八路", True),
        (None, True),
        ("文化路街道", False),
        ("经八街道", False),
        ("经八路新区", False),
    ],
)
def test_the_place_is_that_of_the_township(place: str | None, compliant: bool) -> None:
    assert finding("office-name", History().established(place=place), DAY).compliant is compliant


def test_a_name_is_judged_from_its_day_on() -> None:
    office = an_office().renamed(DAY, "经八路司法所")
    assert finding("office-name", office, THE_DAY_BEFORE).compliant
    assert judge(office.facts, ZHENGZHOU, THE_DAY_BEFORE).next_day == DAY
    found = finding("office-name", office, date(2026, 12, 1))
    assert (found.compliant, found.figure, found.since) == (False, 1, DAY)
    assert (found.caused_by, found.who_acts) == (("office-jingba-road.2",), "county-bureau")
    again = office.renamed(date(2026, 12, 1), "金水区司法局经八路司法所")
    assert finding("office-name", again, date(2026, 12, 1)).compliant


def test_when_the_township_is_renamed_its_office_is_misnamed() -> None:
    office = History().established(place="经八路街道").place_renamed(DAY, "文化路街道")
    assert finding("office-name", office, THE_DAY_BEFORE).compliant
    assert finding("office-name", office, DAY).caused_by == ("office-jingba-road.2",)


def test_it_was_so_without_end_since_it_was_last_right() -> None:
    office = History().established(name="经八路司法所").renamed(DAY, "经八司法所")
    assert finding("office-name", office, DAY).since == ESTABLISHED
    assert finding("office-name", office, DAY).caused_by == ("office-jingba-road.1",)


def test_the_pattern_is_the_plans() -> None:
    plan = with_version("patterns", "office-name", {"value": "(?P<place>.+)司法所", "from": DAY})
    office = History().established(name="经八路司法所")
    assert not finding("office-name", office, THE_DAY_BEFORE, plan).compliant
    assert finding("office-name", office, DAY, plan).compliant


def test_a_townships_office_is_managed_by_both_where_nothing_else_is_said() -> None:
    assert finding("dual-management", an_office(), DAY).compliant


def test_an_office_of_an_area_must_say_who_manages_it_with_the_county_bureau() -> None:
    office = History().established(township_code=None)
    found = finding("dual-management", office, DAY)
    assert (found.compliant, found.severity, found.article) == (False, "P2", 2)
    assert finding("dual-management", office.managed(DAY, "county-bureau", "area"), DAY).compliant


@pytest.mark.parametrize(
    ("bodies", "compliant"),
    [
        (("county-bureau", "township"), True),
        (("county-bureau", "area"), True),
        (("township", "county-bureau"), False),
        (("county-bureau",), False),
        (("county-bureau", "county-bureau"), False),
        (("township",), False),
    ],
)
def test_the_county_bureau_comes_first_and_another_body_with_it(bodies: tuple[str, ...], compliant: bool) -> None:
    assert finding("dual-management", an_office().managed(DAY, *bodies), DAY).compliant is compliant
    assert finding("dual-management", an_office().managed(DAY, *bodies), THE_DAY_BEFORE).compliant
    assert finding("dual-management", History().established(managed_by=bodies), DAY).compliant is compliant
