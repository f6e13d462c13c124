"""Rules that ask whether something is as it must be: a yes or a no on any day, and since when."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from services.compliance.core.facts import OfficeFacts
from services.compliance.core.plan import Plan
from services.compliance.core.rule import Answer, Breach, Rule, found
from services.compliance.core.standing import Standing
from services.compliance.core.subjects.mark import Mark

Wrong = Callable[[OfficeFacts, Plan, date], bool]
Marks = Callable[[OfficeFacts], Iterable[Mark]]


def never(rule: str, wrong: Wrong, marks: Marks) -> Rule:
    """The office is never so. `marks` are those by which it may come to be, or cease to be."""
    return Rule(rule, Check(rule, wrong, marks).read)


@dataclass(frozen=True, slots=True)
class Check:
    rule: str
    wrong: Wrong
    marks: Marks

    def read(self, office: Standing, plan: Plan) -> Answer | None:
        """Looks at each day on which something was said of it."""
        provision = plan.provision(self.rule, office.day)
        if provision is None or office.facts.office is None:
            return None
        marks = sorted(self.marks(office.facts), key=lambda mark: (mark.day, mark.recorded_at))
        breach = self.breach(office, plan, marks) if self.wrong(office.facts, plan, office.day) else None
        coming = min((mark.day for mark in marks if mark.day > office.day), default=None)
        return Answer(found(self.rule, provision, int(breach is not None), 0, breach), next_day=coming)

    def breach(self, office: Standing, plan: Plan, marks: list[Mark]) -> Breach:
        """Since the first of the last days on which it was wrong without end; by what was said last until then."""
        begins = max(plan.begins(self.rule), office.facts.office.established.day if office.facts.office else date.min)
        said = {begins, *(mark.day for mark in marks), *plan.days()}
        since = office.day
        for day in sorted((day for day in said if begins <= day <= office.day), reverse=True):
            if not self.wrong(office.facts, plan, day):
                break
            since = day
        cause = [mark.event for mark in marks if mark.day <= since]
        return Breach(since, (cause[-1],) if cause else ())
