"""Art. 12 社区矫正: leave is approved at the right level, and reported back from; a change of place is completed."""

from collections.abc import Iterator

from services.compliance.core.plan import Plan
from services.compliance.core.standing import Standing
from services.compliance.core.subjects.offender import Stay, here
from services.compliance.core.subjects.supervision import Leave, lasting_on
from services.compliance.core.timing import Obligation, none_overdue
from shared.kernel.periods import ONE_DAY, add_days, add_months

LEVELS = ("office", "county", "city")


def approved(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """Before the leave begins; what was not then stays so until it is over."""
    for id, stay, leave in last_leaves(office):
        if LEVELS.index(leave.approved_by) < LEVELS.index(level_of(leave, stay, plan)):
            yield Obligation(
                id,
                begins=leave.begun.day,
                due=leave.begun.day - ONE_DAY,
                caused_by=leave.begun.event,
                soon_from=leave.begun.day,
                met=leave.ended.day if leave.ended else None,
                in_time=False,
            )


def level_of(leave: Leave, stay: Stay, plan: Plan) -> str:
    """By its own length; and by what leaves add up to within the months before its last day, itself included."""
    day = leave.begun.day
    since = add_months(leave.until, -plan.number("leave-months-together", day))
    together = sum(
        length(each) for each in stay.supervision.leaves if since < each.begun.day <= day and each is not leave
    )
    if length(leave) + together > plan.number("leave-days-county", day):
        return "city"
    return "county" if length(leave) > plan.number("leave-days-office", day) else "office"


def length(leave: Leave) -> int:
    """In days; that of the departure is not counted (民法典 201)."""
    return (leave.until - leave.begun.day).days


def reported_back(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """By the end of the last day; who is deprived of liberty meanwhile cannot."""
    for id, stay, leave in last_leaves(office):
        back = leave.ended.day if leave.ended else None
        yield Obligation(
            id,
            begins=leave.begun.day,
            due=leave.until,
            caused_by=leave.begun.event,
            soon_from=add_days(leave.until, -plan.number("leave-lead-days", office.day)),
            met=back,
            in_time=back is not None and back <= leave.until,
            cancelled=lasting_on(stay.supervision.restrictions, office.day) is not None,
            worse_from=add_days(leave.until, 1 + plan.number("leave-urgent-days", office.day)),
            worse=plan.choice("leave-urgent-severity", office.day),
        )


def last_leaves(office: Standing) -> Iterator[tuple[str, Stay, Leave]]:
    for id, _, stay in here(office.facts.offenders, office.day):
        begun = [each for each in stay.supervision.leaves if each.begun.day <= office.day]
        for leave in begun[-1:]:
            yield id, stay, leave


def relocated(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """Who is to go elsewhere reports there; until then he counts here, and is this office's to look for."""
    for id, _, stay in here(office.facts.offenders, office.day):
        decided = [mark for mark in stay.supervision.relocations if mark.day <= office.day]
        for mark in decided[-1:]:
            end = add_days(mark.day, plan.number("relocation-term-days", office.day))
            last = plan.last_day("relocation-arrival", end, office.day)
            yield Obligation(
                id,
                begins=mark.day,
                due=last.last,
                caused_by=mark.event,
                soon_from=add_days(last.last, -plan.number("relocation-lead-days", office.day)),
                computable=last.computable,
            )


RULES = (
    # 实施办法27：外出7日以内由司法所批准，超过7日由县级批准，超过30日或两个月内累计超过30日由市级批准
    none_overdue("leave-approval", approved),
    # 实施办法28：返回后销假
    none_overdue("leave-return", reported_back),
    # 实施办法31：到新执行地报到
    none_overdue("relocation-arrival", relocated),
)
