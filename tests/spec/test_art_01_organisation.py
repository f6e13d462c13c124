"""Art. 1: 司法所的设立、撤销、合并或者变更规格、名称，报同级机构编制管理机关审批，并报市司法局政治部备案。"""

from datetime import date

import pytest

from services.compliance.core.judge import judge
from tests.examples.judged import deadlines, finding
from tests.examples.offices import History, a_staffed_office, an_office
from tests.examples.plans import ZHENGZHOU, with_number
from tests.examples.told_of_roster import ESTABLISHED

DUE = date(2020, 4, 1)  # 30 days after the approval, which is not counted
DAY_AFTER = date(2020, 4, 2)
CHANGED = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (ESTABLISHED, "pending"),
        (date(2020, 3, 24), "pending"),
        (date(2020, 3, 25), "due-soon"),  # 7 days before
        (DUE, "due-soon"),
        (DAY_AFTER, "overdue"),
    ],
)
def test_an_approval_is_filed_within_30_days(day: date, stage: str) -> None:
    deadline = deadlines("office-filing", an_office(), day)["office-jingba-road.1"]
    assert (deadline.due, deadline.stage, deadline.caused_by) == (DUE, stage, ("office-jingba-road.1",))


def test_until_the_30th_day_an_unfiled_approval_complies() -> None:
    assert finding("office-filing", an_office(), DUE).compliant


def test_from_the_31st_day_on_it_is_a_breach() -> None:
    found = finding("office-filing", an_office(), DAY_AFTER)
    assert (found.compliant, found.figure, found.severity, found.article) == (False, 1, "P2", 1)
    assert (found.since, found.caused_by, found.who_acts) == (DAY_AFTER, ("office-jingba-road.1",), "county-bureau")


@pytest.mark.parametrize(("filed", "stage"), [(DUE, "met"), (DAY_AFTER, "met-late")])
def test_filed_on_the_30th_day_is_in_time_and_a_day_later_is_late(filed: date, stage: str) -> None:
    office = an_office().filed(filed)
    assert deadlines("office-filing", office, CHANGED)["office-jingba-road.1"].stage == stage
    assert finding("office-filing", office, CHANGED).compliant


def changed() -> History:
    return an_office().filed(DUE).renamed(CHANGED, "郑州市金水区司法局文化路司法所")


def test_each_change_is_counted_by_itself() -> None:
    office = changed().ranked(date(2026, 10, 5)).change_filed(date(2026, 11, 2), 3)
    due = {subject: (each.due, each.stage) for subject, each in deadlines("office-filing", office, CHANGED).items()}
    assert due == {
        "office-jingba-road.1": (DUE, "met"),
        "office-jingba-road.3": (date(2026, 10, 31), "pending"),
    }
    found = finding("office-filing", office, date(2026, 11, 5))
    assert (found.figure, found.since, found.caused_by) == (1, date(2026, 11, 1), ("office-jingba-road.3",))


@pytest.mark.parametrize("close", [History.abolished, lambda office, day: office.merged(day, "wenhua-road")])
def test_an_abolition_and_a_merger_are_filed_though_the_office_is_there_no_longer(close: object) -> None:
    assert callable(close)
    office = close(an_office().filed(DUE), CHANGED)
    judgement = judge(office.facts, ZHENGZHOU, date(2026, 11, 1))
    assert {found.rule for found in judgement.findings if not found.compliant} == {"office-filing"}
    assert finding("office-filing", office.change_filed(date(2026, 10, 31), 2), date(2026, 11, 1)).compliant


def test_an_office_that_is_there_no_longer_lacks_nobody() -> None:
    office = an_office().filed(DUE).abolished(CHANGED)
    day_before = judge(office.facts, ZHENGZHOU, date(2026, 9, 30))
    assert "formal-staff" in {found.rule for found in day_before.findings if not found.compliant}
    assert day_before.next_day == CHANGED
    assert "formal-staff" not in {found.rule for found in judge(office.facts, ZHENGZHOU, CHANGED).findings}


def test_who_is_still_to_be_met_is_not_forgotten_with_the_office() -> None:
    office = an_office().notified("a", CHANGED, CHANGED).abolished(CHANGED)
    assert not finding("release-handover", office, date(2026, 10, 2)).compliant


def test_a_number_of_another_day_holds_for_what_is_approved_from_then_on() -> None:
    plan = with_number("office-filing-days", 15, CHANGED)
    due = {subject: each.due for subject, each in deadlines("office-filing", changed(), CHANGED, plan).items()}
    assert due == {"office-jingba-road.1": DUE, "office-jingba-road.3": date(2026, 10, 16)}


def test_what_was_approved_before_the_plan_is_judged_from_the_plans_first_day() -> None:
    office = History().established(date(2012, 5, 8))
    assert finding("office-filing", office, date(2026, 1, 1)).since == date(2019, 10, 1)


def test_a_filed_office_with_its_people_complies_with_everything() -> None:
    assert all(found.compliant for found in judge(a_staffed_office().facts, ZHENGZHOU, CHANGED).findings)
