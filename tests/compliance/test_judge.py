"""An office is judged by all the rules in force, on any day, past or to come."""

from datetime import date, datetime
from typing import Any

from services.compliance.core.county import county_ratio
from services.compliance.core.facts import OfficeFacts, known
from services.compliance.core.judge import judge, pooled
from services.compliance.core.plan import Plan
from services.compliance.core.rules import RULES
from services.compliance.core.standing import standing
from shared.contract import codec
from tests.examples.judged import finding
from tests.examples.offices import History, a_staffed_office, an_office
from tests.examples.plans import ZHENGZHOU, content, with_choice, with_number, with_rule_from, without
from tests.examples.told import SHANGHAI
from tests.examples.told_of_roster import ESTABLISHED

DAY = date(2026, 11, 24)
# A budget is asked for anew each year, so that each New Year is such a day.
BUT_BUDGETS = without("budget-lines", "budget-personnel", "budget-standard", "budget-separate")
THE_DAY_BEFORE = date(2026, 11, 23)


def breached(history: History, day: date, plan: Plan = ZHENGZHOU) -> set[str]:
    return {each.rule for each in judge(history.facts, plan, day).findings if not each.compliant}


def test_there_is_one_finding_for_each_rule_in_the_plans_order() -> None:
    judgement = judge(a_staffed_office().facts, ZHENGZHOU, DAY)
    assert [each.rule for each in judgement.findings] == [rule.id for rule in RULES]
    assert all(each.compliant for each in judgement.findings)


def test_an_empty_office_lacks_everything_but_correction_workers() -> None:
    assert breached(an_office().filed(ESTABLISHED), DAY) == {
        "formal-staff",
        "special-staff",
        "resettlement-worker",
        "legal-service-worker",
        "mediators",
        "director",
        "budget-lines",
        "budget-personnel",
        "budget-standard",
        "budget-separate",
        "vehicle",
        "informatised",
        "premises-area",
        "premises-independent",
        "premises-rooms",
        "station",
        "publicity-plan",
        "model-village",
        "assessor-selection",
        "enforcement-coordination",
        "township-adviser",
    }


FIGURES = {
    "left_behind": 0,
    "active_offenders": 31,
    "awaiting_report": 1,
    "out_of_supervision": 0,
    "on_leave": 0,
    "suspended": 0,
    "offender_identities_contradicted": 0,
    "groups_incomplete": 0,
    "positioned_without_cause": 0,
    "correction_workers": 1,
    "correction_workers_required": 3,
    "formal_staff": 3,
    "on_duty_staff": 3,
    "special_staff": 1,
    "resettlement_workers": 1,
    "legal_service_workers": 1,
    "mediators": 2,
    "releases_overdue": 1,
    "vacant_special_posts": 1,
    "directors": 1,
    "acting_directors": 0,
    "deputies": 0,
    "diverted_special_staff": 0,
    "seconded_workers": 0,
    "unlettered_secondments": 0,
    "early_resignations": 0,
    "vehicles_in_service": 1,
    "networked_terminals": 1,
    "premises_area_m2": 120,
    "premises_independent": 1,
    "premises_rooms": 7,
    "townships_without_station": 0,
    "villages": 0,
    "villages_without_adviser": 0,
    "villages_without_room": 0,
    "cases_in_hand": 0,
    "townships_without_adviser": 0,
}


def test_the_figures_have_the_names_that_clients_know() -> None:
    office = a_staffed_office().with_offenders(31, DAY).hired("correction-a", "correction", DAY)
    office = office.registered("awaited", DAY).approved("post-a", DAY).notified("a", DAY, date(2026, 11, 1))
    assert judge(office.facts, ZHENGZHOU, DAY).figures == FIGURES


def test_who_is_awaited_is_so_until_the_report_or_the_discharge() -> None:
    office = an_office().registered("a", ESTABLISHED).registered("b", ESTABLISHED).registered("c", ESTABLISHED)
    office = office.enrolled("a", DAY).discharged("b", DAY)
    awaited = {day: judge(office.facts, ZHENGZHOU, day).figures["awaiting_report"] for day in (THE_DAY_BEFORE, DAY)}
    assert awaited == {THE_DAY_BEFORE: 3, DAY: 1}
    assert judge(office.facts, ZHENGZHOU, date(2020, 3, 1)).figures["awaiting_report"] == 0


def test_a_worker_of_a_kind_that_is_not_known_counts_for_nothing() -> None:
    office = a_staffed_office().hired("guard-a", "guard", DAY, contract_until=date(2026, 11, 30))
    judgement = judge(office.facts, ZHENGZHOU, DAY)
    assert judgement.figures == judge(a_staffed_office().facts, ZHENGZHOU, DAY).figures
    assert [each.subject for each in judgement.deadlines if each.rule == "contract-ending"] == ["guard-a"]


def test_an_office_that_is_not_known_has_no_findings_but_figures() -> None:
    judgement = judge(History().with_offenders(2, DAY).facts, ZHENGZHOU, DAY)
    assert (judgement.subject, judgement.findings, judgement.deadlines, judgement.next_day) == (None, (), (), None)
    assert judgement.figures["active_offenders"] == 2


def test_an_office_has_findings_from_its_establishment_on() -> None:
    facts = History().with_offenders(1, THE_DAY_BEFORE).established(DAY).facts
    before = judge(facts, ZHENGZHOU, THE_DAY_BEFORE)
    assert (before.subject, before.findings, before.next_day) == ("jingba-road", (), DAY)
    assert len(judge(facts, ZHENGZHOU, DAY).findings) == len(RULES)


def test_a_breach_older_than_the_office_is_so_since_its_establishment() -> None:
    history = History().with_offenders(1, date(2026, 5, 4)).established(DAY)
    found = finding("correction-ratio", history, DAY)
    assert (found.since, found.caused_by) == (DAY, ("office-jingba-road.1",))


def test_what_breaks_on_the_day_of_the_establishment_has_its_own_cause() -> None:
    found = finding("correction-ratio", History().established(DAY).with_offenders(16, DAY), DAY)
    assert (found.since, found.caused_by) == (DAY, ("offender-1.2",))


def test_before_the_plan_there_are_no_findings() -> None:
    judgement = judge(History().established(date(2018, 1, 2)).facts, ZHENGZHOU, date(2019, 9, 30))
    assert (judgement.findings, judgement.next_day) == ((), date(2019, 10, 1))


def test_a_breach_older_than_the_plan_is_so_since_the_plan_by_the_last_event_before() -> None:
    history = History().established(date(2018, 1, 2)).with_offenders(3, date(2018, 3, 5)).discharged("2", DAY)
    found = finding("correction-ratio", history, THE_DAY_BEFORE)
    assert (found.since, found.caused_by) == (date(2019, 10, 1), ("offender-3.2",))


def test_a_rule_is_judged_from_its_own_day_on() -> None:
    plan = with_rule_from("mediators", DAY)
    assert "mediators" not in breached(an_office(), THE_DAY_BEFORE, plan)
    assert finding("mediators", an_office(), DAY, plan).since == DAY


def test_the_present_run_of_a_breach_counts_not_an_earlier_one() -> None:
    office = a_staffed_office().departed("mediator-a", date(2021, 1, 4)).hired("mediator-c", "mediator", DAY)
    office = office.departed("mediator-b", date(2026, 12, 1))
    assert finding("mediators", office, THE_DAY_BEFORE).since == date(2021, 1, 4)
    assert finding("mediators", office, DAY).compliant
    found = finding("mediators", office, date(2026, 12, 1))
    assert (found.since, found.caused_by) == (date(2026, 12, 1), ("worker-mediator-b.2",))


def test_what_is_mended_and_broken_again_within_a_day_was_broken_all_along() -> None:
    office = a_staffed_office().departed("mediator-a", date(2021, 1, 4)).hired("mediator-c", "mediator", DAY)
    found = finding("mediators", office.departed("mediator-b", DAY), DAY)
    assert (found.since, found.caused_by) == (date(2021, 1, 4), ("worker-mediator-a.2",))


def test_what_is_broken_and_mended_within_a_day_was_never_broken() -> None:
    office = a_staffed_office().departed("mediator-a", DAY).hired("mediator-c", "mediator", DAY)
    assert finding("mediators", office.departed("mediator-b", date(2026, 12, 1)), date(2026, 12, 1)).since == date(
        2026, 12, 1
    )


def test_who_departs_on_the_day_of_hiring_was_never_there() -> None:
    office = an_office().hired("mediator-a", "mediator", DAY).departed("mediator-a", DAY)
    found = finding("mediators", office, DAY)
    assert (found.figure, found.since, found.caused_by) == (0, ESTABLISHED, ("office-jingba-road.1",))


def test_a_number_that_changes_back_ends_the_breach() -> None:
    plan = with_number("mediators-min", 3, date(2026, 1, 1))
    assert breached(a_staffed_office(), DAY, plan) == {"mediators"}
    found = finding("mediators", a_staffed_office(), DAY, plan)
    assert (found.required, found.since, found.caused_by) == (3, date(2026, 1, 1), ("worker-mediator-b.1",))
    assert breached(a_staffed_office(), date(2025, 12, 31), plan) == set()


def test_the_next_day_is_the_first_on_which_something_can_change_by_itself() -> None:
    def next_day(history: History, plan: Plan = BUT_BUDGETS) -> date | None:
        return judge(history.facts, plan, DAY).next_day

    office, new_year = a_staffed_office(), date(2027, 1, 1)
    assert next_day(office) == new_year  # when the year's work begins anew
    assert next_day(office.enrolled("x", date(2026, 12, 3))) == date(2026, 12, 3)
    assert next_day(office.enrolled("x", DAY).discharged("x", date(2026, 12, 4))) == date(2026, 12, 4)
    assert next_day(office.hired("x", "correction", DAY, contract_until=date(2027, 2, 1))) == date(2026, 12, 3)
    assert next_day(office.hired("x", "correction", DAY, contract_until=date(2026, 12, 20))) == date(2026, 12, 13)
    assert next_day(office.hired("x", "correction", DAY, contract_until=date(2026, 11, 29))) == date(2026, 11, 30)
    assert next_day(office.notified("a", DAY, date(2026, 12, 10))) == date(2026, 12, 3)
    assert next_day(office.notified("a", DAY, DAY)) == date(2026, 11, 25)
    assert next_day(office.notified("a", DAY, DAY).handed_over("a", DAY)) == new_year
    assert next_day(office.notified("a", DAY, date(2026, 11, 1))) == new_year
    assert next_day(office.approved("p", date(2026, 2, 1))) == date(2026, 12, 3)
    assert next_day(office, with_number("mediators-min", 3, date(2026, 12, 30))) == date(2026, 12, 30)


def test_what_was_known_at_an_instant_is_judged_by_what_had_been_recorded() -> None:
    late = datetime(2026, 12, 15, 9, tzinfo=SHANGHAI)
    facts = a_staffed_office().enrolled("x", DAY, at=late).facts
    true_on_that_day = judge(facts, ZHENGZHOU, DAY)
    known_on_that_day = judge(known(facts, datetime(2026, 11, 24, 23, tzinfo=SHANGHAI)), ZHENGZHOU, DAY)
    assert [true_on_that_day.figures[name] for name in ("active_offenders", "correction_workers_required")] == [1, 1]
    assert known_on_that_day.figures["active_offenders"] == 0


def test_a_judgement_can_be_written_down() -> None:
    judgement: dict[str, Any] = codec.plain(
        judge(a_staffed_office().departed("formal-b", ESTABLISHED).notified("a", DAY, DAY).facts, ZHENGZHOU, DAY)
    )
    formal_staff = next(each for each in judgement["findings"] if each["rule"] == "formal-staff")
    handover = next(each for each in judgement["deadlines"] if each["rule"] == "release-handover")
    assert formal_staff["since"] == "2020-03-02"
    assert handover["stage"] == "due-soon"


def test_a_rule_by_itself_can_be_asked_of_people_without_an_office() -> None:
    stands = standing(History().with_offenders(1, DAY).notified("a", DAY, DAY).facts, ZHENGZHOU, date(2026, 12, 1))
    answers = {rule.id: rule.read(stands, ZHENGZHOU) for rule in RULES}
    ratio, mediators, handover = (answers[rule] for rule in ("correction-ratio", "mediators", "release-handover"))
    assert ratio is not None
    assert mediators is not None
    assert handover is not None
    assert (ratio.finding.since, ratio.finding.caused_by) == (DAY, ("offender-1.2",))
    assert (mediators.finding.since, mediators.finding.caused_by) == (date(2019, 10, 1), ())
    assert handover.finding.since == date(2026, 11, 25)


def office_with(office_id: str, offenders: int, workers: int, established: date = ESTABLISHED) -> History:
    office = History(office_id=office_id).established(established).with_offenders(offenders, DAY)
    for letter in "abcde"[:workers]:
        office = office.hired(f"{office_id}-{letter}", "correction", established)
    return office


def test_both_readings_of_the_ratio_are_shown() -> None:
    offices = [office_with("a", 16, 1), office_with("b", 14, 1), office_with("c", 1, 0)]
    figures = [judge(office.facts, ZHENGZHOU, DAY).figures for office in offices]
    assert pooled(figures, ZHENGZHOU, DAY) == {
        "offenders": 31,
        "workers": 2,
        "required_by_office": 4,
        "required_pooled": 3,
        "short_by_office": 2,
        "short_pooled": 1,
    }
    assert set(pooled([], ZHENGZHOU, DAY).values()) == {0}


def test_an_office_with_too_many_workers_helps_the_county_and_not_the_next_office() -> None:
    figures = [judge(office_with(*each).facts, ZHENGZHOU, DAY).figures for each in (("a", 16, 1), ("b", 14, 2))]
    shown = pooled(figures, ZHENGZHOU, DAY)
    assert (shown["short_by_office"], shown["short_pooled"]) == (1, 0)


def test_the_county_is_judged_as_one_office() -> None:
    offices = [office_with("a", 16, 1).facts, office_with("b", 15, 1).facts]
    found = county_ratio(offices, ZHENGZHOU, DAY)
    assert found is not None
    assert (found.figure, found.required, found.since, found.caused_by) == (2, 3, DAY, ("offender-16.2",))
    assert county_ratio([*offices, office_with("c", 0, 1).facts], ZHENGZHOU, DAY) != found


def test_a_county_without_an_office_on_the_day_has_no_ratio() -> None:
    assert county_ratio([OfficeFacts(), an_office().facts], ZHENGZHOU, date(2020, 3, 1)) is None


def test_a_county_without_the_rule_has_no_ratio() -> None:
    without = content()
    del without["rules"]["correction-ratio"]
    assert county_ratio([an_office().facts], Plan.of(without), DAY) is None


def test_the_reading_by_county_is_noted_for_the_alerts() -> None:
    plan = with_choice("correction-ratio-reading", "county", DAY)
    facts = an_office().with_offenders(1, ESTABLISHED).facts
    assert judge(facts, plan, THE_DAY_BEFORE).silent == ()
    assert judge(facts, plan, DAY).silent == ("correction-ratio",)
