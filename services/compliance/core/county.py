"""All the rules that read a county as a whole: its townships, and all its offices as if they were one."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from services.compliance.core.county_facts import CountyFacts, pools
from services.compliance.core.facts import OfficeFacts
from services.compliance.core.judge import Judgement, figures_of, first_after
from services.compliance.core.plan import Plan
from services.compliance.core.rule import Finding
from services.compliance.core.rules import COUNTY_RULES
from services.compliance.core.rules.art_04_support_staff import CORRECTION_RATIO
from services.compliance.core.standing import standing
from services.compliance.core.subjects.mark import Mark
from services.compliance.core.subjects.office import Office


def judge_county(code: str, facts: CountyFacts, plan: Plan, day: date) -> Judgement:
    """One finding for each rule in force. 1:15 is among them where the plan ever reads it over the county."""
    together = standing(as_one(facts.offices.values(), day), plan, day)
    ratio = county_ratio(facts.offices.values(), plan, day) if pools(plan) else None
    answers = [answer for rule in COUNTY_RULES if (answer := rule.read(facts, plan, day))]
    coming = (
        together.next_day,
        *(answer.next_day for answer in answers),
        *(mark.day for mark in marks(facts)),
        *plan.days(),
    )
    return Judgement(
        code,
        day,
        (*(answer.finding for answer in answers), *((ratio,) if ratio else ())),
        tuple(deadline for answer in answers for deadline in answer.deadlines),
        first_after(day, coming),
        figures_of(together, plan, ()),
        () if plan.choice("correction-ratio-reading", day) == "county" else (CORRECTION_RATIO.id,),
    )


def marks(facts: CountyFacts) -> Iterator[Mark]:
    """By which a township or an office comes or goes."""
    for township in facts.townships.values():
        yield from (mark for mark in (township.created, township.closed) if mark)
    for office in (each.office for each in facts.offices.values() if each.office):
        yield from (mark for mark in (office.established, office.closed) if mark)


def county_ratio(offices: Iterable[OfficeFacts], plan: Plan, day: date) -> Finding | None:
    """1:15 over all the offices that there are on the day, as if they were one. None without office or rule."""
    together = as_one(offices, day)
    answer = CORRECTION_RATIO.read(standing(together, plan, day), plan) if together.office else None
    return answer.finding if answer else None


def as_one(offices: Iterable[OfficeFacts], day: date) -> OfficeFacts:
    """Established with the first of them. Who was at two of them in turn stands here once for each."""
    there = [(each.office, each) for each in offices if each.office and each.office.there(day)]
    return OfficeFacts(
        office=min((office for office, _ in there), key=in_order, default=None),
        offenders={f"{office.id} {id}": each for office, facts in there for id, each in facts.offenders.items()},
        workers={f"{office.id} {id}": each for office, facts in there for id, each in facts.workers.items()},
    )


def in_order(office: Office) -> tuple[date, datetime, str]:
    return office.established.day, office.established.recorded_at, office.established.event
