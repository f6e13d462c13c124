"""Art. 9: 司法所应有独立的业务用房，功能设置科学，布局合理，面积应在120平方米以上；对危旧业务用房要加固维修。"""

from datetime import date

import pytest

from tests.examples.judged import deadlines, finding
from tests.examples.offices import an_office
from tests.examples.plans import with_number, with_rule_from
from tests.examples.told_of_means import ROOMS
from tests.examples.told_of_roster import ESTABLISHED

DAY = date(2026, 11, 24)
MOVED = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("hundredths", "compliant", "figure"), [(119_99, False, 119), (120_00, True, 120), (120_01, True, 120)]
)
def test_120_square_metres_comply_and_a_hundredth_less_does_not(hundredths: int, compliant: bool, figure: int) -> None:
    """面积应在120平方米以上: the number is included."""
    found = finding("premises-area", an_office().housed(MOVED, hundredths), DAY)
    assert (found.compliant, found.figure, found.required) == (compliant, figure, 120)
    assert (found.article, found.severity) == (9, "P1")


def test_what_is_too_small_is_said_to_the_hundredth() -> None:
    found = finding("premises-area", an_office().housed(MOVED, 119_05), DAY)
    assert found.text["zh"] == "业务用房面积119.05平方米，应在120平方米以上。"
    assert (found.since, found.caused_by) == (ESTABLISHED, ("office-jingba-road.1",))


def test_premises_that_are_not_on_record_are_none_and_the_words_say_so() -> None:
    for rule, required in (("premises-area", 120), ("premises-independent", 1), ("premises-rooms", 7)):
        found = finding(rule, an_office(), DAY)
        assert (found.compliant, found.figure, found.required) == (False, 0, required)
        assert (found.since, found.caused_by) == (ESTABLISHED, ("office-jingba-road.1",))
        assert found.text["en"].startswith("No premises are on record")


def test_premises_count_from_their_day_on_and_not_before() -> None:
    office = an_office().housed(MOVED)
    assert not finding("premises-area", office, date(2026, 5, 3)).compliant
    assert finding("premises-area", office, MOVED).compliant


def test_smaller_premises_are_broken_since_the_move() -> None:
    office = an_office().housed(ESTABLISHED).housed(MOVED, 80_00)
    assert finding("premises-area", office, date(2026, 5, 3)).compliant
    found = finding("premises-area", office, DAY)
    assert (found.since, found.caused_by) == (MOVED, ("premises-jingba-road.2",))


def test_what_was_entered_wrongly_is_corrected_by_the_last_word_of_the_day() -> None:
    assert finding("premises-area", an_office().housed(MOVED, 12_00).housed(MOVED), DAY).compliant


def test_a_larger_number_of_the_plan_holds_from_its_day_on() -> None:
    plan = with_number("premises-area-min", 150, date(2026, 9, 1))
    office = an_office().housed(ESTABLISHED, 130_00)
    assert finding("premises-area", office, date(2026, 8, 31), plan).compliant
    found = finding("premises-area", office, DAY, plan)
    assert (found.since, found.caused_by) == (date(2026, 9, 1), ("premises-jingba-road.1",))


def test_nothing_is_broken_before_its_rule_is_in_force() -> None:
    plan = with_rule_from("premises-area", date(2026, 9, 1))
    assert finding("premises-area", an_office(), DAY, plan).since == date(2026, 9, 1)


def test_premises_that_are_shared_are_not_independent() -> None:
    """司法所应有独立的业务用房."""
    assert finding("premises-independent", an_office().housed(ESTABLISHED), DAY).compliant
    found = finding("premises-independent", an_office().housed(ESTABLISHED).housed(MOVED, independent=False), DAY)
    assert (found.compliant, found.severity, found.since) == (False, "P2", MOVED)


def test_seven_functions_comply_and_six_do_not() -> None:
    """人民调解、社区矫正、安置帮教、公共法律服务、普法与依法治理、档案管理、值班备勤."""
    assert finding("premises-rooms", an_office().housed(MOVED), DAY).compliant
    found = finding("premises-rooms", an_office().housed(MOVED, rooms=ROOMS[1:]), DAY)
    assert (found.compliant, found.figure, found.required, found.severity) == (False, 6, 7, "P3")


@pytest.mark.parametrize(
    ("day", "stage", "severity"),
    [
        (date(2026, 5, 23), "pending", "P3"),
        (date(2026, 5, 24), "due-soon", "P3"),  # 10 days before
        (date(2026, 6, 3), "due-soon", "P3"),  # 30 days after
        (date(2026, 6, 4), "overdue", "P1"),
    ],
)
def test_dilapidated_premises_are_under_repair_within_thirty_days(day: date, stage: str, severity: str) -> None:
    """对危旧司法所业务用房要加固维修; the days are a parameter."""
    office = an_office().housed(MOVED, condition="dilapidated")
    deadline = deadlines("premises-repair", office, day)["jingba-road"]
    assert (deadline.due, deadline.stage, deadline.severity) == (date(2026, 6, 3), stage, severity)
    assert finding("premises-repair", office, day).compliant is (stage != "overdue")


@pytest.mark.parametrize(
    ("day", "stage"), [(date(2027, 5, 23), "pending"), (date(2027, 6, 3), "due-soon"), (date(2027, 6, 4), "overdue")]
)
def test_a_repair_is_done_within_a_year(day: date, stage: str) -> None:
    begun = date(2026, 6, 3)
    office = an_office().housed(MOVED, condition="dilapidated").housed(begun, condition="under-repair")
    deadline = deadlines("premises-repair", office, day)["jingba-road"]
    assert (deadline.due, deadline.stage, deadline.caused_by) == (date(2027, 6, 3), stage, ("premises-jingba-road.2",))


@pytest.mark.parametrize(("repaired", "stage"), [(date(2027, 5, 4), "met"), (date(2027, 5, 5), "met-late")])
def test_a_repair_in_time_is_met_and_a_day_later_it_is_late(repaired: date, stage: str) -> None:
    office = an_office().housed(MOVED, condition="under-repair").housed(repaired)
    assert deadlines("premises-repair", office, repaired)["jingba-road"].stage == stage
    assert finding("premises-repair", office, repaired).compliant


def test_another_area_in_the_same_condition_does_not_begin_the_term_anew() -> None:
    office = (
        an_office().housed(MOVED, condition="dilapidated").housed(date(2026, 5, 20), 90_00, condition="dilapidated")
    )
    assert deadlines("premises-repair", office, DAY)["jingba-road"].due == date(2026, 6, 3)


def test_sound_premises_owe_no_repair() -> None:
    corrected = an_office().housed(MOVED, condition="dilapidated").housed(MOVED)
    assert deadlines("premises-repair", an_office().housed(MOVED), DAY) == {}
    assert deadlines("premises-repair", corrected, DAY) == {}
