"""Art. 10 公共法律服务: a station in the township; in each village an adviser who comes, and a room."""

from collections.abc import Iterator

from services.compliance.core.counting import none_of
from services.compliance.core.plan import Plan
from services.compliance.core.spans import villages
from services.compliance.core.standing import Standing
from services.compliance.core.subjects.mark import Mark
from services.compliance.core.subjects.township import Township
from services.compliance.core.timing import Obligation, none_overdue
from shared.kernel.periods import add_days, add_months


def villages_visited(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """Each village that has an adviser is visited again within so many months; the next visit, of each."""
    for township in office.facts.townships.values():
        for village, (listed, gone) in villages(township):
            adviser = adviser_on(office, township, village)
            if adviser and listed.day <= office.day and (gone is None or gone.day > office.day):
                yield next_visit(village, adviser, office, plan)


def adviser_on(office: Standing, township: Township, village: str) -> Mark | None:
    """Since when there has been one, if there is one on the day."""
    for tenure in township.provided("village-adviser", village):
        if tenure.since.day <= office.day and (tenure.until is None or tenure.until.day > office.day):
            return tenure.since
    return None


def next_visit(village: str, adviser: Mark, office: Standing, plan: Plan) -> Obligation:
    """Counted from the last visit, or from the appointment."""
    visits = sorted(office.facts.visits.get(village, ()), key=lambda mark: mark.day)
    last = max((adviser, *(mark for mark in visits if mark.day <= office.day)), key=lambda mark: mark.day)
    coming = next((mark.day for mark in visits if mark.day > office.day), None)
    due = add_months(last.day, plan.number("adviser-visit-months", office.day))
    return Obligation(
        village,
        begins=last.day,
        due=due,
        caused_by=last.event,
        soon_from=add_days(due, -plan.number("adviser-visit-lead-days", office.day)),
        met=coming,
        overdue_from=plan.number_since("adviser-visit-months", office.day),
    )


def referrals_followed(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """What became of each is known within so many working days."""
    number = plan.number("referral-days", office.day)
    for id, referral in office.facts.referrals.items():
        ended = referral.ended
        last, computable = plan.calendar.add_working_days(referral.made.day, number)
        if ended is None or ended.day > min(last, office.day):
            yield Obligation(
                id,
                begins=referral.made.day,
                due=last,
                caused_by=referral.made.event,
                soon_from=add_days(last, -plan.number("referral-lead-days", office.day)),
                met=ended.day if ended else None,
                in_time=ended is not None and ended.day <= last,
                overdue_from=plan.number_since("referral-days", office.day),
                computable=computable,
            )


RULES = (
    # 乡镇（街道）公共法律服务工作站
    none_of("station", "townships_without_station"),
    # 村（社区）法律顾问
    none_of("village-adviser", "villages_without_adviser"),
    # 村（社区）公共法律服务工作室
    none_of("village-room", "villages_without_room"),
    # 组织……村（居）法律顾问履行职责
    none_overdue("adviser-visit", villages_visited),
    # 为群众提供法律援助、律师、公证、基层法律服务、司法鉴定等法律业务需求指引
    none_overdue("referral-open", referrals_followed),
)
