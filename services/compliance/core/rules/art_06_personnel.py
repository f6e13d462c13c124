"""Art. 6 人事管理制度: secondments with their letter, their limit and their filing; who resigns early is flagged."""

from collections.abc import Iterator
from datetime import date, timedelta

from services.compliance.core.counting import none_of
from services.compliance.core.plan import Plan
from services.compliance.core.seconding import Lent, lent
from services.compliance.core.spans import here_by
from services.compliance.core.standing import Standing
from services.compliance.core.timing import Obligation, none_overdue
from shared.kernel.periods import the_day_after


def secondments_ended(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """Of each worker the last that has begun."""
    lead = timedelta(days=plan.number("secondment-lead-days", office.day))
    for id, worker in here_by(office.facts, office.day):
        begun = [each for each in lent(id, worker, plan, office.day) if each.secondment.started.day <= office.day]
        for each in begun[-1:]:
            yield ended(each, lead)


def ended(each: Lent, lead: timedelta) -> Obligation:
    """Six months to the day comply, and a day more does not; holidays change nothing. Planned longer, it is told."""
    started, end = each.secondment.started, each.end
    too_long = [planned.mark.day for planned in each.secondment.planned if planned.until > each.due]
    return Obligation(
        each.worker_id,
        begins=started.day,
        due=each.due,
        caused_by=started.event,
        soon_from=min((each.due - lead, *too_long)),
        met=end.day if end else None,
        in_time=end is not None and end.day <= the_day_after(each.due),
    )


def secondments_filed(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """Of each worker the first that is not filed yet, or else the last."""
    for id, worker in here_by(office.facts, office.day):
        owed = [obligation for each in lent(id, worker, plan, office.day) if (obligation := filed(each, office, plan))]
        begun = [each for each in owed if each.begins <= office.day]
        waiting = [each for each in begun if each.met is None or each.met > office.day]
        yield from waiting[:1] or begun[-1:]


def filed(each: Lent, office: Standing, plan: Plan) -> Obligation | None:
    """Signed by the office, approved by the county bureau, filed with the city; within so many working days."""
    if each.papers_from is None:
        return None
    papers = (each.secondment.signed, each.secondment.approved, each.secondment.filed)
    days = [paper.day for paper in papers if paper]
    met = max(days) if len(days) == len(papers) else None
    number = plan.number("secondment-filing-working-days", office.day)
    due, computable = plan.calendar.add_working_days(each.papers_from.day, number)
    departed = each.worker.departed
    return Obligation(
        each.worker_id,
        begins=each.papers_from.day,
        due=due,
        caused_by=each.papers_from.event,
        soon_from=each.papers_from.day,
        met=met,
        in_time=met is not None and met <= due,
        cancelled=gone(departed.day if departed else None, office.day),
        computable=computable,
    )


def gone(departed: date | None, day: date) -> bool:
    return departed is not None and departed <= day


RULES = (
    # 借调时间在3个月以上的，须由借用单位出具书面借用函
    none_of("secondment-letter", "unlettered_secondments"),
    # 最长不得超过6个月
    none_overdue("secondment-limit", secondments_ended),
    # 由司法所签署意见、县（市、区）司法局同意，报市司法局政治部备案
    none_overdue("secondment-filing", secondments_filed),
    # 在司法所工作未满2年的……不得自行提出解除劳动合同 (劳动合同法 37: flagged, and never blocked)
    none_of("early-resignation", "early_resignations"),
)
