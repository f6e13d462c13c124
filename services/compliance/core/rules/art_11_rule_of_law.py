"""Art. 11 基层民主法治建设: work of each kind in each year, and a legal adviser of the township."""

from collections.abc import Iterator
from datetime import date

from services.compliance.core.counting import none_of
from services.compliance.core.plan import Plan
from services.compliance.core.rule import Rule
from services.compliance.core.standing import Standing
from services.compliance.core.timing import Obligation, none_overdue
from shared.kernel.periods import add_days


def work_in_each_year(rule: str, kind: str, number: str) -> Rule:
    """So much work of that kind is done by the end of the year; what is missing then is missed all the next year."""

    def worked(office: Standing, plan: Plan) -> Iterator[Obligation]:
        """By the year. The first is the first that the office has had whole, with the rule in force."""
        there, today = office.facts.office, office.day.year
        for year in (today - 1, today, today + 1):
            if there and max(there.established.day, plan.begins(rule)) <= date(year, 1, 1):
                work = work_of(year, kind, number, there.established.event, office, plan)
                if year >= today or work.met is None:
                    yield work

    return none_overdue(rule, worked)


def work_of(year: int, kind: str, number: str, caused_by: str, office: Standing, plan: Plan) -> Obligation:
    begins, due = date(year, 1, 1), date(year, 12, 31)
    looked_at = min(office.day, due)
    wanted = plan.number(number, looked_at)
    held = (each.held.day for each in office.facts.activities.values() if each.kind == kind)
    done = sorted(day for day in held if begins <= day <= due)
    return Obligation(
        str(year),
        begins=begins,
        due=due,
        caused_by=caused_by,
        soon_from=add_days(due, -plan.number("yearly-work-lead-days", looked_at)),
        met=[begins, *done][wanted] if wanted <= len(done) else None,
    )


RULES = (
    # 组织开展普法与依法治理工作
    work_in_each_year("publicity-plan", "publicity", "publicity-per-year"),
    # 指导民主法治示范村（社区）创建工作
    work_in_each_year("model-village", "model-village", "model-village-per-year"),
    # 积极参与人民陪审员选任管理工作
    work_in_each_year("assessor-selection", "assessor-selection", "assessor-selection-per-year"),
    # 负责辖区内行政执法协调工作
    work_in_each_year("enforcement-coordination", "enforcement-coordination", "enforcement-coordination-per-year"),
    # 承担或协调指导乡镇人民政府（街道办事处）法律顾问工作
    none_of("township-adviser", "townships_without_adviser"),
)
