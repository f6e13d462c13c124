"""Art. 5: 司法所设所长1人；任免由县局提出建议，征求乡镇党委的意见；一般应从司法所或县局工作人员中选任。"""

from datetime import date

import pytest

from tests.examples.judged import deadlines, finding
from tests.examples.offices import an_office
from tests.examples.plans import with_number
from tests.examples.told_of_roster import ESTABLISHED

DAY = date(2026, 11, 24)
CAME, WENT = date(2022, 4, 1), date(2026, 5, 4)
OFFICE = "jingba-road"
DIRECTED = an_office().appointed("zhang", ESTABLISHED)
LEFT = DIRECTED.removed("zhang", WENT, since=ESTABLISHED)


def test_one_director_complies() -> None:
    found = finding("director", DIRECTED, DAY)
    assert (found.compliant, found.figure, found.required) == (True, 0, 0)
    assert (found.article, found.law, found.severity, found.who_acts) == (5, None, "P1", "county-bureau")
    assert deadlines("director", DIRECTED, DAY) == {}


def test_a_vacancy_of_one_day_complies_and_of_two_does_not() -> None:
    assert finding("director", LEFT, WENT).compliant
    assert finding("director", LEFT, date(2026, 5, 5)).compliant
    found = finding("director", LEFT, date(2026, 5, 6))
    assert (found.compliant, found.figure, found.severity) == (False, 1, "P1")
    assert (found.since, found.caused_by) == (date(2026, 5, 6), (f"leadership-{OFFICE}.2",))
    assert deadlines("director", LEFT, date(2026, 5, 5))[OFFICE].stage == "due-soon"


def test_an_office_that_never_had_a_director_is_in_breach_from_the_second_day_after_its_establishment() -> None:
    assert finding("director", an_office(), date(2020, 3, 3)).compliant
    found = finding("director", an_office(), DAY)
    assert (found.since, found.caused_by) == (date(2020, 3, 4), (f"office-{OFFICE}.1",))


def test_who_follows_on_the_day_of_the_removal_leaves_no_vacancy() -> None:
    followed = LEFT.appointed("li", WENT)
    for day in (date(2026, 5, 3), WENT, date(2026, 5, 6), DAY):
        assert finding("director", followed, day).compliant
        assert deadlines("director", followed, day) == {}


def test_two_directors_are_a_breach_from_the_first_day_on() -> None:
    two = DIRECTED.appointed("li", WENT)
    assert finding("director", two, date(2026, 5, 3)).compliant
    found = finding("director", two, WENT)
    assert (found.compliant, found.severity, found.since) == (False, "P1", WENT)
    assert found.caused_by == (f"leadership-{OFFICE}.2",)
    assert finding("director", two.removed("zhang", DAY, since=ESTABLISHED), DAY).compliant


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (WENT, "pending"),
        (date(2026, 7, 2), "pending"),
        (date(2026, 7, 3), "due-soon"),  # 30 days before
        (date(2026, 8, 2), "due-soon"),  # 90 days
        (date(2026, 8, 3), "overdue"),
    ],
)
def test_somebody_may_act_for_ninety_days(day: date, stage: str) -> None:
    acting = LEFT.appointed("li", WENT, "acting-director")
    deadline = deadlines("director", acting, day)[OFFICE]
    assert (deadline.stage, deadline.due) == (stage, date(2026, 8, 2))
    assert finding("director", acting, day).compliant is (stage != "overdue")


def test_who_acts_for_longer_is_a_breach_of_second_rank() -> None:
    found = finding("director", LEFT.appointed("li", WENT, "acting-director"), DAY)
    assert (found.compliant, found.severity, found.since) == (False, "P2", date(2026, 8, 3))


def test_another_who_acts_does_not_begin_the_ninety_days_anew() -> None:
    acting = LEFT.appointed("li", WENT, "acting-director")
    handed_on = acting.removed("li", date(2026, 6, 1), since=WENT, role="acting-director").appointed(
        "wang", date(2026, 6, 1), "acting-director"
    )
    assert finding("director", handed_on, DAY).since == date(2026, 8, 3)


def test_who_acts_beside_a_director_does_no_harm() -> None:
    assert finding("director", DIRECTED.appointed("li", WENT, "acting-director"), DAY).compliant


@pytest.mark.parametrize(("came", "stage"), [(date(2026, 5, 5), "met"), (date(2026, 5, 6), "met-late")])
def test_who_follows_in_time_meets_it(came: date, stage: str) -> None:
    followed = LEFT.appointed("li", came)
    # Once the office is directed as planned, nothing is owed: what was, is seen on the days before.
    assert deadlines("director", followed, date(2026, 5, 4))[OFFICE].stage in {"due-soon", stage}
    assert finding("director", followed, came).compliant


def test_deputies_direct_nothing() -> None:
    assert not finding("director", an_office().appointed("li", ESTABLISHED, "deputy"), DAY).compliant


def test_a_shorter_time_of_acting_breaks_from_its_day_on_and_not_before() -> None:
    plan = with_number("acting-director-days", 10, date(2026, 6, 1))
    acting = LEFT.appointed("li", WENT, "acting-director")
    assert finding("director", acting, date(2026, 5, 31), plan).compliant
    assert finding("director", acting, date(2026, 6, 1), plan).since == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("proposed", "opinion", "compliant"),
    [
        (date(2022, 3, 1), date(2022, 3, 10), True),
        (CAME, CAME, True),
        (date(2022, 3, 1), date(2022, 4, 2), False),
        (date(2022, 4, 2), date(2022, 4, 2), False),
        (date(2022, 3, 10), date(2022, 3, 9), False),
    ],
)
def test_proposal_and_opinion_come_before_the_appointment(proposed: date, opinion: date, compliant: bool) -> None:
    office = an_office().appointed("zhang", CAME, proposed_day=proposed, opinion_day=opinion)
    found = finding("director-steps", office, DAY)
    assert (found.compliant, found.figure, found.required) == (compliant, int(not compliant), 0)
    assert (found.article, found.severity, found.who_acts) == (5, "P2", "county-bureau")


def test_an_appointment_without_steps_is_a_breach_while_the_director_directs() -> None:
    office = an_office().appointed("zhang", CAME, without_steps=True)
    assert finding("director-steps", office, date(2022, 3, 31)).compliant
    assert finding("director-steps", office, DAY).since == CAME
    gone = office.removed("zhang", WENT, since=CAME)
    assert not finding("director-steps", gone, date(2026, 5, 3)).compliant
    assert finding("director-steps", gone, WENT).compliant


def test_steps_that_come_to_be_on_record_later_were_taken_then() -> None:
    office = an_office().appointed("zhang", CAME, without_steps=True)
    assert finding("director-steps", office.steps_recorded("zhang", CAME, CAME, CAME), DAY).compliant
    other = office.steps_recorded("li", CAME, CAME, CAME)
    assert not finding("director-steps", other, DAY).compliant


def test_steps_are_asked_of_a_director_alone() -> None:
    for role in ("deputy", "acting-director"):
        office = an_office().appointed("zhang", CAME, role, origin="outside", without_steps=True)
        assert finding("director-steps", office, DAY).compliant
        assert finding("director-origin", office, DAY).compliant


@pytest.mark.parametrize(("origin", "compliant"), [("office", True), ("bureau", True), ("outside", False)])
def test_a_director_from_outside_is_flagged(origin: str, compliant: bool) -> None:
    found = finding("director-origin", an_office().appointed("zhang", CAME, origin=origin), DAY)
    assert (found.compliant, found.severity, found.article) == (compliant, "P3", 5)
    assert found.since == (None if compliant else CAME)
