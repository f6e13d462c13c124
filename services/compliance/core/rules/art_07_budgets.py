"""Art. 7 经费保障: by a day of each year its budget has six lines, personnel and the county's standard, by itself."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby

from services.compliance.core.measures import of_budgets
from services.compliance.core.plan import Plan
from services.compliance.core.rule import Rule
from services.compliance.core.standing import Standing
from services.compliance.core.subjects.budget import BudgetState
from services.compliance.core.timing import Obligation, none_overdue
from shared.kernel.periods import add_days, add_months
from shared.kernel.timeline import last_words, state_on

Asked = Callable[[BudgetState, Plan, date], bool]


def all_lines(budget: BudgetState, plan: Plan, day: date) -> bool:
    """A line without money is not allotted."""
    return all(budget.lines_fen.get(line) for line in plan.listed("budget-lines", day))


def personnel(budget: BudgetState, _: Plan, __: date) -> bool:
    """Personnel costs are budgeted."""
    return bool(budget.personnel_fen)


def standard(budget: BudgetState, _: Plan, __: date) -> bool:
    """Where the county's standard is not on record, nothing says that it is reached."""
    return budget.standard_fen is not None and budget.lines_fen.get("running", 0) >= budget.standard_fen


def separate(budget: BudgetState, _: Plan, __: date) -> bool:
    """The office's funds are booked by themselves."""
    return budget.separate


def each_year(rule: str, asked: Asked) -> Rule:
    """The current year's budget is as it is asked to be."""

    def budgeted(office: Standing, plan: Plan) -> Iterator[Obligation]:
        """The budget of the current year is so by the plan's day, and stays so."""
        states = last_words(of_budgets(office.facts, office.day.year))
        turns = [(so, next(run).day) for so, run in groupby(states, lambda state: asked(state, plan, office.day))]
        yield owed(office, plan, states, turns)

    budgeted.__doc__ = asked.__doc__
    return none_overdue(rule, budgeted)


def owed(office: Standing, plan: Plan, states: Sequence[BudgetState], turns: Sequence[tuple[bool, date]]) -> Obligation:
    """`turns`: from which days on the budget is as it is asked to be, and from which on it is not."""
    day, there = office.day, office.facts.office
    begun = [turn for turn in turns if turn[1] <= day]
    so, since = begun[-1] if begun else (False, date.min)
    met = since if so else next((then for will_be, then in turns if will_be and then > day), None)
    due = add_months(date(day.year, 1, plan.number("budget-due-day", day)), plan.number("budget-due-month", day) - 1)
    last = state_on(states, day)
    return Obligation(
        there.id if there else "",
        begins=date(day.year, 1, 1),
        due=due,
        caused_by=last.mark.event if last else (there.established.event if there else ""),
        soon_from=add_days(due, -plan.number("budget-lead-days", day)),
        met=met,
        in_time=met is not None and met <= due,
        # What was so, and is not any more, is overdue from then on.
        overdue_from=since if len(begun) > 1 and not so else date.min,
        ends=date(day.year + 1, 1, 1),
    )


RULES = (
    # 日常运行公用经费和人民调解、社区矫正、安置帮教、公共法律服务、普法依法治理等业务经费纳入财政预算
    each_year("budget-lines", all_lines),
    # 落实各项人员经费预算规定
    each_year("budget-personnel", personnel),
    # 全面落实县级司法行政机关公用经费保障标准
    each_year("budget-standard", standard),
    # 司法所经费科目单列或单独核算
    each_year("budget-separate", separate),
)
