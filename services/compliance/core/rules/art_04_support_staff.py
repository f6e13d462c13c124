"""Art. 4 司法所辅助人员: workers bought as services, and correction workers one to fifteen offenders."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from services.compliance.core.counting import at_least, one_to_each
from services.compliance.core.plan import Plan
from services.compliance.core.spans import Span, figure_of, here_by, present
from services.compliance.core.standing import Standing
from services.compliance.core.subjects.worker import Worker
from services.compliance.core.timing import Obligation, none_overdue
from shared.kernel.periods import the_day_after


def contracts_followed(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """Somebody of the same kind follows when a contract ends; or the worker is gone, and the count speaks."""
    lead = timedelta(days=plan.number("contract-lead-days", office.day))
    urgent_lead = timedelta(days=plan.number("contract-urgent-lead-days", office.day))
    for id, worker in here_by(office.facts, office.day):
        until = worker.contract_until
        if until:
            met, in_time = follower(worker, until, office.spans[figure_of(worker)])
            yield Obligation(
                id,
                begins=worker.hired.day,
                due=until,
                caused_by=worker.hired.event,
                soon_from=until - lead,
                urgent_from=until - urgent_lead,
                met=met,
                in_time=in_time,
            )


def follower(worker: Worker, until: date, kind: Sequence[Span]) -> tuple[date | None, bool]:
    """From which day on nobody is missed, and whether that is in time: then it was so from the hiring on."""
    enough, after = present(kind, until), the_day_after(until)
    if present(kind, after) >= enough:
        return worker.hired.day, True
    coming = sorted(start.day for start, _ in kind if start.day > after)
    follows = next((day for day in coming if present(kind, day) >= enough), None)
    if worker.departed and (follows is None or worker.departed.day <= follows):
        return worker.departed.day, True
    return follows, False


# 社区矫正专职社会工作者与社区服刑人员达到1:15的比例
CORRECTION_RATIO = one_to_each(
    "correction-ratio",
    have="correction_workers",
    need="active_offenders",
    number="offenders-per-correction-worker",
)

RULES = (
    # 配备1名安置帮教社会工作者
    at_least("resettlement-worker", "resettlement_workers", "resettlement-worker-min"),
    # 1名公共法律服务专职工作人员
    at_least("legal-service-worker", "legal_service_workers", "legal-service-worker-min"),
    # 2名以上专职人民调解员
    at_least("mediators", "mediators", "mediators-min"),
    # 通过政府购买服务方式
    none_overdue("contract-ending", contracts_followed),
    CORRECTION_RATIO,
)
