"""A county and what happened in it, as compliance hears of it."""

from datetime import date
from functools import reduce

from services.compliance.core.county import judge_county
from services.compliance.core.county_facts import CountyFacts, evolve
from services.compliance.core.judge import Judgement
from services.compliance.core.plan import Plan
from services.compliance.core.rule import Deadline, Finding
from tests.examples.offices import History
from tests.examples.plans import ZHENGZHOU
from tests.examples.told import COUNTY


def told(*histories: History) -> CountyFacts:
    """Of the township, and of its offices, one after the other."""
    return reduce(evolve, (envelope for history in histories for envelope in history.envelopes), CountyFacts())


def judged(facts: CountyFacts, day: date, plan: Plan = ZHENGZHOU) -> Judgement:
    return judge_county(COUNTY, facts, plan, day)


def finding(rule: str, facts: CountyFacts, day: date, plan: Plan = ZHENGZHOU) -> Finding:
    (found,) = (each for each in judged(facts, day, plan).findings if each.rule == rule)
    return found


def deadlines(rule: str, facts: CountyFacts, day: date, plan: Plan = ZHENGZHOU) -> dict[str, Deadline]:
    """Of the rule, by subject."""
    return {each.subject: each for each in judged(facts, day, plan).deadlines if each.rule == rule}
