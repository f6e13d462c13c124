"""Art. 12 社区矫正: full work records; declared in time, in the right group, met as often as the category demands."""

from collections.abc import Iterator
from datetime import date

from services.compliance.core.counting import none_of
from services.compliance.core.plan import Plan
from services.compliance.core.standing import Standing
from services.compliance.core.subjects.mark import Mark
from services.compliance.core.subjects.offender import Stay, here
from services.compliance.core.subjects.supervision import Supervision, lasting_on
from services.compliance.core.timing import Obligation, none_overdue
from shared.kernel.periods import add_days


def declarations(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """Of whoever was enrolled here since declarations are entered; who came from elsewhere was declared there."""
    for id, offender, stay in here(office.facts.offenders, office.day):
        from_here = offender.registered is not None and offender.registered.day <= office.day
        if from_here and stay is offender.stays[0] and stay.enrolled.day >= plan.begins("declaration"):
            term = plan.calendar.add_working_days(
                stay.enrolled.day, plan.number("declaration-working-days", office.day)
            )
            met = min((mark.day for mark in stay.supervision.declared), default=None)
            yield Obligation(
                id,
                begins=stay.enrolled.day,
                due=term.last,
                caused_by=stay.enrolled.event,
                soon_from=term.last,
                met=met,
                in_time=met is not None and met <= term.last,
                computable=term.computable,
            )


def contacts(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """The next contact of each who can be met: neither out of supervision nor deprived of liberty."""
    for id, _, stay in here(office.facts.offenders, office.day):
        supervision = stay.supervision
        if not lasting_on((*supervision.absences, *supervision.restrictions), office.day):
            yield next_contact(id, stay, plan, office.day)


def next_contact(id: str, stay: Stay, plan: Plan, day: date) -> Obligation:
    """So many days after the last contact, or what began the rhythm anew. The second that is missed weighs more."""
    begun = max(rhythm_begun(stay, day), key=lambda mark: (mark.day, mark.recorded_at))
    number = f"contact-days-{category_on(stay.supervision, day) or plan.choice('contact-category', day)}"
    rhythm = plan.number(number, day)
    due = add_days(begun.day, rhythm)
    return Obligation(
        id,
        begins=begun.day,
        due=due,
        caused_by=begun.event,
        soon_from=add_days(due, -plan.number("contact-lead-days", day)),
        overdue_from=plan.number_since(number, day),
        worse_from=add_days(due, rhythm + 1),
        worse=plan.choice("contact-missed-again-severity", day),
    )


def rhythm_begun(stay: Stay, day: date) -> Iterator[Mark]:
    """The enrolment, each contact, each change of category, each return."""
    supervision = stay.supervision
    back = (each.ended for each in (*supervision.absences, *supervision.restrictions) if each.ended)
    changed = (each.mark for each in supervision.categories)
    yield stay.enrolled
    yield from (mark for mark in (*supervision.contacts, *changed, *back) if stay.enrolled.day <= mark.day <= day)


def category_on(supervision: Supervision, day: date) -> str | None:
    so_far = [each for each in supervision.categories if each.mark.day <= day]
    return max(so_far, key=lambda each: (each.mark.day, each.mark.recorded_at)).category if so_far else None


RULES = (
    # 社区矫正法22：接收社区矫正对象后，进行宣告
    none_overdue("declaration", declarations),
    # 社区矫正法25、52：矫正小组应有女性成员，应有熟悉未成年人身心特点的人员
    none_of("correction-group", "groups_incomplete"),
    # 规范社区矫正工作，完善工作记录
    none_overdue("record-gap", contacts),
)
