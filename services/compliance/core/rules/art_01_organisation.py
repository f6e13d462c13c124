"""Art. 1 组织机构: what the staffing authority approves of an office is filed with the city bureau."""

from collections.abc import Iterator
from datetime import date

from services.compliance.core.plan import Plan
from services.compliance.core.standing import Standing
from services.compliance.core.subjects.office import Change
from services.compliance.core.timing import Obligation, none_overdue
from shared.kernel.periods import add_days


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


RULES = (
    # 设立、撤销、合并、变更规格、名称……报市司法局政治部备案
    none_overdue("office-filing", changes_filed),
)
