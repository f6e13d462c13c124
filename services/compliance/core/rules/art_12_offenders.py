"""Art. 12 社区矫正: who is awaited reports, and nobody stays beyond the last day of the term."""

from collections.abc import Iterator
from datetime import date

from services.compliance.core.counting import none_of
from services.compliance.core.plan import Plan
from services.compliance.core.standing import Standing
from services.compliance.core.subjects.mark import Mark
from services.compliance.core.subjects.offender import Offender, Stay, Term
from services.compliance.core.subjects.supervision import lasting_on
from services.compliance.core.timing import Obligation, none_overdue
from shared.kernel.periods import add_days

HANDED_OVER = "outside-prison"


def arrivals(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """Who serves outside prison (暂予监外执行) is handed over, and does not report."""
    for id, offender in office.facts.offenders.items():
        if offender.registered and offender.term and offender.term.sentence != HANDED_OVER:
            yield arrival(id, offender, offender.registered, plan, office.day)


def arrival(id: str, offender: Offender, effect: Mark, plan: Plan, day: date) -> Obligation:
    """Ten days from the judgment's effect; to have enrolled is to have reported."""
    last = plan.last_day("arrival", add_days(effect.day, plan.number("arrival-term-days", day)), day)
    met = offender.stays[0].enrolled.day if offender.stays else None
    gone = offender.discharged
    return Obligation(
        id,
        begins=effect.day,
        due=last.last,
        caused_by=effect.event,
        soon_from=add_days(last.last, -plan.number("arrival-lead-days", day)),
        met=met,
        in_time=met is not None and met <= last.last,
        cancelled=gone is not None and gone.day <= day,
        overdue_from=plan.number_since("arrival-term-days", day),
        computable=last.computable,
    )


def terms_ended(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """Of whoever is here, or was discharged here. Who moved on is the next office's to discharge."""
    for id, offender in office.facts.offenders.items():
        stay = next((each for each in reversed(offender.stays) if each.enrolled.day <= office.day), None)
        moved = stay and stay.left and stay.left.day <= office.day and stay.left != offender.discharged
        if stay and offender.term and not moved:
            yield ended(id, offender.term, stay, plan, office.day)


def ended(id: str, term: Term, stay: Stay, plan: Plan, day: date) -> Obligation:
    """Discharged with the certificate on the last day (社区矫正法 44); not while deprived of liberty."""
    return Obligation(
        id,
        begins=max(stay.enrolled.day, term.mark.day),
        due=term.ends,
        caused_by=term.mark.event,
        soon_from=add_days(term.ends, -plan.number("end-of-term-lead-days", day)),
        met=stay.left.day if stay.left else None,
        in_time=stay.left is not None and stay.left.day <= term.ends,
        cancelled=lasting_on(stay.supervision.restrictions, day) is not None,
    )


RULES = (
    # 社区矫正法21：自判决、裁定生效之日起十日内报到
    none_overdue("arrival", arrivals),
    # 登记的性别、年龄与居民身份证号码一致
    none_of("offender-identity", "offender_identities_contradicted"),
    # 社区矫正法44：矫正期满，发放解除社区矫正证明书
    none_overdue("end-of-term", terms_ended),
)
