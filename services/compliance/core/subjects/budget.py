"""An office's budget of one year, as it stands from a day on (Art. 7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from services.compliance.core.subjects.mark import Mark, Subjects, mark_by
from shared.contract.roster import BudgetRecorded
from shared.kernel.timeline import told


@dataclass(frozen=True, slots=True)
class BudgetState:
    """All money in fen, a hundredth of a yuan."""

    mark: Mark
    lines_fen: Mapping[str, int]
    personnel_fen: int | None
    standard_fen: int | None
    separate: bool

    @property
    def day(self) -> date:
        return self.mark.day


@dataclass(frozen=True, slots=True)
class Budget:
    year: int
    states: tuple[BudgetState, ...]


def recorded(was: Budget | None, event: BudgetRecorded, mark: Mark) -> Budget:
    state = BudgetState(mark, event.lines_fen, event.personnel_fen, event.standard_fen, event.separate)
    return Budget(event.year, told(was.states if was else (), state))


def budget_by(budget: Budget, instant: datetime) -> Budget | None:
    states = tuple(state for state in budget.states if mark_by(state.mark, instant))
    return Budget(budget.year, states) if states else None


BUDGETS = Subjects({BudgetRecorded: recorded}, budget_by)
