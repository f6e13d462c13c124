"""Art. 1: 司法所按行政区划单独设置，每个乡镇（街道）设置一个。"""

from datetime import date

import pytest

from services.compliance.core.alert import verdicts
from services.compliance.core.county_facts import CountyFacts
from tests.examples.counties import deadlines, finding, judged, told
from tests.examples.offices import History
from tests.examples.plans import with_choice, with_number
from tests.examples.told import COUNTY

CODE = "410105001"
CREATED = date(2026, 3, 2)
DAY_AFTER = date(2026, 3, 3)
LATER = date(2026, 11, 24)
TOWNSHIP = History().township(CODE, CREATED)


def office(day: date, id: str = "jingba-road", code: str | None = CODE) -> History:
    return History(id).established(day, township_code=code)


def test_a_township_without_an_office_is_a_breach_from_the_next_day_on() -> None:
    facts = told(TOWNSHIP)
    assert finding("coverage", facts, CREATED).compliant
    assert judged(facts, CREATED).next_day == DAY_AFTER
    found = finding("coverage", facts, DAY_AFTER)
    assert (found.compliant, found.figure, found.severity, found.article) == (False, 1, "P1", 1)
    assert (found.since, found.caused_by, found.who_acts) == (DAY_AFTER, ("township-410105001.1",), "county-bureau")


@pytest.mark.parametrize(("day", "compliant"), [(CREATED, True), (DAY_AFTER, True), (date(2026, 3, 4), False)])
def test_an_office_of_its_own_by_then_complies(day: date, compliant: bool) -> None:
    facts = told(TOWNSHIP, office(day))
    assert finding("coverage", facts, DAY_AFTER).compliant is compliant
    assert finding("coverage", facts, LATER).compliant


def test_an_office_that_was_there_before_the_township_was_entered_complies() -> None:
    assert deadlines("coverage", told(TOWNSHIP, office(date(2012, 5, 8))), LATER) == {}


@pytest.mark.parametrize("code", [None, "410105002"])
def test_an_office_of_an_area_or_of_another_township_does_not_serve_it(code: str | None) -> None:
    assert not finding("coverage", told(TOWNSHIP, office(CREATED, code=code)), LATER).compliant


def test_only_a_statutory_township_must_have_one() -> None:
    assert finding("coverage", told(History().township(CODE, CREATED, statutory=False)), LATER).compliant


CLOSED = date(2026, 10, 1)


@pytest.mark.parametrize("close", [History.abolished, lambda office, day: office.merged(day, "wenhua-road")])
def test_when_its_office_is_there_no_longer_it_lacks_one_again(close: object) -> None:
    assert callable(close)
    facts = told(TOWNSHIP, close(office(CREATED), CLOSED))
    assert finding("coverage", facts, CLOSED).compliant
    found = finding("coverage", facts, date(2026, 10, 2))
    assert (found.compliant, found.since, found.caused_by) == (False, date(2026, 10, 2), ("office-jingba-road.2",))
    assert finding("coverage", told(TOWNSHIP, close(office(CREATED), CLOSED), office(CLOSED, "new")), LATER).compliant


def test_a_township_that_is_there_no_longer_needs_none() -> None:
    for township in (TOWNSHIP.township_abolished(CODE, CLOSED), TOWNSHIP.township_merged(CODE, CLOSED, "410105002")):
        assert not finding("coverage", told(township), date(2026, 9, 30)).compliant
        assert finding("coverage", told(township), CLOSED).compliant
        assert judged(told(township), date(2026, 9, 30)).next_day == CLOSED


def test_a_township_and_its_office_that_end_on_one_day_leave_no_gap() -> None:
    facts = told(TOWNSHIP.township_abolished(CODE, CLOSED), office(CREATED).abolished(CLOSED))
    assert deadlines("coverage", facts, LATER) == {}


def test_an_office_that_closed_on_the_day_of_opening_never_served_it() -> None:
    assert not finding("coverage", told(TOWNSHIP, office(CREATED).abolished(CREATED)), DAY_AFTER).compliant


def test_an_office_and_its_successor_need_not_meet() -> None:
    facts = told(TOWNSHIP, office(CREATED).abolished(CLOSED), office(date(2026, 10, 9), "new"))
    assert not finding("coverage", facts, date(2026, 10, 8)).compliant
    assert deadlines("coverage", facts, LATER)[CODE].stage == "met-late"


def test_a_grace_is_the_plans_to_give() -> None:
    plan = with_number("coverage-days", 30, CREATED)
    assert finding("coverage", told(TOWNSHIP), date(2026, 4, 1), plan).compliant
    assert not finding("coverage", told(TOWNSHIP), date(2026, 4, 2), plan).compliant


def test_each_township_has_an_alert_of_its_own() -> None:
    facts = told(TOWNSHIP, History().township("410105002", CREATED))
    alerts = verdicts(judged(facts, DAY_AFTER))
    assert set(alerts) == {("coverage", CODE), ("coverage", "410105002")}
    assert alerts["coverage", CODE].severity == "P1"
    assert "2026-03-02" in alerts["coverage", CODE].text["zh"]


def staffed(id: str, offenders: int) -> History:
    return office(CREATED, id, None).with_offenders(offenders, CREATED).hired(f"{id}-a", "correction", CREATED)


def pooled(*offenders: int) -> CountyFacts:
    return told(*(staffed(f"office-{nth}", number) for nth, number in enumerate(offenders)))


READ_BY_COUNTY = with_choice("correction-ratio-reading", "county", LATER)


@pytest.mark.parametrize(("offenders", "compliant"), [((20, 10), True), ((20, 11), False)])
def test_1_to_15_can_be_read_over_the_county(offenders: tuple[int, ...], compliant: bool) -> None:
    found = finding("correction-ratio", pooled(*offenders), LATER, READ_BY_COUNTY)
    assert (found.compliant, found.figure) == (compliant, 2)


def test_it_raises_an_alert_of_the_county_from_the_day_on_which_the_plan_reads_it_so() -> None:
    facts = pooled(20, 11)
    assert verdicts(judged(facts, date(2026, 11, 23), READ_BY_COUNTY)) == {}
    [alert] = verdicts(judged(facts, LATER, READ_BY_COUNTY)).items()
    assert alert[0] == ("correction-ratio", COUNTY)
    assert (alert[1].figures["active_offenders"], alert[1].figures["correction_workers_required"]) == (31, 3)


def test_where_the_plan_never_reads_it_so_nothing_is_said_of_it() -> None:
    assert "correction-ratio" not in {each.rule for each in judged(pooled(20, 11), LATER).findings}
