"""Art. 12 防止脱管: nobody is out of supervision, and what the law attaches to a long absence follows."""

from collections.abc import Iterator, Sequence
from datetime import date

from services.compliance.core.counting import none_of
from services.compliance.core.plan import Plan
from services.compliance.core.standing import Standing
from services.compliance.core.subjects.offender import Offender, Stay, here
from services.compliance.core.subjects.supervision import Imposed, Lasting
from services.compliance.core.timing import Obligation, none_overdue
from shared.kernel.periods import add_days, add_months

WARNING = ("warning", "public-security", "revocation-proposal")
REVOCATION = ("revocation-proposal",)
# Surveillance (管制) is no probation: there is nothing to revoke.
PUNISHMENT = ("public-security",)


def warned(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """Over ten days: a warning (实施办法 35)."""
    for id, _, stay, absence in last_absences(office):
        due = add_days(absence.begun.day, plan.number("absence-warning-days", office.day))
        yield answered(id, absence, due, imposed(stay, WARNING, absence.begun.day))


def revocation_proposed(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """Over a month: the proposal to revoke (实施办法 46, 47, 49)."""
    for id, offender, stay, absence in last_absences(office):
        surveillance = offender.term is not None and offender.term.sentence == "surveillance"
        due = add_months(absence.begun.day, plan.number("absence-revocation-months", office.day))
        kinds = PUNISHMENT if surveillance else REVOCATION
        yield answered(id, absence, due, imposed(stay, kinds, absence.begun.day))


def last_absences(office: Standing) -> Iterator[tuple[str, Offender, Stay, Lasting]]:
    for id, offender, stay in here(office.facts.offenders, office.day):
        begun = [each for each in stay.supervision.absences if each.begun.day <= office.day]
        for absence in begun[-1:]:
            yield id, offender, stay, absence


def imposed(stay: Stay, kinds: Sequence[str], since: date) -> date | None:
    """The first day since then on which any of them was."""
    discipline: Sequence[Imposed] = stay.supervision.discipline
    return min((each.mark.day for each in discipline if each.kind in kinds and each.mark.day >= since), default=None)


def answered(id: str, absence: Lasting, due: date, imposed_on: date | None) -> Obligation:
    """Who is back by then owes nothing; who is back later, or not, gets what the law says."""
    back = absence.ended.day if absence.ended and absence.ended.day <= due else None
    met = min((day for day in (back, imposed_on) if day), default=None)
    return Obligation(
        id,
        begins=absence.begun.day,
        due=due,
        caused_by=absence.begun.event,
        soon_from=absence.begun.day,
        met=met,
        in_time=met is not None and met <= due,
    )


RULES = (
    # 防止脱管
    none_of("out-of-supervision", "out_of_supervision"),
    # 实施办法35：脱离监管超过10日的，给予警告
    none_overdue("absence-warning", warned),
    # 实施办法46：脱离监管超过1个月的，提请撤销缓刑、假释
    none_overdue("absence-revocation", revocation_proposed),
)
