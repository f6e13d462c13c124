"""Laws of facts: streams commute, each version counts once, nobody is lost."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import reduce
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from services.compliance.core.facts import OfficeFacts, evolve, known
from services.compliance.core.judge import judge
from shared.contract import codec
from shared.contract.corrections import OffenderDischarged, OffenderEnrolled
from tests.examples.plans import ZHENGZHOU
from tests.examples.told import SHANGHAI
from tests.generative.days import FIRST, SPAN, days
from tests.generative.histories import Streams, delivered_again, interleaved, streams


def folded(several: Streams) -> OfficeFacts:
    return reduce(evolve, chain.from_iterable(several), OfficeFacts())


@given(st.data(), streams(offenders=6))
def test_any_interleaving_that_keeps_each_streams_order_gives_equal_facts(data: st.DataObject, told: Streams) -> None:
    arrivals = data.draw(interleaved(told))
    assert reduce(evolve, arrivals, OfficeFacts()) == folded(told)


@given(st.data(), streams(offenders=6))
def test_what_is_delivered_again_changes_nothing(data: st.DataObject, told: Streams) -> None:
    arrivals = data.draw(delivered_again(data.draw(interleaved(told))))
    assert reduce(evolve, arrivals, OfficeFacts()) == folded(told)


@given(st.data(), streams(offenders=6), days)
def test_the_order_of_arrival_does_not_matter_to_the_judge(data: st.DataObject, told: Streams, day: date) -> None:
    arrivals = data.draw(interleaved(told))
    assert judge(reduce(evolve, arrivals, OfficeFacts()), ZHENGZHOU, day) == judge(folded(told), ZHENGZHOU, day)


@given(streams(offenders=6))
def test_facts_survive_being_written_down(told: Streams) -> None:
    facts = folded(told)
    assert codec.read(codec.encode(facts), OfficeFacts) == facts


@given(streams(offenders=6), st.integers(0, SPAN * 24))
def test_what_is_known_at_an_instant_is_what_was_recorded_by_then(told: Streams, hours: int) -> None:
    instant = datetime.combine(FIRST, time(0), SHANGHAI) + timedelta(hours=hours)
    by_then = folded(tuple(tuple(each for each in stream if each.recorded_at <= instant) for stream in told))
    assert replace(known(folded(told), instant), versions=by_then.versions) == by_then


@given(streams(), days)
def test_nobody_is_uncounted_and_nobody_counted_twice(told: Streams, day: date) -> None:
    active = 0
    for stream in told:
        said = [type(each.data) for each in stream if each.data.day <= day]
        active += OffenderEnrolled in said and OffenderDischarged not in said
    assert judge(folded(told), ZHENGZHOU, day).figures["active_offenders"] == active
