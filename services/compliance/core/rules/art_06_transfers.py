"""Art. 6 人事管理制度: nobody is transferred away before the four steps were taken."""

from collections.abc import Iterator
from datetime import date, timedelta

from services.compliance.core.plan import Plan
from services.compliance.core.spans import here_by
from services.compliance.core.standing import Standing
from services.compliance.core.subjects.mark import Mark
from services.compliance.core.subjects.worker import Worker
from services.compliance.core.timing import Obligation, none_overdue
from shared.kernel.periods import ONE_DAY


def transfers_approved(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """Of those who went while the rule was in force; the last step tells that all four were taken in their order."""
    for id, worker in here_by(office.facts, office.day):
        gone = worker.departed
        if gone and worker.reason == "transferred" and gone.day >= plan.begins("transfer-steps"):
            yield approved(id, worker, gone, plan, office.day)


def approved(id: str, worker: Worker, gone: Mark, plan: Plan, day: date) -> Obligation:
    """By the last day in office; on the day of going it will do as well."""
    due, last_step = gone.day - ONE_DAY, worker.transfer_approved
    return Obligation(
        id,
        begins=worker.hired.day,
        due=due,
        caused_by=gone.event,
        soon_from=due - timedelta(days=plan.number("transfer-lead-days", day)),
        met=last_step.day if last_step else None,
        in_time=last_step is not None and last_step.day <= gone.day,
    )


# 须由本人提出书面申请，经所长审核并签署意见，报县（市、区）司法局研究同意后，报市司法局政治部审批
RULES = (none_overdue("transfer-steps", transfers_approved),)
