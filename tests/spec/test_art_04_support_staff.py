"""Art. 4: 通过政府购买服务方式配备司法辅助人员；社区矫正专职社会工作者与社区服刑人员达到1:15的比例。"""

from datetime import date

import pytest

from services.compliance.core.judge import judge
from tests.examples.judged import deadlines, finding
from tests.examples.offices import History, a_staffed_office, an_office
from tests.examples.plans import ZHENGZHOU, with_number
from tests.examples.told_of_roster import ESTABLISHED

DAY = date(2026, 11, 24)
ENROLLED = date(2026, 9, 1)


def with_workers(kind: str, number: int, office: History | None = None) -> History:
    office = office or an_office()
    for letter in "abcde"[:number]:
        office = office.hired(f"{kind}-{letter}", kind, ESTABLISHED)
    return office


@pytest.mark.parametrize(
    ("rule", "kind", "required"),
    [
        ("resettlement-worker", "resettlement", 1),
        ("legal-service-worker", "legal-service", 1),
        ("mediators", "mediator", 2),
    ],
)
def test_as_many_as_required_comply_and_one_less_does_not(rule: str, kind: str, required: int) -> None:
    short = finding(rule, with_workers(kind, required - 1), DAY)
    assert (short.compliant, short.figure, short.required) == (False, required - 1, required)
    assert (short.article, short.severity, short.since) == (4, "P1", ESTABLISHED)
    assert finding(rule, with_workers(kind, required), DAY).compliant
    assert finding(rule, with_workers(kind, required + 1), DAY).compliant


def with_caseload(offenders: int, workers: int) -> History:
    return with_workers("correction", workers).with_offenders(offenders, ENROLLED)


def test_no_offender_needs_no_worker() -> None:
    found = finding("correction-ratio", with_caseload(0, 0), DAY)
    assert (found.compliant, found.figure, found.required) == (True, 0, 0)


def test_one_offender_needs_one_worker() -> None:
    assert not finding("correction-ratio", with_caseload(1, 0), DAY).compliant
    assert finding("correction-ratio", with_caseload(1, 1), DAY).compliant


def test_fifteen_offenders_need_one_worker() -> None:
    found = finding("correction-ratio", with_caseload(15, 1), DAY)
    assert (found.compliant, found.figure, found.required) == (True, 1, 1)
    assert (found.since, found.caused_by) == (None, ())


def test_sixteen_offenders_need_two_workers() -> None:
    found = finding("correction-ratio", with_caseload(16, 1), DAY)
    assert (found.compliant, found.figure, found.required, found.severity) == (False, 1, 2, "P1")
    assert finding("correction-ratio", with_caseload(16, 2), DAY).compliant


def test_thirty_offenders_need_two_workers() -> None:
    assert finding("correction-ratio", with_caseload(30, 2), DAY).compliant
    assert not finding("correction-ratio", with_caseload(30, 1), DAY).compliant


def test_thirty_one_offenders_need_three_workers() -> None:
    assert not finding("correction-ratio", with_caseload(31, 2), DAY).compliant
    assert finding("correction-ratio", with_caseload(31, 3), DAY).compliant


def test_the_sixteenth_enrolment_breaks_the_ratio() -> None:
    found = finding("correction-ratio", with_caseload(16, 1), DAY)
    assert (found.since, found.caused_by) == (ENROLLED, ("offender-16.2",))


def test_the_enrolment_that_was_recorded_last_is_the_cause_on_one_day() -> None:
    office = with_caseload(15, 1).registered("late", ENROLLED)
    early = office.enrolled("late", ENROLLED, at=office.envelopes[0].recorded_at)
    assert finding("correction-ratio", early, DAY).caused_by == ("offender-15.2",)


def test_an_enrolment_ahead_of_its_day_counts_from_that_day() -> None:
    office = with_caseload(15, 1).enrolled("ahead", date(2026, 12, 1))
    assert finding("correction-ratio", office, date(2026, 11, 30)).compliant
    found = finding("correction-ratio", office, date(2026, 12, 1))
    assert (found.compliant, found.since, found.caused_by) == (False, date(2026, 12, 1), ("offender-ahead.1",))


def test_a_discharge_ahead_of_its_day_counts_from_that_day() -> None:
    office = with_caseload(16, 1).discharged("3", date(2026, 12, 1))
    assert not finding("correction-ratio", office, date(2026, 11, 30)).compliant
    assert finding("correction-ratio", office, date(2026, 12, 1)).compliant


def test_who_is_only_registered_is_awaited_and_does_not_count() -> None:
    figures = judge(with_caseload(15, 1).registered("awaited", ENROLLED).facts, ZHENGZHOU, DAY).figures
    assert (figures["active_offenders"], figures["awaiting_report"]) == (15, 1)


def test_a_worker_who_departs_breaks_the_ratio() -> None:
    office = with_caseload(16, 2).departed("correction-b", date(2026, 10, 1))
    found = finding("correction-ratio", office, DAY)
    assert (found.since, found.caused_by) == (date(2026, 10, 1), ("worker-correction-b.2",))


def test_other_workers_are_no_correction_workers() -> None:
    office = with_workers("mediator", 3).with_offenders(1, ENROLLED)
    assert finding("correction-ratio", office, DAY).figure == 0


ENDS = date(2026, 12, 31)


def with_contract() -> History:
    return an_office().hired("correction-a", "correction", ESTABLISHED, contract_until=ENDS).with_offenders(1, ENROLLED)


def test_a_worker_counts_on_the_last_day_of_the_contract() -> None:
    assert finding("correction-ratio", with_contract(), ENDS).compliant


def test_a_worker_whose_contract_is_over_does_not_count_and_the_hiring_is_the_cause() -> None:
    found = finding("correction-ratio", with_contract(), date(2027, 1, 1))
    assert (found.compliant, found.since) == (False, date(2027, 1, 1))
    assert found.caused_by == ("worker-correction-a.1",)


@pytest.mark.parametrize(
    ("day", "stage", "severity"),
    [
        (date(2026, 10, 31), "pending", "P3"),
        (date(2026, 11, 1), "due-soon", "P3"),  # 60 days before
        (date(2026, 12, 23), "due-soon", "P3"),
        (date(2026, 12, 24), "due-soon", "P2"),  # 7 days before
        (date(2026, 12, 31), "due-soon", "P2"),
        (date(2027, 1, 1), "overdue", "P2"),
    ],
)
def test_a_contract_that_ends_warns_twice(day: date, stage: str, severity: str) -> None:
    deadline = deadlines("contract-ending", with_contract(), day)["correction-a"]
    assert (deadline.due, deadline.stage, deadline.severity) == (ENDS, stage, severity)
    assert deadline.caused_by == ("worker-correction-a.1",)


def test_a_contract_over_and_not_followed_is_a_finding() -> None:
    assert finding("contract-ending", with_contract(), ENDS).compliant
    found = finding("contract-ending", with_contract(), DAY.replace(year=2027))
    assert (found.compliant, found.figure, found.since, found.severity) == (False, 1, date(2027, 1, 1), "P2")


def test_a_contract_is_followed_by_whoever_begins_on_the_day_after() -> None:
    office = with_contract().hired("correction-b", "correction", date(2027, 1, 1))
    for day in (ESTABLISHED, ENDS, date(2027, 1, 1)):
        assert deadlines("contract-ending", office, day)["correction-a"].stage == "met"


def test_who_begins_a_day_later_follows_late() -> None:
    office = with_contract().hired("correction-b", "correction", date(2027, 1, 2))
    stages = {day: deadlines("contract-ending", office, date(2027, 1, day))["correction-a"].stage for day in (1, 2)}
    assert stages == {1: "overdue", 2: "met-late"}


def test_the_first_who_begins_follows_whoever_was_told_first() -> None:
    office = with_contract().hired("correction-c", "correction", date(2027, 1, 9))
    office = office.hired("correction-b", "correction", date(2027, 1, 2))
    assert deadlines("contract-ending", office, date(2027, 1, 2))["correction-a"].stage == "met-late"


def test_a_worker_of_another_kind_does_not_follow() -> None:
    office = with_contract().hired("mediator-a", "mediator", date(2027, 1, 1))
    assert deadlines("contract-ending", office, date(2027, 1, 1))["correction-a"].stage == "overdue"


@pytest.mark.parametrize("departs", [date(2026, 12, 1), date(2027, 1, 1), date(2027, 3, 1)])
def test_when_the_worker_has_departed_the_contract_is_no_longer_in_question(departs: date) -> None:
    office = with_contract().departed("correction-a", departs)
    assert deadlines("contract-ending", office, departs)["correction-a"].stage == "met"


def test_a_departure_ahead_of_its_day_does_not_end_the_warning() -> None:
    office = with_contract().departed("correction-a", date(2027, 1, 1))
    assert deadlines("contract-ending", office, ENDS)["correction-a"].stage == "due-soon"


def test_who_follows_before_the_departure_follows_late() -> None:
    office = with_contract().hired("correction-b", "correction", date(2027, 1, 2))
    office = office.departed("correction-a", date(2027, 2, 1))
    assert deadlines("contract-ending", office, DAY.replace(year=2027))["correction-a"].stage == "met-late"


def test_a_contract_is_seen_from_the_hiring_on() -> None:
    assert deadlines("contract-ending", with_contract(), date(2020, 3, 1)) == {}
    later = an_office().hired("mediator-a", "mediator", date(2026, 5, 4), contract_until=ENDS)
    assert deadlines("contract-ending", later, date(2026, 5, 3)) == {}
    assert set(deadlines("contract-ending", later, date(2026, 5, 4))) == {"mediator-a"}


def test_workers_without_a_contract_have_no_deadline() -> None:
    assert deadlines("contract-ending", a_staffed_office(), DAY) == {}


def test_another_number_of_offenders_holds_from_its_day_on_and_not_before() -> None:
    plan = with_number("offenders-per-correction-worker", 10, date(2026, 10, 1))
    office = with_caseload(15, 1)
    assert finding("correction-ratio", office, date(2026, 9, 30), plan).compliant
    found = finding("correction-ratio", office, date(2026, 10, 1), plan)
    assert (found.compliant, found.required, found.since) == (False, 2, date(2026, 10, 1))
    assert found.caused_by == ("offender-15.2",)  # the last event before


LEAVE = date(2026, 9, 1)


@pytest.mark.parametrize(("day", "on_duty"), [(date(2026, 10, 1), 1), (date(2026, 10, 2), 0)])
def test_a_leave_of_thirty_days_counts_and_a_day_more_does_not(day: date, on_duty: int) -> None:
    """Counted as correction worker: contract running, on duty."""
    office = with_caseload(15, 1).absent("correction-a", LEAVE)
    found = finding("correction-ratio", office, day)
    assert (found.figure, found.compliant) == (on_duty, on_duty == 1)


def test_after_a_long_leave_a_correction_worker_counts_again() -> None:
    office = with_caseload(15, 1).absent("correction-a", LEAVE, DAY)
    assert not finding("correction-ratio", office, date(2026, 11, 23)).compliant
    assert finding("correction-ratio", office, DAY).compliant


def test_a_correction_worker_who_is_seconded_does_not_count() -> None:
    office = with_caseload(15, 1).seconded("correction-a", LEAVE, DAY)
    found = finding("correction-ratio", office, LEAVE)
    assert (found.compliant, found.since) == (False, LEAVE)


def test_other_support_staff_count_while_they_are_on_leave() -> None:
    assert finding("mediators", with_workers("mediator", 2).absent("mediator-a", LEAVE), DAY).compliant
