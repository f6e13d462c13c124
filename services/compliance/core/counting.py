"""Rules that count who is there: at least so many, or one to every so many."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from services.compliance.core.facts import OfficeFacts
from services.compliance.core.plan import Plan
from services.compliance.core.rule import Answer, Breach, Rule, found
from services.compliance.core.spans import Span
from services.compliance.core.standing import Standing

# A day, when it was recorded, by which event, and by how much this changes what the office has, and what it
# has it for. Sorted, steps are in the order of taking effect. A day of the plan is a step without an event.
Step = tuple[date, datetime, str, int, int]
BEFORE_ALL_EVENTS = datetime.min.replace(tzinfo=UTC)


def at_least(rule: str, have: str, number: str) -> Rule:
    """The office has at least that number of the plan."""
    return Rule(rule, Count(rule, have, None, number).read, (have,))


def one_to_each(rule: str, have: str, need: str, number: str) -> Rule:
    """The office has one for every so many who need one, and one for the rest."""
    return Rule(rule, Count(rule, have, need, number).read, (need, have, f"{have}_required"))


def one_to(number: int, need: int) -> int:
    return -(-need // number)


@dataclass(frozen=True, slots=True)
class Count:
    """`have` and `need` are names of figures, `number` is one of the plan's."""

    rule: str
    have: str
    need: str | None
    number: str

    def read(self, office: Standing, plan: Plan) -> Answer | None:
        """Counts who is there, and who must be."""
        provision = plan.provision(self.rule, office.day)
        if provision is None:
            return None
        have, need = office.counts[self.have], office.counts[self.need] if self.need else 0
        required = self.required(plan.number(self.number, office.day), need)
        breach = self.breach(office, plan) if have < required else None
        return Answer(found(self.rule, provision, have, required, breach))

    def required(self, number: int, need: int) -> int:
        return number if self.need is None else one_to(number, need)

    def breach(self, office: Standing, plan: Plan) -> Breach:
        begins = [plan_step(plan.begins(self.rule)), *establishment(office.facts)]
        steps = [
            *steps_of(office.spans[self.have], office.day, 1, 0),
            *(steps_of(office.spans[self.need], office.day, 0, 1) if self.need else ()),
            *(plan_step(dated.since) for dated in plan.numbers[self.number] if dated.since <= office.day),
            *begins,
        ]
        return self.turned(sorted(steps), max(begins), plan)

    def turned(self, steps: list[Step], judged_from: Step, plan: Plan) -> Breach:
        """The first day of the last run of days that ended short, and the event that made it end so.

        One walk over the steps in their order. What turns and turns back within a day does not count.
        """
        have = need = 0
        number = plan.number(self.number, date.min)
        short = short_before = False
        today, since, turn, cause, last = date.min, date.min, "", "", ""
        for step in steps:
            day, _, event, more, more_need = step
            if day != today:
                today, short_before = day, short
            if event:
                last = event
            else:
                number = plan.number(self.number, day)
            have, need = have + more, need + more_need
            was_short, short = short, step >= judged_from and have < self.required(number, need)
            if short and not was_short:
                turn = last
            if short and not short_before:
                since, cause = day, turn
        return Breach(since, (cause,) if cause else ())


def plan_step(day: date) -> Step:
    return day, BEFORE_ALL_EVENTS, "", 0, 0


def establishment(facts: OfficeFacts) -> Iterator[Step]:
    if facts.office:
        mark = facts.office.established
        yield mark.day, mark.recorded_at, mark.event, 0, 0


def steps_of(spans: Sequence[Span], day: date, have: int, need: int) -> Iterator[Step]:
    """Up to the day. Who leaves on the day of coming, or before, was never there."""
    for start, end in spans:
        if start.day > day or (end and end.day <= start.day):
            continue
        yield start.day, start.recorded_at, start.event, have, need
        if end and end.day <= day:
            yield end.day, end.recorded_at, end.event, -have, -need
