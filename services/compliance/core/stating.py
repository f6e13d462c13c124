"""Rules about what lasts until something else is recorded: that there is enough of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from services.compliance.core.facts import OfficeFacts
from services.compliance.core.measures import MEASURES, Measure
from services.compliance.core.plan import Plan
from services.compliance.core.rule import Answer, Breach, Rule, found, worded
from services.compliance.core.standing import Standing
from shared.kernel.timeline import state_on


def enough(rule: str, have: str, number: str | None = None) -> Rule:
    """The office has at least that number of the plan on record; without one, it has it at all."""
    return Rule(rule, Stated(rule, have, number).read, (have,))


@dataclass(frozen=True, slots=True)
class Stated:
    """`have` is the name of a figure, `number` is one of the plan's."""

    rule: str
    have: str
    number: str | None

    def read(self, office: Standing, plan: Plan) -> Answer | None:
        """Looks at what was recorded last."""
        provision = plan.provision(self.rule, office.day)
        if provision is None:
            return None
        have, required = office.counts[self.have], self.required(plan, office.day)
        breach = self.breach(office, plan) if have < required else None
        finding = found(self.rule, provision, have, required, breach)
        state = state_on(self.measure.states(office.facts), office.day)
        if state is None:
            return Answer(replace(finding, text=worded(provision.value.unrecorded, required=required)))
        text = worded(provision.value.text, figure=self.measure.exactly(state), required=required)
        return Answer(replace(finding, text=text))

    @property
    def measure(self) -> Measure:
        return MEASURES[self.have]

    def required(self, plan: Plan, day: date) -> int:
        return plan.number(self.number, day) if self.number else 1

    def breach(self, office: Standing, plan: Plan) -> Breach:
        """The first day of the last run of days on which there is too little, and the event that says so."""
        facts, since = office.facts, office.day
        for day in sorted(self.turning(facts, office.day, plan), reverse=True):
            if self.measure.on(facts, day) >= self.required(plan, day):
                break
            since = day
        state = state_on(self.measure.states(facts), since)
        if state:
            return Breach(since, (state.mark.event,))
        return Breach(since, (facts.office.established.event,) if facts.office else ())

    def turning(self, facts: OfficeFacts, until: date, plan: Plan) -> Iterator[date]:
        """The days on which it can come to be broken."""
        begins = max(plan.begins(self.rule), facts.office.established.day if facts.office else date.min)
        dated = plan.numbers[self.number] if self.number else ()
        yield begins
        yield from (each.since for each in dated if begins < each.since <= until)
        yield from (each.day for each in self.measure.states(facts) if begins < each.day <= until)
