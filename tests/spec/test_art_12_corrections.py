"""Art. 12: 落实必接必送制度，加强刑满释放人员衔接安置。"""

from datetime import date

import pytest

from services.compliance.core.judge import judge
from tests.examples.judged import deadlines, finding
from tests.examples.offices import History, an_office
from tests.examples.plans import ZHENGZHOU, with_choice

NOTICE = date(2026, 10, 8)
RELEASE = date(2026, 11, 24)
DAY_AFTER = date(2026, 11, 25)


def notified(release_day: date | None = RELEASE) -> History:
    return an_office().notified("a", NOTICE, release_day)


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (NOTICE, "pending"),
        (date(2026, 11, 16), "pending"),
        (date(2026, 11, 17), "due-soon"),  # 7 days before
        (RELEASE, "due-soon"),
        (DAY_AFTER, "overdue"),
    ],
)
def test_a_release_is_due_on_its_day_and_overdue_at_the_end_of_it(day: date, stage: str) -> None:
    deadline = deadlines("release-handover", notified(), day)["a"]
    assert (deadline.due, deadline.stage, deadline.caused_by) == (RELEASE, stage, ("release-a.1",))
    assert deadline.severity == ("P1" if stage == "overdue" else "P3")


def test_nobody_overdue_complies() -> None:
    found = finding("release-handover", notified(), RELEASE)
    assert (found.compliant, found.figure, found.required, found.article) == (True, 0, 0, 12)


def test_one_overdue_is_a_breach() -> None:
    found = finding("release-handover", notified(), DAY_AFTER)
    assert (found.compliant, found.figure, found.required, found.severity) == (False, 1, 0, "P1")
    assert (found.since, found.caused_by, found.who_acts) == (DAY_AFTER, ("release-a.1",), "office")
    assert judge(notified().facts, ZHENGZHOU, DAY_AFTER).figures["releases_overdue"] == 1


@pytest.mark.parametrize(
    ("key_person", "minor", "has_guardian", "severity"),
    [
        (False, False, False, "P1"),
        (True, False, False, "P0"),
        (False, True, False, "P0"),
        (False, True, True, "P1"),
        (True, True, True, "P0"),
    ],
)
def test_key_persons_and_minors_without_guardian_are_urgent(
    key_person: bool, minor: bool, has_guardian: bool, severity: str
) -> None:
    office = an_office().notified("a", NOTICE, RELEASE, key_person=key_person, minor=minor, has_guardian=has_guardian)
    assert deadlines("release-handover", office, DAY_AFTER)["a"].severity == severity
    assert finding("release-handover", office, DAY_AFTER).severity == severity
    assert deadlines("release-handover", office, RELEASE)["a"].severity == "P3"


def test_how_urgent_they_are_is_the_plans_to_say() -> None:
    office = an_office().notified("a", NOTICE, RELEASE, key_person=True)
    plan = with_choice("handover-urgent-severity", "P1", date(2026, 12, 1))
    assert deadlines("release-handover", office, date(2026, 11, 30), plan)["a"].severity == "P0"
    assert deadlines("release-handover", office, date(2026, 12, 1), plan)["a"].severity == "P1"


@pytest.mark.parametrize(("met", "stage"), [(RELEASE, "met"), (DAY_AFTER, "met-late"), (date(2026, 11, 20), "met")])
def test_met_on_the_day_is_met_and_a_day_later_is_late(met: date, stage: str) -> None:
    office = notified().planned("a", NOTICE).handed_over("a", met)
    assert deadlines("release-handover", office, date(2026, 12, 1))["a"].stage == stage
    assert finding("release-handover", office, date(2026, 12, 1)).compliant


def test_met_without_a_plan_is_met() -> None:
    assert deadlines("release-handover", notified().handed_over("a", RELEASE), RELEASE)["a"].stage == "met"


def test_until_the_person_is_met_the_release_was_overdue() -> None:
    office = notified().handed_over("a", date(2026, 11, 28))
    assert deadlines("release-handover", office, date(2026, 11, 27))["a"].stage == "overdue"
    assert deadlines("release-handover", office, date(2026, 11, 28))["a"].stage == "met-late"


def test_a_release_day_in_the_past_is_judged_at_once() -> None:
    office = an_office().notified("a", NOTICE, date(2026, 9, 30))
    found = finding("release-handover", office, NOTICE)
    assert (found.compliant, found.since, found.caused_by) == (False, date(2026, 10, 1), ("release-a.1",))


def test_without_a_day_there_is_nothing_to_meet_yet() -> None:
    assert deadlines("release-handover", notified(None), RELEASE) == {}
    assert finding("release-handover", notified(None), RELEASE).compliant


def test_the_day_that_was_named_last_is_the_day() -> None:
    office = notified().redated("a", date(2026, 11, 2), date(2026, 12, 15))
    deadline = deadlines("release-handover", office, DAY_AFTER)["a"]
    assert (deadline.due, deadline.stage, deadline.caused_by) == (date(2026, 12, 15), "pending", ("release-a.2",))


def test_a_verified_person_gets_a_day_later() -> None:
    office = notified(None).redated("a", date(2026, 11, 2), RELEASE)
    assert deadlines("release-handover", office, RELEASE)["a"].due == RELEASE


def test_a_day_that_was_taken_away_cancels_the_deadline() -> None:
    office = notified().notified("a", date(2026, 11, 2), None)
    deadline = deadlines("release-handover", office, DAY_AFTER)["a"]
    assert (deadline.stage, deadline.due, deadline.caused_by) == ("cancelled", RELEASE, ("release-a.2",))
    assert finding("release-handover", office, DAY_AFTER).compliant


def test_a_cancelled_day_can_be_named_again() -> None:
    office = notified().notified("a", date(2026, 11, 2), None).redated("a", date(2026, 11, 9), date(2026, 11, 20))
    assert deadlines("release-handover", office, RELEASE)["a"].stage == "overdue"


def test_who_becomes_a_key_person_later_is_one() -> None:
    office = notified().notified("a", date(2026, 11, 2), RELEASE, key_person=True)
    assert deadlines("release-handover", office, DAY_AFTER)["a"].severity == "P0"


def test_each_release_stands_for_itself_and_the_first_overdue_says_since_when() -> None:
    office = notified().notified("b", NOTICE, date(2026, 11, 20), key_person=True).notified("c", NOTICE, RELEASE)
    found = finding("release-handover", office.handed_over("c", RELEASE), DAY_AFTER)
    assert (found.figure, found.severity, found.since) == (2, "P0", date(2026, 11, 21))
    assert found.caused_by == ("release-b.1", "release-a.1")
    assert list(deadlines("release-handover", office, DAY_AFTER)) == ["b", "a", "c"]


def test_a_deadline_says_what_is_to_be_done_while_somebody_should_be_told() -> None:
    assert deadlines("release-handover", notified(), NOTICE)["a"].text == {}
    assert (
        deadlines("release-handover", notified(), RELEASE)["a"].text["zh"]
        == "刑满释放人员将于2026-11-24释放，当日必接必送。"
    )
    assert "was not met" in deadlines("release-handover", notified(), DAY_AFTER)["a"].text["en"]
