"""Art. 10 人民调解: the terms of the law, which plan.md names under `Numbers of the plan`."""

from datetime import date, timedelta

import pytest

from services.compliance.core.judge import judge
from tests.examples.judged import deadlines, finding
from tests.examples.offices import History, an_office
from tests.examples.plans import ZHENGZHOU, with_number
from tests.examples.told_of_mediation import DOCUMENTS

# A Monday; no holiday follows for a long time.
OPENED = date(2026, 7, 6)


def day(nth: int, since: date = OPENED) -> date:
    return since + timedelta(days=nth)


def opened() -> History:
    return an_office().opened("a", OPENED)


def accepted() -> History:
    return opened().accepted("a", OPENED)


def agreed(**said: object) -> History:
    return accepted().agreed("a", day(9), **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("on", "stage"), [(OPENED, "pending"), (day(2), "pending"), (day(3), "due-soon"), (day(4), "overdue")]
)
def test_a_case_is_accepted_or_declined_within_three_working_days(on: date, stage: str) -> None:
    deadline = deadlines("mediation-acceptance", opened(), on)["a"]
    assert (deadline.due, deadline.stage, deadline.caused_by) == (day(3), stage, ("case-a.1",))
    assert finding("mediation-acceptance", opened(), on).compliant is (stage != "overdue")


def test_working_days_leave_out_the_weekend_and_the_holidays() -> None:
    thursday, before_spring_festival = date(2026, 3, 5), date(2026, 2, 13)
    case = an_office().opened("a", thursday).opened("b", before_spring_festival)
    due = deadlines("mediation-acceptance", case, thursday)
    assert due["a"].due == date(2026, 3, 10)
    assert due["b"].due == date(2026, 2, 25)  # the 14th is worked in exchange, the 15th to the 23rd are off


@pytest.mark.parametrize(("nth", "stage"), [(3, "met"), (4, "met-late")])
def test_to_decline_is_an_answer_too(nth: int, stage: str) -> None:
    case = opened().closed("a", day(nth), "withdrawn")
    assert deadlines("mediation-acceptance", case, day(9))["a"].stage == stage


@pytest.mark.parametrize(
    ("on", "stage"), [(day(22), "pending"), (day(23), "due-soon"), (day(30), "due-soon"), (day(31), "overdue")]
)
def test_a_case_is_settled_within_thirty_days_of_its_acceptance(on: date, stage: str) -> None:
    """mediation-term, P2: 30 days."""
    deadline = deadlines("mediation-term", accepted(), on)["a"]
    assert (deadline.due, deadline.stage, deadline.caused_by) == (day(30), stage, ("case-a.2",))
    found = finding("mediation-term", accepted(), on)
    assert (found.compliant, found.severity, found.article) == (stage != "overdue", "P2", None)
    assert found.law == "人民调解工作若干规定（司法部令第75号）33"


def test_a_term_that_ends_on_a_day_of_rest_ends_on_the_next_working_day() -> None:
    case = an_office().opened("a", date(2026, 1, 1)).accepted("a", date(2026, 1, 1))
    assert deadlines("mediation-term", case, date(2026, 1, 9))["a"].due == date(2026, 2, 2)


def test_before_it_is_accepted_no_term_runs() -> None:
    assert deadlines("mediation-term", opened(), day(60)) == {}


@pytest.mark.parametrize(("nth", "stage"), [(30, "met"), (31, "met-late")])
def test_an_agreement_a_failure_and_a_withdrawal_settle_a_case(nth: int, stage: str) -> None:
    for case in (
        accepted().agreed("a", day(nth)),
        accepted().failed("a", day(nth)),
        accepted().closed("a", day(nth), "withdrawn"),
    ):
        assert deadlines("mediation-term", case, day(40))["a"].stage == stage
        assert finding("mediation-term", case, day(40)).compliant


@pytest.mark.parametrize(
    ("until", "due"),
    [
        (day(45), day(45)),
        (day(60), day(60)),
        (day(61), day(60)),  # thirty days more are all that count
        (day(20), day(30)),  # and a term is not shortened
    ],
)
def test_a_term_is_extended_by_consent_and_by_no_more_than_thirty_days(until: date, due: date) -> None:
    case = accepted().extended("a", day(20), until)
    assert deadlines("mediation-term", case, day(19))["a"].due == day(30)
    assert deadlines("mediation-term", case, day(20))["a"].due == due
    assert finding("mediation-term", case, due).compliant
    assert not finding("mediation-term", case, day(1, due)).compliant


@pytest.mark.parametrize(("nth", "due"), [(30, day(50)), (31, day(30))])
def test_consent_counts_until_the_end_of_the_term(nth: int, due: date) -> None:
    case = accepted().extended("a", day(nth), day(50))
    assert deadlines("mediation-term", case, day(nth))["a"].due == due


def test_a_longer_term_of_the_plan_holds_from_its_day_on() -> None:
    plan = with_number("mediation-term-days", 20, day(25))
    assert finding("mediation-term", accepted(), day(24), plan).compliant
    found = finding("mediation-term", accepted(), day(25), plan)
    assert (found.compliant, found.since) == (False, day(25))


@pytest.mark.parametrize(("nth", "compliant"), [(5, True), (6, False)])
def test_a_risk_of_escalation_is_reported_on_the_day(nth: int, compliant: bool) -> None:
    """人民调解法 25: P1."""
    found = finding("escalation-report", accepted().risk_noted("a", day(5)), day(nth))
    assert (found.compliant, found.severity) == (compliant, "P1")


@pytest.mark.parametrize(("nth", "stage"), [(5, "met"), (6, "met-late")])
def test_a_reported_risk_is_no_breach_any_more(nth: int, stage: str) -> None:
    case = accepted().risk_noted("a", day(5)).risk_reported("a", day(nth))
    assert deadlines("escalation-report", case, day(9))["a"].stage == stage
    assert finding("escalation-report", case, day(9)).compliant


@pytest.mark.parametrize(
    ("effective", "due"),
    [
        (date(2026, 1, 1), date(2026, 2, 2)),  # 01-31 is a Saturday
        (date(2025, 12, 2), date(2026, 1, 4)),  # New Year's Day; Sunday the 4th is worked in exchange
    ],
)
def test_the_window_for_confirmation_rolls(effective: date, due: date) -> None:
    """confirmation-window: the golden vectors of domain.md b3."""
    case = an_office().opened("a", effective).accepted("a", effective)
    case = case.agreed("a", effective, confirmation_wanted=True)
    assert deadlines("confirmation-window", case, due)["a"].due == due
    assert finding("confirmation-window", case, due).compliant
    found = finding("confirmation-window", case, day(1, due))
    assert (found.compliant, found.severity, found.since) == (False, "P2", day(1, due))


@pytest.mark.parametrize(
    ("nth", "stage", "severity"),
    [(19, "pending", "P3"), (20, "due-soon", "P3"), (26, "due-soon", "P3"), (27, "due-soon", "P2")],
)
def test_who_wants_confirmation_is_warned_on_the_twentieth_and_the_twenty_seventh_day(
    nth: int, stage: str, severity: str
) -> None:
    case = agreed(effective_day=day(14), confirmation_wanted=True)
    deadline = deadlines("confirmation-window", case, day(14 + nth))["a"]
    assert (deadline.due, deadline.stage, deadline.severity) == (day(44), stage, severity)


@pytest.mark.parametrize(("nth", "stage"), [(39, "met"), (40, "met-late")])
def test_it_is_the_application_that_counts(nth: int, stage: str) -> None:
    case = agreed(confirmation_wanted=True).applied("a", day(nth))
    assert deadlines("confirmation-window", case, day(50))["a"].stage == stage
    assert finding("confirmation-window", case, day(50)).compliant


@pytest.mark.parametrize(("on", "stage"), [(day(39), "pending"), (day(40), "cancelled")])
def test_who_does_not_want_confirmation_may_let_the_window_pass(on: date, stage: str) -> None:
    assert deadlines("confirmation-window", agreed(), on)["a"].stage == stage
    assert finding("confirmation-window", agreed(), on).compliant


@pytest.mark.parametrize(("closed", "compliant"), [(day(39), True), (day(40), False)])
def test_a_window_that_was_missed_stays_missed_when_the_case_is_closed(closed: date, compliant: bool) -> None:
    case = agreed(confirmation_wanted=True).closed("a", closed)
    assert finding("confirmation-window", case, day(45)).compliant is compliant


@pytest.mark.parametrize(("on", "compliant"), [(day(20), True), (day(21), False)])
def test_an_agreement_is_performed_by_the_day_that_was_agreed_on(on: date, compliant: bool) -> None:
    """人民调解法 31."""
    case = agreed(performance_due=day(20))
    found = finding("agreement-performance", case, on)
    assert (found.compliant, found.severity) == (compliant, "P3")
    assert finding("agreement-performance", case.performed("a", day(21)), day(21)).compliant
    assert finding("agreement-performance", case.closed("a", day(21)), day(21)).compliant
    assert deadlines("agreement-performance", agreed(), on) == {}


@pytest.mark.parametrize(("on", "compliant"), [(day(39), True), (day(40), False)])
def test_the_parties_are_revisited_within_thirty_days(on: date, compliant: bool) -> None:
    assert finding("mediation-revisit", agreed(), on).compliant is compliant
    assert finding("mediation-revisit", agreed().revisited("a", day(39)), on).compliant
    assert finding("mediation-revisit", agreed().closed("a", day(39)), on).compliant


def over() -> History:
    return agreed().closed("a", day(20))


@pytest.mark.parametrize("missing", [*DOCUMENTS])
def test_each_required_document_must_be_in_the_dossier_when_it_is_archived(missing: str) -> None:
    """mediation-dossier, P2."""
    thin = tuple(document for document in DOCUMENTS if document != missing)
    case = over().kept("a", day(20), thin).archived("a", day(30))
    assert finding("mediation-dossier", case, day(30)).compliant
    found = finding("mediation-dossier", case, day(31))
    assert (found.compliant, found.severity, found.caused_by) == (False, "P2", ("case-a.6",))


def test_a_complete_dossier_complies() -> None:
    for documents in (DOCUMENTS, ("application", *DOCUMENTS[1:]), (*DOCUMENTS, "evidence")):
        case = over().kept("a", day(30), documents).archived("a", day(30))
        assert finding("mediation-dossier", case, day(31)).compliant
        assert deadlines("mediation-dossier", case, day(31)) == {}


def test_an_oral_agreement_and_a_failure_leave_no_written_one() -> None:
    thin = tuple(document for document in DOCUMENTS if document != "agreement")
    for case in (agreed(form="oral").closed("a", day(20)), accepted().failed("a", day(9)).closed("a", day(20))):
        assert finding("mediation-dossier", case.kept("a", day(20), thin).archived("a", day(30)), day(31)).compliant


def test_a_case_that_was_never_accepted_needs_no_dossier() -> None:
    case = opened().closed("a", day(1), "withdrawn").archived("a", day(2))
    assert finding("mediation-dossier", case, day(9)).compliant


def test_a_dossier_that_is_completed_later_is_a_breach_until_then() -> None:
    case = over().archived("a", day(30)).kept("a", day(35))
    assert not finding("mediation-dossier", case, day(34)).compliant
    assert finding("mediation-dossier", case, day(35)).compliant
    assert deadlines("mediation-dossier", case, day(35))["a"].stage == "met-late"


def test_what_is_in_the_archive_owes_nothing_else() -> None:
    case = agreed(confirmation_wanted=True, performance_due=day(10)).closed("a", day(20)).kept("a", day(20))
    case = case.archived("a", day(25))
    assert [each.rule for each in judge(case.facts, ZHENGZHOU, day(25)).deadlines if each.subject == "a"] == []
    assert judge(case.facts, ZHENGZHOU, day(24)).figures["cases_in_hand"] == 1
    assert judge(case.facts, ZHENGZHOU, day(25)).figures["cases_in_hand"] == 0
