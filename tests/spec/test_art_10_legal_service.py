"""Art. 10: 乡镇（街道）公共法律服务工作站、村（居）公共法律服务工作室、村（居）法律顾问要认真履行职责。"""

from datetime import date

import pytest

from services.compliance.core.judge import judge
from tests.examples.judged import deadlines, finding
from tests.examples.offices import History, an_office
from tests.examples.plans import ZHENGZHOU
from tests.examples.told_of_roster import ESTABLISHED
from tests.examples.told_of_service import village

LISTED = date(2026, 3, 2)
BEGINS, DAY_BEFORE = date(2026, 4, 1), date(2026, 3, 31)


def listed() -> History:
    return an_office().listed(LISTED, village(1), village(2))


@pytest.mark.parametrize(("day", "figure"), [(DAY_BEFORE, 1), (BEGINS, 0)])
def test_the_township_has_a_station(day: date, figure: int) -> None:
    """station: P2, from the office's establishment on."""
    found = finding("station", an_office().provided("station", BEGINS), day)
    assert (found.figure, found.compliant, found.severity, found.article) == (figure, figure == 0, "P2", 10)


def test_a_township_without_a_station_lacks_it_since_the_office_is_there() -> None:
    found = finding("station", an_office(), BEGINS)
    assert (found.since, found.caused_by) == (ESTABLISHED, ("office-jingba-road.1",))


def test_a_station_that_is_closed_is_missed_from_that_day_on() -> None:
    office = an_office().provided("station", ESTABLISHED).withdrawn("station", BEGINS)
    assert finding("station", office, DAY_BEFORE).compliant
    found = finding("station", office, BEGINS)
    assert (found.compliant, found.since, found.caused_by) == (False, BEGINS, ("villages-410105001.2",))


def test_another_township_whose_villages_the_office_serves_needs_one_too() -> None:
    office = an_office().provided("station", ESTABLISHED).listed(LISTED, "410105002001", township="410105002")
    assert finding("station", office, LISTED).figure == 1


@pytest.mark.parametrize(("rule", "kind"), [("village-adviser", "village-adviser"), ("village-room", "village-room")])
def test_every_village_has_an_adviser_and_a_room(rule: str, kind: str) -> None:
    """P3, of the villages that are listed."""
    office = listed().provided(kind, BEGINS, village(1)).provided(kind, BEGINS, village(2))
    missing, complete = finding(rule, office, DAY_BEFORE), finding(rule, office, BEGINS)
    assert (missing.figure, missing.compliant, missing.severity) == (2, False, "P3")
    assert (missing.since, missing.caused_by) == (LISTED, ("villages-410105001.1",))
    assert (complete.figure, complete.compliant) == (0, True)
    assert finding(rule, listed().provided(kind, BEGINS, village(1)), BEGINS).figure == 1


def test_where_no_village_is_listed_none_lacks_anything() -> None:
    assert finding("village-adviser", an_office(), BEGINS).compliant
    assert finding("village-room", an_office(), BEGINS).compliant


def test_a_village_that_is_no_longer_listed_lacks_nothing() -> None:
    office = listed().listed(BEGINS, village(2))
    assert finding("village-adviser", office, DAY_BEFORE).figure == 2
    assert finding("village-adviser", office, BEGINS).figure == 1
    assert judge(office.facts, ZHENGZHOU, BEGINS).figures["villages"] == 1


def test_who_follows_at_once_leaves_no_gap_and_who_follows_later_does() -> None:
    office = listed().listed(LISTED, village(1)).provided("village-adviser", LISTED, village(1))
    office = office.provided("village-adviser", BEGINS, village(1))
    assert finding("village-adviser", office, BEGINS).compliant
    office = office.withdrawn("village-adviser", date(2026, 5, 1), village(1))
    office = office.provided("village-adviser", date(2026, 5, 3), village(1))
    gap = [finding("village-adviser", office, date(2026, 5, day)).figure for day in (1, 2, 3)]
    assert gap == [1, 1, 0]


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2026, 6, 16), "pending"),
        (date(2026, 6, 17), "due-soon"),
        (date(2026, 7, 1), "due-soon"),
        (date(2026, 7, 2), "overdue"),
    ],
)
def test_an_adviser_comes_within_three_months(day: date, stage: str) -> None:
    """adviser-visit: a parameter, P3."""
    office = listed().provided("village-adviser", BEGINS, village(1))
    deadline = deadlines("adviser-visit", office, day)[village(1)]
    assert (deadline.due, deadline.stage) == (date(2026, 7, 1), stage)
    assert finding("adviser-visit", office, day).compliant is (stage != "overdue")


def test_a_visit_begins_the_next_three_months() -> None:
    office = listed().provided("village-adviser", BEGINS, village(1)).visited(village(1), date(2026, 7, 10))
    assert deadlines("adviser-visit", office, date(2026, 7, 9))[village(1)].stage == "overdue"
    assert deadlines("adviser-visit", office, date(2026, 7, 10))[village(1)].due == date(2026, 10, 10)


def test_nobody_is_awaited_where_there_is_no_adviser_or_no_village() -> None:
    office = listed().provided("village-adviser", BEGINS, village(1))
    assert deadlines("adviser-visit", office, DAY_BEFORE) == {}
    gone = office.withdrawn("village-adviser", date(2026, 5, 1), village(1))
    assert deadlines("adviser-visit", gone, date(2026, 5, 1)) == {}
    assert deadlines("adviser-visit", office.listed(date(2026, 5, 1), village(2)), date(2026, 5, 1)) == {}


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2026, 3, 8), "pending"),
        (date(2026, 3, 9), "due-soon"),
        (date(2026, 3, 11), "due-soon"),
        (date(2026, 3, 12), "overdue"),
    ],
)
def test_a_referral_is_followed_to_its_end_within_seven_working_days(day: date, stage: str) -> None:
    """referral-open: P3; 7 and 8 March are a weekend."""
    office = an_office().referred("a", LISTED)
    deadline = deadlines("referral-open", office, day)["a"]
    assert (deadline.due, deadline.stage, deadline.caused_by) == (date(2026, 3, 11), stage, ("service-a.1",))
    found = finding("referral-open", office, day)
    assert (found.compliant, found.severity, found.article) == (stage != "overdue", "P3", 10)


def test_what_became_of_it_ends_the_waiting() -> None:
    office = an_office().referred("a", LISTED).referral_ended("a", date(2026, 3, 11))
    assert deadlines("referral-open", office, date(2026, 3, 10))["a"].stage == "due-soon"
    assert deadlines("referral-open", office, date(2026, 3, 11)) == {}
    late = an_office().referred("a", LISTED).referral_ended("a", date(2026, 3, 12))
    assert deadlines("referral-open", late, date(2026, 3, 12))["a"].stage == "met-late"
    assert finding("referral-open", late, date(2026, 3, 12)).compliant
