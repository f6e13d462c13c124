"""How an office is connected and equipped, as it is from a day on (Art. 8)."""

from dataclasses import dataclass
from datetime import date, datetime

from services.compliance.core.subjects.mark import Mark, Subjects, mark_by
from shared.contract.roster import InformatisationRecorded
from shared.kernel.timeline import told


@dataclass(frozen=True, slots=True)
class InformatisationState:
    mark: Mark
    network: bool
    terminals: int

    @property
    def day(self) -> date:
        return self.mark.day


@dataclass(frozen=True, slots=True)
class Informatisation:
    states: tuple[InformatisationState, ...]


def recorded(was: Informatisation | None, event: InformatisationRecorded, mark: Mark) -> Informatisation:
    return Informatisation(told(was.states if was else (), InformatisationState(mark, event.network, event.terminals)))


def informatisation_by(informatisation: Informatisation, instant: datetime) -> Informatisation | None:
    states = tuple(state for state in informatisation.states if mark_by(state.mark, instant))
    return Informatisation(states) if states else None


INFORMATISATION = Subjects({InformatisationRecorded: recorded}, informatisation_by)
