"""Art. 9 业务用房: independent premises of 120 m² or more, with a room for each function, and in good repair."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from services.compliance.core.measures import of_premises
from services.compliance.core.plan import Plan
from services.compliance.core.standing import Standing
from services.compliance.core.stating import enough
from services.compliance.core.subjects.premises import PremisesState
from services.compliance.core.timing import Obligation, none_overdue
from shared.kernel.periods import add_days, add_months
from shared.kernel.timeline import followed, last_words


def premises_repaired(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """What is dilapidated is soon under repair, and what is under repair is soon repaired: of these the last."""
    states = last_words(of_premises(office.facts))
    spells = [next(spell) for _, spell in groupby(states, lambda state: state.condition)]
    begun = [(spell, then) for spell, then in followed(spells) if spell.day <= office.day]
    for spell, then in [each for each in begun if each[0].condition != "sound"][-1:]:
        yield repaired(str(office.facts.office and office.facts.office.id), spell, then, plan, office.day)


def repaired(office_id: str, spell: PremisesState, then: PremisesState | None, plan: Plan, day: date) -> Obligation:
    if spell.condition == "dilapidated":
        number = "premises-repair-begin-days"
        due = add_days(spell.day, plan.number(number, day))
    else:
        number = "premises-repair-term-months"
        due = add_months(spell.day, plan.number(number, day))
    return Obligation(
        office_id,
        begins=spell.day,
        due=due,
        caused_by=spell.mark.event,
        soon_from=add_days(due, -plan.number("premises-repair-lead-days", day)),
        met=then.day if then else None,
        in_time=then is not None and then.day <= due,
        overdue_from=plan.number_since(number, day),
    )


RULES = (
    # 面积应在120平方米以上
    enough("premises-area", "premises_area_m2", "premises-area-min"),
    # 司法所应有独立的业务用房
    enough("premises-independent", "premises_independent"),
    # 功能设置科学，布局合理
    enough("premises-rooms", "premises_rooms", "premises-rooms-min"),
    # 对危旧司法所业务用房要加固维修
    none_overdue("premises-repair", premises_repaired),
)
