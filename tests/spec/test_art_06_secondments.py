"""Art. 6: 借调时间3个月以上的，须由借用单位出具书面借用函；借调时间最长不得超过6个月；报市司法局政治部备案。"""

from datetime import date

import pytest

from services.compliance.core.rule import Stage
from shared.contract.roster import (
    SecondmentApproved,
    SecondmentFiled,
    SecondmentLetterReceived,
    SecondmentSigned,
)
from tests.examples.judged import deadlines, finding
from tests.examples.offices import History, a_staffed_office, an_office
from tests.examples.plans import ZHENGZHOU, with_number
from tests.examples.told_of_roster import ESTABLISHED

AWAY = date(2025, 8, 31)
LAST_OF_SIX_MONTHS, A_DAY_MORE = date(2026, 2, 28), date(2026, 3, 1)
PAPERS = (SecondmentSigned, SecondmentApproved, SecondmentFiled)


def away(day: date = AWAY, until: date = LAST_OF_SIX_MONTHS, *, letter: bool = True, who: str = "formal-b") -> History:
    return a_staffed_office().seconded(who, day, until, letter=letter)


def test_six_months_comply_and_a_day_more_does_not() -> None:
    """b3: from 2025-08-31, six months end on 2026-02-28; a breach from 2026-03-01."""
    assert finding("secondment-limit", away(), LAST_OF_SIX_MONTHS).compliant
    found = finding("secondment-limit", away(), A_DAY_MORE)
    assert (found.compliant, found.figure, found.since) == (False, 1, A_DAY_MORE)
    assert (found.article, found.severity, found.caused_by) == (6, "P1", ("worker-formal-b.2",))


def test_who_is_back_on_the_day_after_six_months_was_away_for_six_months() -> None:
    in_time = deadlines("secondment-limit", away().brought_back("formal-b", A_DAY_MORE), A_DAY_MORE)["formal-b"]
    assert in_time.stage is Stage.MET
    late = away().brought_back("formal-b", date(2026, 3, 2))
    assert deadlines("secondment-limit", late, date(2026, 3, 2))["formal-b"].stage is Stage.MET_LATE
    assert finding("secondment-limit", late, date(2026, 3, 2)).compliant


def test_the_limit_does_not_roll_over_the_weekend() -> None:
    assert LAST_OF_SIX_MONTHS.weekday() == 5
    assert deadlines("secondment-limit", away(), LAST_OF_SIX_MONTHS)["formal-b"].due == LAST_OF_SIX_MONTHS


def test_the_end_is_announced_thirty_days_ahead() -> None:
    assert deadlines("secondment-limit", away(), date(2026, 1, 28))["formal-b"].stage is Stage.PENDING
    soon = deadlines("secondment-limit", away(), date(2026, 1, 29))["formal-b"]
    assert (soon.stage, soon.severity, soon.due) == (Stage.DUE_SOON, "P3", LAST_OF_SIX_MONTHS)


def test_a_secondment_of_eight_months_is_recorded_and_told_from_the_first_day() -> None:
    """plan.md: facts of the world are always recorded; that includes a secondment of eight months."""
    eight_months = away(until=date(2026, 4, 30))
    assert finding("secondment-limit", eight_months, AWAY).compliant
    assert deadlines("secondment-limit", eight_months, AWAY)["formal-b"].stage is Stage.DUE_SOON


def test_an_extension_beyond_the_limit_is_told_from_its_day() -> None:
    extended = away().extended_secondment("formal-b", date(2025, 10, 9), A_DAY_MORE)
    assert deadlines("secondment-limit", extended, date(2025, 10, 8))["formal-b"].stage is Stage.PENDING
    assert deadlines("secondment-limit", extended, date(2025, 10, 9))["formal-b"].stage is Stage.DUE_SOON


def chained(gap_ends: date) -> History:
    """Four months away, back on 2025-05-01, and away again."""
    first = away(date(2025, 1, 1), date(2025, 4, 30)).brought_back("formal-b", date(2025, 5, 1))
    return first.seconded("formal-b", gap_ends, date(2025, 8, 31), letter=True)


def test_secondments_with_a_gap_under_thirty_days_are_added_up() -> None:
    """29 days at home: two of the six months are left."""
    chain = chained(date(2025, 5, 30))
    assert deadlines("secondment-limit", chain, date(2025, 7, 1))["formal-b"].due == date(2025, 7, 30)
    assert finding("secondment-limit", chain, date(2025, 7, 30)).compliant
    assert not finding("secondment-limit", chain, date(2025, 7, 31)).compliant


def test_after_thirty_days_at_home_the_months_begin_anew() -> None:
    chain = chained(date(2025, 5, 31))
    assert deadlines("secondment-limit", chain, date(2025, 7, 1))["formal-b"].due == date(2025, 11, 30)


def test_who_departs_is_seconded_no_longer() -> None:
    assert finding("secondment-limit", away().departed("formal-b", A_DAY_MORE), date(2026, 4, 1)).compliant


def test_a_limit_that_changes_holds_from_its_day_on() -> None:
    plan = with_number("secondment-limit-months", 5, date(2026, 2, 10))
    assert finding("secondment-limit", away(), date(2026, 2, 9), plan).compliant
    assert not finding("secondment-limit", away(), date(2026, 2, 10), plan).compliant


@pytest.mark.parametrize(("until", "compliant"), [(date(2026, 2, 27), True), (date(2026, 2, 28), False)])
def test_three_months_need_the_letter_and_a_day_less_does_not(until: date, compliant: bool) -> None:
    """b3: from 2025-11-30, a letter is needed where the planned end is 2026-02-28 or later (3个月以上 includes it)."""
    begun = date(2025, 11, 30)
    found = finding("secondment-letter", away(begun, until, letter=False), begun)
    assert (found.compliant, found.figure, found.severity) == (compliant, int(not compliant), "P2")


def test_who_stays_for_three_months_though_less_was_planned_needs_the_letter_then() -> None:
    begun, planned, three_months = date(2025, 11, 30), date(2026, 1, 31), date(2026, 2, 28)
    office = away(begun, planned, letter=False)
    assert finding("secondment-letter", office, date(2026, 2, 27)).compliant
    found = finding("secondment-letter", office, three_months)
    assert (found.compliant, found.since) == (False, three_months)
    assert finding("secondment-letter", office.brought_back("formal-b", three_months), three_months).compliant


def test_a_secondment_that_is_extended_to_three_months_needs_the_letter_from_that_day() -> None:
    begun, decided = date(2025, 11, 30), date(2026, 1, 20)
    office = away(begun, date(2026, 1, 31), letter=False).extended_secondment("formal-b", decided, date(2026, 3, 31))
    assert finding("secondment-letter", office, date(2026, 1, 19)).compliant
    found = finding("secondment-letter", office, decided)
    assert (found.compliant, found.caused_by) == (False, ("worker-formal-b.3",))


def test_the_letter_ends_the_breach() -> None:
    lettered = away(letter=False).paper("formal-b", SecondmentLetterReceived, date(2025, 9, 10))
    assert not finding("secondment-letter", lettered, date(2025, 9, 9)).compliant
    assert finding("secondment-letter", lettered, date(2025, 9, 10)).compliant
    before = away(letter=False).paper("formal-b", SecondmentLetterReceived, date(2025, 8, 20))
    assert finding("secondment-letter", before, AWAY).compliant


def with_papers(*days: date) -> History:
    office = away()
    for kind, day in zip(PAPERS, days, strict=False):
        office = office.paper("formal-b", kind, day)
    return office


DUE = date(2025, 9, 12)  # ten working days after Sunday, 2025-08-31


def test_a_secondment_is_signed_approved_and_filed_within_ten_working_days() -> None:
    assert deadlines("secondment-filing", away(), AWAY)["formal-b"].due == DUE
    assert finding("secondment-filing", away(), DUE).compliant
    found = finding("secondment-filing", away(), date(2025, 9, 13))
    assert (found.compliant, found.severity, found.article) == (False, "P2", 6)


def test_it_is_filed_once_all_three_are_there() -> None:
    assert not finding("secondment-filing", with_papers(DUE, DUE), date(2025, 9, 13)).compliant
    assert deadlines("secondment-filing", with_papers(DUE, DUE, DUE), DUE)["formal-b"].stage is Stage.MET
    late = deadlines("secondment-filing", with_papers(DUE, DUE, date(2025, 9, 15)), date(2025, 9, 15))
    assert late["formal-b"].stage is Stage.MET_LATE


def test_working_days_pass_over_national_day() -> None:
    office = away(date(2026, 9, 28), date(2027, 1, 31))
    assert deadlines("secondment-filing", office, date(2026, 9, 28))["formal-b"].due == date(2026, 10, 16)


def test_a_filing_that_falls_into_a_year_without_holidays_is_not_computable() -> None:
    begun, earliest = date(2026, 12, 25), date(2027, 1, 6)
    office = away(begun, date(2027, 5, 31))
    assert deadlines("secondment-filing", office, begun)["formal-b"].due == earliest
    assert deadlines("secondment-filing", office, date(2027, 1, 7))["formal-b"].stage is Stage.NOT_COMPUTABLE
    assert finding("secondment-filing", office, date(2027, 1, 7)).compliant


def test_less_than_three_months_need_no_filing() -> None:
    assert deadlines("secondment-filing", away(until=date(2025, 11, 29)), date(2025, 10, 1)) == {}


def test_a_secondment_that_was_never_filed_stays_so_after_its_end_until_the_worker_departs() -> None:
    office = away().brought_back("formal-b", date(2025, 12, 1))
    assert not finding("secondment-filing", office, date(2026, 3, 1)).compliant
    again = office.seconded("formal-b", date(2026, 2, 1), date(2026, 6, 30), letter=True)
    assert deadlines("secondment-filing", again, date(2026, 3, 1))["formal-b"].due == DUE
    assert finding("secondment-filing", again.departed("formal-b", date(2026, 3, 1)), date(2026, 3, 1)).compliant


@pytest.mark.parametrize(("left", "compliant"), [(date(2026, 6, 30), False), (date(2026, 7, 1), True)])
def test_who_resigns_before_two_years_is_flagged_and_on_the_day_is_not(left: date, compliant: bool) -> None:
    """未满 excludes the number; flagged for a year, and never refused (劳动合同法 37)."""
    office = an_office().hired("m", "mediator", date(2024, 7, 1)).departed("m", left, "resigned")
    found = finding("early-resignation", office, left)
    assert (found.compliant, found.severity, found.article) == (compliant, "P3", 6)
    assert finding("early-resignation", office, date(2027, 6, 30)).compliant


def test_the_flag_stays_for_its_days() -> None:
    office = an_office().hired("m", "mediator", date(2024, 7, 1)).departed("m", date(2025, 1, 1), "resigned")
    assert not finding("early-resignation", office, date(2025, 12, 31)).compliant
    assert finding("early-resignation", office, date(2026, 1, 1)).compliant


@pytest.mark.parametrize("reason", ["retired", "contract-ended", "dismissed", "deceased"])
def test_who_leaves_for_another_reason_is_not_flagged(reason: str) -> None:
    office = an_office().hired("m", "mediator", date(2024, 7, 1)).departed("m", date(2025, 1, 1), reason)
    assert finding("early-resignation", office, date(2025, 1, 1)).compliant


def test_formal_staff_who_resign_are_not_meant() -> None:
    office = an_office().hired("f", "formal", ESTABLISHED).departed("f", date(2021, 1, 1), "resigned")
    assert finding("early-resignation", office, date(2021, 1, 1), ZHENGZHOU).compliant
