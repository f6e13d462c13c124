"""Art. 3: 司法所应配备3名以上正式人员（其中至少配备1名政法专项编制人员）；空编即补，原则上应在1年内及时补充到位。"""

from datetime import date

import pytest

from services.compliance.core.judge import judge
from tests.examples.judged import deadlines, finding
from tests.examples.offices import History, a_staffed_office, an_office
from tests.examples.plans import ZHENGZHOU, with_number
from tests.examples.told_of_roster import ESTABLISHED

DAY = date(2026, 11, 24)


def with_formal_staff(number: int) -> History:
    office = an_office()
    for letter in "abcdefghi"[:number]:
        office = office.hired(f"formal-{letter}", "formal", ESTABLISHED)
    return office


@pytest.mark.parametrize(("staff", "compliant"), [(0, False), (2, False), (3, True), (4, True), (9, True)])
def test_three_formal_staff_comply_and_two_do_not(staff: int, compliant: bool) -> None:
    found = finding("formal-staff", with_formal_staff(staff), DAY)
    assert (found.compliant, found.figure, found.required) == (compliant, staff, 3)
    assert (found.article, found.law, found.severity, found.who_acts) == (3, None, "P1", "county-bureau")


def test_support_workers_are_no_formal_staff() -> None:
    office = with_formal_staff(2).hired("correction-a", "correction", ESTABLISHED)
    assert finding("formal-staff", office, DAY).figure == 2


def test_who_departs_counts_until_the_day_before() -> None:
    office = with_formal_staff(3).departed("formal-a", date(2026, 5, 4))
    assert finding("formal-staff", office, date(2026, 5, 3)).compliant
    broken = finding("formal-staff", office, date(2026, 5, 4))
    assert (broken.compliant, broken.since, broken.caused_by) == (False, date(2026, 5, 4), ("worker-formal-a.2",))


def test_who_is_hired_counts_from_that_day() -> None:
    office = with_formal_staff(2).hired("formal-z", "formal", date(2026, 5, 4))
    assert not finding("formal-staff", office, date(2026, 5, 3)).compliant
    assert finding("formal-staff", office, date(2026, 5, 4)).compliant


def test_an_office_short_from_its_beginning_is_so_since_its_establishment() -> None:
    found = finding("formal-staff", with_formal_staff(2), DAY)
    assert (found.since, found.caused_by) == (ESTABLISHED, ("office-jingba-road.1",))


def test_a_finding_speaks_chinese_and_english() -> None:
    assert finding("formal-staff", with_formal_staff(2), DAY).text == {
        "zh": "在册正式人员2名，应有3名以上。",
        "en": "Formal staff on the roster: 2; at least 3 required.",
    }


def test_one_of_the_formal_staff_must_be_on_a_special_post() -> None:
    nobody = finding("special-staff", with_formal_staff(3), DAY)
    assert (nobody.compliant, nobody.figure, nobody.required) == (False, 0, 1)
    one = with_formal_staff(3).hired("special-a", "formal", date(2026, 11, 24), special=True)
    assert finding("special-staff", one, DAY).compliant
    assert not finding("special-staff", one, date(2026, 11, 23)).compliant


def test_nobody_but_formal_staff_is_on_a_special_post() -> None:
    office = an_office().hired("mediator-a", "mediator", ESTABLISHED, special=True)
    assert finding("special-staff", office, DAY).figure == 0


VACATED = date(2025, 3, 1)


def with_vacancy(vacated: date = VACATED) -> History:
    return (
        a_staffed_office()
        .approved("post-a", ESTABLISHED)
        .taken("post-a", "formal-a", ESTABLISHED)
        .vacated("post-a", "formal-a", vacated)
    )


def test_a_post_vacated_on_2025_03_01_complies_until_2026_03_01() -> None:
    found = finding("vacancy", with_vacancy(), date(2026, 3, 1))
    assert (found.compliant, found.figure, found.required, found.since) == (True, 0, 0, None)
    assert deadlines("vacancy", with_vacancy(), date(2026, 3, 1))["post-a"].stage == "due-soon"


def test_a_post_vacated_on_2025_03_01_is_a_breach_from_2026_03_02_on() -> None:
    found = finding("vacancy", with_vacancy(), date(2026, 3, 2))
    assert (found.compliant, found.figure, found.severity) == (False, 1, "P1")
    assert (found.since, found.caused_by) == (date(2026, 3, 2), ("post-post-a.3",))
    assert finding("vacancy", with_vacancy(), DAY).since == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("vacated", "due"),
    [
        (date(2024, 2, 29), date(2025, 2, 28)),  # the corresponding day is missing: the month's last
        (date(2025, 2, 28), date(2026, 2, 28)),
        (date(2025, 8, 31), date(2026, 8, 31)),
        (date(2025, 10, 1), date(2026, 10, 1)),  # 国庆节: a personnel term does not roll
    ],
)
def test_a_year_ends_on_the_same_day_of_the_month(vacated: date, due: date) -> None:
    assert deadlines("vacancy", with_vacancy(vacated), vacated)["post-a"].due == due


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (VACATED, "pending"),
        (date(2025, 12, 30), "pending"),
        (date(2025, 12, 31), "due-soon"),  # 60 days before
        (date(2026, 3, 1), "due-soon"),
        (date(2026, 3, 2), "overdue"),
    ],
)
def test_a_vacancy_warns_sixty_days_before(day: date, stage: str) -> None:
    deadline = deadlines("vacancy", with_vacancy(), day)["post-a"]
    assert deadline.stage == stage
    assert deadline.severity == ("P1" if stage == "overdue" else "P3")


def test_a_post_that_is_held_has_no_deadline() -> None:
    held = a_staffed_office().approved("post-a", ESTABLISHED).taken("post-a", "formal-a", ESTABLISHED)
    assert deadlines("vacancy", held, DAY) == {}
    assert deadlines("vacancy", with_vacancy(), date(2025, 2, 28)) == {}


def test_an_approved_post_that_nobody_took_is_vacant_from_its_approval() -> None:
    office = a_staffed_office().approved("post-a", date(2025, 6, 30))
    deadline = deadlines("vacancy", office, DAY)["post-a"]
    assert (deadline.due, deadline.stage, deadline.caused_by) == (date(2026, 6, 30), "overdue", ("post-post-a.1",))
    assert deadlines("vacancy", office, date(2025, 6, 29)) == {}


@pytest.mark.parametrize(("filled", "stage"), [(date(2026, 3, 1), "met"), (date(2026, 3, 2), "met-late")])
def test_filled_on_the_last_day_is_met_and_a_day_later_is_late(filled: date, stage: str) -> None:
    office = with_vacancy().taken("post-a", "formal-b", filled)
    assert deadlines("vacancy", office, DAY)["post-a"].stage == stage
    assert finding("vacancy", office, DAY).compliant


def test_before_it_is_filled_it_is_vacant() -> None:
    office = with_vacancy().taken("post-a", "formal-b", date(2026, 5, 4))
    assert deadlines("vacancy", office, date(2026, 5, 3))["post-a"].stage == "overdue"
    assert judge(office.facts, ZHENGZHOU, date(2026, 5, 3)).figures["vacant_special_posts"] == 1
    assert judge(office.facts, ZHENGZHOU, date(2026, 5, 4)).figures["vacant_special_posts"] == 0


def test_a_post_that_changes_hands_on_one_day_was_never_vacant() -> None:
    office = with_vacancy(date(2026, 5, 4)).taken("post-a", "formal-b", date(2026, 5, 4))
    assert deadlines("vacancy", office, DAY) == {}


def test_who_left_a_post_before_taking_it_never_held_it() -> None:
    office = a_staffed_office().approved("post-a", VACATED).taken("post-a", "formal-a", DAY)
    deadline = deadlines("vacancy", office.vacated("post-a", "formal-a", VACATED), DAY)["post-a"]
    assert (deadline.stage, deadline.due) == ("overdue", date(2026, 3, 1))


def test_a_post_held_since_before_its_approval_was_never_vacant() -> None:
    office = a_staffed_office().approved("post-a", VACATED).taken("post-a", "formal-a", ESTABLISHED)
    assert deadlines("vacancy", office, DAY) == {}
    left = office.vacated("post-a", "formal-a", date(2024, 6, 3))  # and before it, too
    assert deadlines("vacancy", left, DAY)["post-a"].due == date(2026, 3, 1)


def test_the_next_vacancy_of_a_post_has_its_own_year() -> None:
    office = with_vacancy().taken("post-a", "formal-b", date(2025, 4, 1)).vacated("post-a", "formal-b", DAY)
    assert deadlines("vacancy", office, date(2026, 11, 23))["post-a"].stage == "met"
    assert deadlines("vacancy", office, DAY)["post-a"].due == date(2027, 11, 24)


def test_a_formal_post_that_is_not_special_has_no_deadline() -> None:
    assert deadlines("vacancy", a_staffed_office().approved("post-b", ESTABLISHED, "formal"), DAY) == {}


def test_the_earliest_overdue_vacancy_says_since_when() -> None:
    office = with_vacancy().approved("post-b", date(2025, 1, 15))
    found = finding("vacancy", office, DAY)
    assert (found.figure, found.since) == (2, date(2026, 1, 16))
    assert found.caused_by == ("post-post-b.1", "post-post-a.3")


def test_a_shorter_term_breaks_from_its_day_on_and_not_before() -> None:
    plan = with_number("vacancy-term-months", 6, date(2026, 1, 1))
    assert finding("vacancy", with_vacancy(), date(2025, 12, 31), plan).compliant
    found = finding("vacancy", with_vacancy(), date(2026, 1, 1), plan)
    assert (found.compliant, found.since) == (False, date(2026, 1, 1))
