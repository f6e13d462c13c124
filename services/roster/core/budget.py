"""经费预算: what an office is allotted for a year, as it stands from a day on (Art. 7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shared.contract.roster import BudgetRecorded
from shared.kernel.decider import Decider
from shared.kernel.timeline import told, unless_so

Line = Literal["running", "mediation", "correction", "resettlement", "legal-service", "publicity"]


@dataclass(frozen=True, kw_only=True)
class RecordBudget:
    """All money in fen (分), a hundredth of a yuan. `standard_fen`: the county's, of running costs; none if not known.

    `separate`: the county bureau books the office's funds by themselves. So it stands from `day` on.
    """

    office_id: str
    county_code: str
    year: int
    lines_fen: Mapping[str, int]
    personnel_fen: int | None
    standard_fen: int | None
    separate: bool
    day: date


BudgetCommand = RecordBudget
BudgetEvent = BudgetRecorded
Budget = tuple[BudgetRecorded, ...]


def decide(budget: Budget, command: BudgetCommand) -> Sequence[BudgetEvent]:
    return record(budget, command)


def record(budget: Budget, command: RecordBudget) -> Sequence[BudgetEvent]:
    recorded = BudgetRecorded(
        county_code=command.county_code,
        office_id=command.office_id,
        day=command.day,
        year=command.year,
        lines_fen=command.lines_fen,
        personnel_fen=command.personnel_fen,
        standard_fen=command.standard_fen,
        separate=command.separate,
    )
    return unless_so(budget, recorded)


def evolve(budget: Budget, event: BudgetEvent) -> Budget:
    return told(budget, event)


DECIDER: Decider[BudgetCommand, BudgetEvent, Budget] = Decider("budget", (), decide, evolve, (BudgetRecorded,))
