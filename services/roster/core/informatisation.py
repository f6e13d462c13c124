"""信息化: how an office is connected and equipped, as it is from a day on (Art. 8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shared.contract.roster import InformatisationRecorded
from shared.kernel.decider import Decider
from shared.kernel.timeline import told, unless_so


@dataclass(frozen=True, kw_only=True)
class RecordInformatisation:
    """`network`: the office is connected. So it is from `day` on."""

    office_id: str
    county_code: str
    network: bool
    terminals: int
    day: date


InformatisationCommand = RecordInformatisation
InformatisationEvent = InformatisationRecorded
Informatisation = tuple[InformatisationRecorded, ...]


def decide(informatisation: Informatisation, command: InformatisationCommand) -> Sequence[InformatisationEvent]:
    return record(informatisation, command)


def record(informatisation: Informatisation, command: RecordInformatisation) -> Sequence[InformatisationEvent]:
    recorded = InformatisationRecorded(
        county_code=command.county_code,
        office_id=command.office_id,
        day=command.day,
        network=command.network,
        terminals=command.terminals,
    )
    return unless_so(informatisation, recorded)


def evolve(informatisation: Informatisation, event: InformatisationEvent) -> Informatisation:
    return told(informatisation, event)


DECIDER: Decider[InformatisationCommand, InformatisationEvent, Informatisation] = Decider(
    "informatisation", (), decide, evolve, (InformatisationRecorded,)
)
