"""A county's facts: its townships, and of its offices what is read over all of them."""

from datetime import date, datetime
from functools import reduce
from typing import Any

import pytest

from services.compliance.core.county_facts import CountyFacts, county_of, evolve, known, pools
from shared.contract import codec
from shared.contract.envelope import Envelope
from tests.examples.counties import told
from tests.examples.offices import History, an_office
from tests.examples.plans import ZHENGZHOU, with_choice
from tests.examples.told import COUNTY, SHANGHAI

DAY = date(2026, 11, 24)
CODE = "410105001"
HISTORY = (
    History().township(CODE, date(2020, 1, 2)),
    an_office().filed(DAY).abolished(DAY).with_offenders(1, DAY).hired("a", "correction", DAY),
    History().township("410105002", DAY).township_abolished("410105002", DAY),
)
ENVELOPES = [envelope for history in HISTORY for envelope in history.envelopes]


def test_a_township_is_there_until_it_is_closed() -> None:
    there, closed = (told(*HISTORY).townships[code] for code in (CODE, "410105002"))
    assert (there.statutory, there.closed) == (True, None)
    assert closed.closed
    assert closed.closed.day == DAY


def test_an_office_is_folded_as_it_folds_itself() -> None:
    assert told(*HISTORY).offices["jingba-road"] == HISTORY[1].facts


def test_a_version_that_was_seen_is_passed_over() -> None:
    facts = told(*HISTORY)
    assert reduce(evolve, ENVELOPES, facts) == facts


def test_what_has_no_beginning_is_only_marked_as_seen() -> None:
    facts = told(History().township_abolished(CODE, DAY))
    assert (facts.townships, facts.versions) == ({}, {f"township-{CODE}": 1})


def test_they_are_written_down_and_read_again() -> None:
    facts = told(*HISTORY)
    assert codec.read(codec.encode(facts), CountyFacts) == facts


def test_what_is_known_at_an_instant_is_what_was_recorded_by_then() -> None:
    at = datetime(2021, 1, 1, tzinfo=SHANGHAI)
    then = known(told(*HISTORY), at)
    assert set(then.townships) == {CODE}
    assert then.offices["jingba-road"].offenders == {}
    assert known(told(*HISTORY), datetime(2027, 1, 1, tzinfo=SHANGHAI)) == told(*HISTORY)


@pytest.mark.parametrize("envelope", ENVELOPES, ids=lambda envelope: str(envelope.id))
def test_people_belong_to_it_only_where_the_plan_reads_them_together(envelope: Envelope[Any]) -> None:
    people = envelope.stream.startswith(("offender", "worker"))
    assert county_of(envelope, with_people=True) == COUNTY
    assert county_of(envelope, with_people=False) == (None if people else COUNTY)


def test_a_plan_that_reads_them_together_on_any_day_pools() -> None:
    assert not pools(ZHENGZHOU)
    assert pools(with_choice("correction-ratio-reading", "county", date(2030, 1, 1)))
