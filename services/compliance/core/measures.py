"""How much an office has of what lasts until something else is recorded: each under the name of its figure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from services.compliance.core.facts import OfficeFacts
from services.compliance.core.subjects.budget import BudgetState
from services.compliance.core.subjects.informatisation import InformatisationState
from services.compliance.core.subjects.mark import Mark
from services.compliance.core.subjects.premises import PremisesState
from shared.kernel.timeline import state_on


class State(Protocol):
    """What is so from its day on, and which event said so."""

    @property
    def day(self) -> date: ...

    @property
    def mark(self) -> Mark: ...


States = Callable[[OfficeFacts], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Measure:
    """`amount` of a state: whole units, for comparing with the plan. `exactly`, for who reads it."""

    states: States
    amount: Callable[[Any], int]
    exactly: Callable[[Any], object]

    def on(self, facts: OfficeFacts, day: date) -> int:
        """What is not on record is not there."""
        state = state_on(self.states(facts), day)
        return self.amount(state) if state else 0


def measure(states: States, amount: Callable[[Any], int], exactly: Callable[[Any], object] | None = None) -> Measure:
    return Measure(states, amount, exactly or amount)


def of_premises(facts: OfficeFacts) -> Sequence[PremisesState]:
    return [state for premises in facts.premises.values() for state in premises.states]


def of_informatisation(facts: OfficeFacts) -> Sequence[InformatisationState]:
    return [state for each in facts.informatisation.values() for state in each.states]


def of_budgets(facts: OfficeFacts, year: int) -> Sequence[BudgetState]:
    return [state for budget in facts.budgets.values() if budget.year == year for state in budget.states]


def of_all_budgets(facts: OfficeFacts) -> Sequence[BudgetState]:
    return [state for budget in facts.budgets.values() for state in budget.states]


def networked_terminals(informatisation: InformatisationState) -> int:
    """A terminal without a network is none."""
    return informatisation.terminals if informatisation.network else 0


def whole_m2(premises: PremisesState) -> int:
    """119.99 are 119: less than 120 are so just where their whole square metres are."""
    return premises.area_hundredths // 100


def exact_m2(premises: PremisesState) -> str:
    return f"{premises.area_hundredths // 100}.{premises.area_hundredths % 100:02}"


def independent(premises: PremisesState) -> int:
    return int(premises.independent)


def rooms(premises: PremisesState) -> int:
    return len(premises.rooms)


MEASURES: Mapping[str, Measure] = {
    # Art. 8
    "networked_terminals": measure(of_informatisation, networked_terminals),
    # Art. 9
    "premises_area_m2": measure(of_premises, whole_m2, exact_m2),
    "premises_independent": measure(of_premises, independent),
    "premises_rooms": measure(of_premises, rooms),
}
LASTING: Sequence[States] = (of_all_budgets, of_informatisation, of_premises)


def amounts(facts: OfficeFacts, day: date) -> Mapping[str, int]:
    return {name: each.on(facts, day) for name, each in MEASURES.items()}


def states_of(facts: OfficeFacts) -> Iterator[State]:
    """Everything that lasts until something else is recorded."""
    for states in LASTING:
        yield from states(facts)
