"""What is an office allotted for a year, line by line?"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from shared.contract.roster import BudgetRecorded
from shared.kernel.decider import subject_of
from shared.kernel.timeline import told
from shared.ports.store import Recorded
from shared.ports.views import View

VIEW = View("budgets", ("county_code", "office_id"), ("year",))


@dataclass(frozen=True, kw_only=True, slots=True)
class BudgetState:
    """As the budget stands from `day` on; all money in yuan, with two decimals."""

    day: date
    lines: Mapping[str, float]
    personnel: float | None
    standard: float | None
    separate: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class BudgetCard(BudgetState):
    """As it stands from the latest day on; `history` has all that is on record. `id` is the office's, and the year."""

    id: str
    version: int
    county_code: str
    office_id: str | None
    year: int
    history: tuple[BudgetState, ...]


def fold(document: BudgetCard | None, recorded: Recorded) -> BudgetCard:
    event = recorded.event
    if not isinstance(event, BudgetRecorded):
        raise TypeError(event)
    history = told(document.history if document else (), state(event))
    latest = {field.name: getattr(history[-1], field.name) for field in fields(BudgetState)}
    return BudgetCard(
        id=subject_of(recorded.commit.stream),
        version=recorded.version,
        county_code=event.county_code,
        office_id=event.office_id,
        year=event.year,
        history=history,
        **latest,
    )


def state(event: BudgetRecorded) -> BudgetState:
    return BudgetState(
        day=event.day,
        lines={line: fen / 100 for line, fen in event.lines_fen.items()},
        personnel=yuan(event.personnel_fen),
        standard=yuan(event.standard_fen),
        separate=event.separate,
    )


def yuan(fen: int | None) -> float | None:
    return None if fen is None else fen / 100
