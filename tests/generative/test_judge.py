"""Laws of judgement: it depends on the day and the facts of it, and its sweep agrees with counting day by day."""

from datetime import date, timedelta
from functools import reduce
from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

from services.compliance.core.facts import OfficeFacts, evolve
from services.compliance.core.judge import Judgement, judge, pooled
from services.compliance.core.plan import Plan
from services.compliance.core.rule import Stage
from services.compliance.core.vocabulary import COUNTED, TIMED
from tests.examples.plans import ZHENGZHOU, with_number
from tests.generative.days import FIRST, SPAN, days
from tests.generative.histories import Streams, crowded, streams
from tests.generative.recount import Recount, end

DAYS = [FIRST + timedelta(days=number) for number in range(SPAN + 30)]

# Zhengzhou's, and some that change their mind among the days that are looked at.
plans = st.sampled_from(
    [
        ZHENGZHOU,
        with_number("offenders-per-correction-worker", 2, FIRST + timedelta(days=10)),
        with_number("mediators-min", 4, FIRST + timedelta(days=11)),
        with_number("mediators-min", 1, FIRST + timedelta(days=30)),
        with_number("vacancy-term-months", 11, FIRST + timedelta(days=40)),
        # So that a budget falls due among the days that are looked at.
        with_number("budget-due-month", 1, FIRST),
    ]
)


def folded(told: Streams) -> OfficeFacts:
    return reduce(evolve, chain.from_iterable(told), OfficeFacts())


def said(judgement: Judgement) -> object:
    return judgement.findings, judgement.deadlines


@given(streams(), plans, days)
def test_nothing_changes_by_itself_before_the_next_day(told: Streams, plan: Plan, day: date) -> None:
    facts = folded(told)
    judgement = judge(facts, plan, day)
    for later in DAYS:
        if day < later < (judgement.next_day or date.max):
            assert said(judge(facts, plan, later)) == said(judgement)


@given(streams(), plans, days)
def test_what_takes_effect_later_does_not_count_yet(told: Streams, plan: Plan, day: date) -> None:
    """Releases apart: a day that is named later was that day all the time."""
    by_the_day = ("release-handover", "release-risk", "release-plan")
    by_then = tuple(tuple(each for each in stream if each.data.day <= day) for stream in told)
    counted, now = judge(folded(told), plan, day), judge(folded(by_then), plan, day)
    assert [found for found in counted.findings if found.rule not in by_the_day] == [
        found for found in now.findings if found.rule not in by_the_day
    ]
    assert {**counted.figures, "releases_overdue": 0} == {**now.figures, "releases_overdue": 0}


@given(streams(), plans, days)
def test_the_sweep_finds_what_counting_day_by_day_finds(told: Streams, plan: Plan, day: date) -> None:
    counting_agrees(told, plan, day)


@settings(max_examples=400)
@given(crowded(), plans, st.integers(9, 31).map(lambda number: FIRST + timedelta(days=number)))
def test_the_sweep_finds_it_also_where_much_happens_on_a_day(told: Streams, plan: Plan, day: date) -> None:
    counting_agrees(told, plan, day)


def counting_agrees(told: Streams, plan: Plan, day: date) -> None:
    facts = folded(told)
    for found in judge(facts, plan, day).findings:
        if found.rule in COUNTED:
            recount = Recount(found.rule, facts, plan)
            assert found.compliant is not recount.short(end(day))
            if found.since:
                assert found.since == recount.since(day)
                assert found.caused_by == (recount.cause(found.since),)


@given(streams(), plans, days)
def test_a_deadline_rule_is_broken_by_those_that_are_overdue(told: Streams, plan: Plan, day: date) -> None:
    judgement = judge(folded(told), plan, day)
    for found in judgement.findings:
        overdue = [each for each in judgement.deadlines if (each.rule, each.stage) == (found.rule, Stage.OVERDUE)]
        if found.rule in TIMED:
            assert found.figure == len(overdue)
            assert found.compliant is not bool(overdue)
            assert found.since == min((each.since for each in overdue if each.since), default=None)
            assert set(found.caused_by) == {event for each in overdue for event in each.caused_by}


@given(st.lists(streams(offenders=8), max_size=3), plans, days)
def test_pooling_never_asks_for_more(offices: list[Streams], plan: Plan, day: date) -> None:
    shown = pooled([judge(folded(told), plan, day).figures for told in offices], plan, day)
    assert shown["required_pooled"] <= shown["required_by_office"]
    assert shown["short_pooled"] <= shown["short_by_office"]
