"""Art. 1 组织机构: what is approved of an office is filed with the city bureau; who closes leaves nobody behind."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from operator import gt

from services.compliance.core.counting import Count
from services.compliance.core.plan import Plan
from services.compliance.core.rule import Answer, Rule
from services.compliance.core.standing import Standing
from services.compliance.core.subjects.office import Change
from services.compliance.core.timing import Obligation, none_overdue
from shared.kernel.periods import add_days, the_day_after


def changes_filed(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """Each change by itself: its establishment, and every other one that was approved."""
    for change in office.facts.office.changes if office.facts.office else ():
        yield filed(change, plan, office.day)


def filed(change: Change, plan: Plan, day: date) -> Obligation:
    """Within the days that the plan gave when it was approved."""
    due = add_days(change.approved.day, plan.number("office-filing-days", change.approved.day))
    done = change.filed
    return Obligation(
        change.approved.event,
        begins=change.approved.day,
        due=due,
        caused_by=change.approved.event,
        soon_from=add_days(due, -plan.number("office-filing-lead-days", day)),
        met=done.day if done else None,
        in_time=done is not None and done.day <= due,
    )


@dataclass(frozen=True, slots=True)
class Emptied:
    """Of an office that is there no longer, until nothing of it is left; after some days it weighs more."""

    count: Count

    def read(self, office: Standing, plan: Plan) -> Answer | None:
        """Counts who and what is still there."""
        answer = self.count.read(office, plan)
        closed = office.facts.office.closed if office.facts.office else None
        if answer is None or closed is None or answer.finding.compliant:
            return answer
        late_from = the_day_after(add_days(closed.day, plan.number("merge-term-days", office.day)))
        if office.day < late_from:
            return Answer(answer.finding, next_day=late_from)
        return Answer(replace(answer.finding, severity=plan.choice("merge-overdue-severity", office.day)))


RULES = (
    # 设立、撤销、合并、变更规格、名称……报市司法局政治部备案
    none_overdue("office-filing", changes_filed),
    # 撤销、合并: 人员、对象、案件随之转移
    Rule("merge-incomplete", Emptied(Count("merge-incomplete", "left_behind", None, None, gt)).read, ("left_behind",)),
)
