"""What an office works in, as it is from a day on (Art. 9)."""

from dataclasses import dataclass
from datetime import date, datetime

from services.compliance.core.subjects.mark import Mark, Subjects, mark_by
from shared.contract.roster import PremisesRecorded
from shared.kernel.timeline import told


@dataclass(frozen=True, slots=True)
class PremisesState:
    """`area_hundredths` of a square metre."""

    mark: Mark
    area_hundredths: int
    independent: bool
    condition: str
    rooms: tuple[str, ...]

    @property
    def day(self) -> date:
        return self.mark.day


@dataclass(frozen=True, slots=True)
class Premises:
    states: tuple[PremisesState, ...]


def recorded(was: Premises | None, event: PremisesRecorded, mark: Mark) -> Premises:
    state = PremisesState(mark, event.area_hundredths, event.independent, event.condition, event.rooms)
    return Premises(told(was.states if was else (), state))


def premises_by(premises: Premises, instant: datetime) -> Premises | None:
    states = tuple(state for state in premises.states if mark_by(state.mark, instant))
    return Premises(states) if states else None


PREMISES = Subjects({PremisesRecorded: recorded}, premises_by)
