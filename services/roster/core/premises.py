"""业务用房: where an office works, as it is from a day on (Art. 9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shared.contract.roster import PremisesRecorded
from shared.kernel.decider import Decider
from shared.kernel.timeline import told, unless_so

Condition = Literal["sound", "dilapidated", "under-repair"]
Room = Literal["mediation", "correction", "resettlement", "legal-service", "publicity", "archive", "duty"]


@dataclass(frozen=True, kw_only=True)
class RecordPremises:
    """`area_hundredths`: of a square metre. So it is from `day` on."""

    office_id: str
    county_code: str
    area_hundredths: int
    independent: bool
    condition: Condition
    rooms: tuple[Room, ...]
    day: date


PremisesCommand = RecordPremises
PremisesEvent = PremisesRecorded
Premises = tuple[PremisesRecorded, ...]


def decide(premises: Premises, command: PremisesCommand) -> Sequence[PremisesEvent]:
    return record(premises, command)


def record(premises: Premises, command: RecordPremises) -> Sequence[PremisesEvent]:
    recorded = PremisesRecorded(
        county_code=command.county_code,
        office_id=command.office_id,
        day=command.day,
        area_hundredths=command.area_hundredths,
        independent=command.independent,
        condition=command.condition,
        rooms=command.rooms,
    )
    return unless_so(premises, recorded)


def evolve(premises: Premises, event: PremisesEvent) -> Premises:
    return told(premises, event)


DECIDER: Decider[PremisesCommand, PremisesEvent, Premises] = Decider(
    "premises", (), decide, evolve, (PremisesRecorded,)
)
