"""Art. 12 社区矫正: what repeated discipline leads to follows; positioning is for the law's causes, and its time."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from services.compliance.core.counting import none_of
from services.compliance.core.plan import Plan
from services.compliance.core.standing import Standing
from services.compliance.core.subjects.mark import Mark
from services.compliance.core.subjects.offender import here
from services.compliance.core.subjects.supervision import Imposed, Supervision
from services.compliance.core.timing import Obligation, none_overdue
from shared.kernel.periods import add_days, add_months

GRAVER = ("warning", "public-security", "revocation-proposal")
GRAVEST = ("public-security", "revocation-proposal")


class Rung(NamedTuple):
    """So often admonished, or warned, that more must follow; `answered` on the day when it did."""

    reached: Mark
    answers: tuple[str, ...]
    answered: date | None = None


def ladder(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """The last rung that was reached."""
    for id, _, stay in here(office.facts.offenders, office.day):
        rungs = climbed(stay.supervision, plan, office.day)
        for rung in rungs[-1:]:
            term = plan.calendar.add_working_days(rung.reached.day, plan.number("discipline-working-days", office.day))
            yield Obligation(
                id,
                begins=max(rung.reached.day, stay.enrolled.day),
                due=term.last,
                caused_by=rung.reached.event,
                soon_from=rung.reached.day,
                met=rung.answered,
                in_time=rung.answered is not None and rung.answered <= term.last,
                computable=term.computable,
            )


def climbed(supervision: Supervision, plan: Plan, day: date) -> list[Rung]:
    """Two admonitions, and a warning follows; two warnings, and a proposal to punish or to revoke does."""
    rungs: list[Rung] = []
    counted = {"admonition": 0, "warning": 0}
    for each in sorted(so_far(supervision, day), key=lambda each: (each.mark.day, each.mark.recorded_at)):
        if rungs and rungs[-1].answered is None and each.kind in rungs[-1].answers:
            rungs[-1] = rungs[-1]._replace(answered=each.mark.day)
        if each.kind in GRAVER:
            counted["admonition"] = 0
        if each.kind in GRAVEST:
            counted["warning"] = 0
        elif each.kind in counted:
            counted[each.kind] += 1
            if counted[each.kind] == plan.number(f"{each.kind}s-in-a-row", day):
                rungs.append(Rung(each.mark, GRAVER if each.kind == "admonition" else GRAVEST))
    return rungs


def so_far(supervision: Supervision, day: date) -> Iterator[Imposed]:
    return (each for each in supervision.discipline if each.mark.day <= day)


def positionings(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """Each extension adds its months to what was approved; one that comes too late begins anew."""
    months = plan.number("positioning-months", office.day)
    for id, _, stay in here(office.facts.offenders, office.day):
        approvals = approved(stay.supervision, office.day)
        if approvals:
            first, number, until = approvals[0], 0, date.min
            for approval in approvals:
                first, number = (first, number + 1) if approval.day <= until else (approval, 1)
                until = add_months(first.day, months * number)
            yield Obligation(
                id,
                begins=max(first.day, stay.enrolled.day),
                due=until,
                caused_by=approvals[-1].event,
                soon_from=add_days(until, -plan.number("positioning-lead-days", office.day)),
                overdue_from=plan.number_since("positioning-months", office.day),
            )


def approved(supervision: Supervision, day: date) -> list[Mark]:
    """The approvals since the device was last taken off, in the order of their days."""
    removed = max((mark.day for mark in supervision.removals if mark.day <= day), default=date.min)
    marks = (each.mark for each in supervision.approvals if removed < each.mark.day <= day)
    return sorted(marks, key=lambda mark: (mark.day, mark.recorded_at))


RULES = (
    # 实施办法35、46：2次训诫仍不改正的给予警告，2次警告仍不改正的提请撤销
    none_overdue("discipline-ladder", ladder),
    # 社区矫正法29：期限不得超过三个月，每次延长不得超过三个月
    none_overdue("positioning-limit", positionings),
    # 社区矫正法29：五种情形之一
    none_of("positioning-cause", "positioned_without_cause"),
)
