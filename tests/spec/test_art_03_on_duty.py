"""Art. 3: 人编对应、人岗对应；专编专用. Who is on the roster is also there; special staff work nowhere else."""

from datetime import date

import pytest

from services.compliance.core.judge import judge
from shared.contract.roster import SecondmentApproved, SecondmentLetterReceived
from tests.examples.judged import finding
from tests.examples.offices import History, a_staffed_office, an_office
from tests.examples.plans import ZHENGZHOU
from tests.examples.told_of_roster import ESTABLISHED

AWAY, BACK = date(2026, 3, 2), date(2026, 3, 9)
UNTIL = date(2026, 8, 31)


def test_three_on_the_roster_and_two_on_duty_are_a_finding_of_its_own() -> None:
    office = a_staffed_office().absent("formal-b", AWAY, BACK)
    assert finding("on-duty-staff", office, date(2026, 3, 1)).compliant
    found = finding("on-duty-staff", office, AWAY)
    assert (found.compliant, found.figure, found.required, found.severity) == (False, 2, 3, "P2")
    assert (found.article, found.since, found.caused_by) == (3, AWAY, ("worker-formal-b.2",))
    assert finding("formal-staff", office, AWAY).compliant
    assert finding("on-duty-staff", office, BACK).compliant


def test_a_fourth_makes_up_for_one_who_is_away() -> None:
    office = a_staffed_office().hired("formal-d", "formal", ESTABLISHED).absent("formal-b", AWAY)
    assert finding("on-duty-staff", office, AWAY).compliant
    assert not finding("on-duty-staff", office.absent("formal-c", AWAY), AWAY).compliant


def test_too_few_on_the_roster_are_another_finding() -> None:
    """On the roster >= 3, on duty fewer: below three on the roster, `formal-staff` speaks."""
    office = an_office().hired("a", "formal", ESTABLISHED).hired("b", "formal", ESTABLISHED).absent("a", AWAY)
    assert finding("on-duty-staff", office, AWAY).compliant
    assert not finding("formal-staff", office, AWAY).compliant


def test_who_is_seconded_stays_on_the_roster_and_falls_out_of_those_on_duty() -> None:
    office = a_staffed_office().seconded("formal-b", AWAY, UNTIL, letter=True)
    figures = judge(office.facts, ZHENGZHOU, AWAY).figures
    assert (figures["formal_staff"], figures["on_duty_staff"], figures["seconded_workers"]) == (3, 2, 1)
    assert not finding("on-duty-staff", office, AWAY).compliant
    assert finding("on-duty-staff", office.brought_back("formal-b", BACK), BACK).compliant


def test_who_is_absent_while_seconded_is_away_once() -> None:
    office = a_staffed_office().seconded("formal-b", AWAY, UNTIL).absent("formal-b", date(2026, 3, 4), BACK)
    assert judge(office.facts, ZHENGZHOU, BACK).figures["on_duty_staff"] == 2
    back = office.brought_back("formal-b", date(2026, 3, 5))
    assert judge(back.facts, ZHENGZHOU, date(2026, 3, 5)).figures["on_duty_staff"] == 2
    assert judge(back.facts, ZHENGZHOU, BACK).figures["on_duty_staff"] == 3


def special(*, letter: bool = True, approved: bool = True, until: date = UNTIL) -> History:
    office = a_staffed_office().seconded("formal-a", AWAY, until, letter=letter)
    return office.paper("formal-a", SecondmentApproved, AWAY) if approved else office


@pytest.mark.parametrize(
    ("letter", "approved", "compliant"), [(True, True, True), (False, True, False), (True, False, False)]
)
def test_special_staff_work_elsewhere_with_letter_and_approval_alone(
    letter: bool, approved: bool, compliant: bool
) -> None:
    found = finding("special-diverted", special(letter=letter, approved=approved), AWAY)
    assert (found.compliant, found.figure, found.severity, found.article) == (compliant, int(not compliant), "P1", 3)


def test_under_three_months_special_staff_need_no_paper() -> None:
    short = special(letter=False, approved=False, until=date(2026, 6, 1))
    assert finding("special-diverted", short, date(2026, 6, 1)).compliant
    assert not finding("special-diverted", short, date(2026, 6, 2)).compliant  # three months have come to be


def test_beyond_six_months_nothing_permits_it() -> None:
    office = special(until=date(2026, 9, 30))
    assert finding("special-diverted", office, date(2026, 9, 2)).compliant
    found = finding("special-diverted", office, date(2026, 9, 3))
    assert (found.compliant, found.since) == (False, date(2026, 9, 3))
    assert finding("special-diverted", office.brought_back("formal-a", date(2026, 9, 4)), date(2026, 9, 4)).compliant


def test_papers_that_come_late_permit_from_their_day_on() -> None:
    office = special(letter=False).paper("formal-a", SecondmentLetterReceived, BACK)
    assert not finding("special-diverted", office, date(2026, 3, 8)).compliant
    assert finding("special-diverted", office, BACK).compliant


def test_papers_that_come_after_six_months_permit_nothing() -> None:
    office = special(letter=False).paper("formal-a", SecondmentLetterReceived, date(2026, 9, 10))
    assert not finding("special-diverted", office, date(2026, 9, 10)).compliant


def test_other_formal_staff_divert_no_special_post() -> None:
    assert finding("special-diverted", a_staffed_office().seconded("formal-b", AWAY, UNTIL), AWAY).compliant
