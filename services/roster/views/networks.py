"""How is an office connected and equipped, and since when?"""

from dataclasses import dataclass
from datetime import date

from shared.contract.roster import InformatisationRecorded
from shared.kernel.decider import subject_of
from shared.kernel.timeline import told
from shared.ports.store import Recorded
from shared.ports.views import View

VIEW = View("informatisation", ("county_code",), ("office_id",))


@dataclass(frozen=True, kw_only=True, slots=True)
class InformatisationState:
    day: date
    network: bool
    terminals: int


@dataclass(frozen=True, kw_only=True, slots=True)
class InformatisationCard(InformatisationState):
    """As it is from the latest day on; `history` has all that is on record, by its days. `id` is the office's."""

    id: str
    version: int
    county_code: str
    office_id: str | None
    history: tuple[InformatisationState, ...]


def fold(document: InformatisationCard | None, recorded: Recorded) -> InformatisationCard:
    event = recorded.event
    if not isinstance(event, InformatisationRecorded):
        raise TypeError(event)
    state = InformatisationState(day=event.day, network=event.network, terminals=event.terminals)
    history = told(document.history if document else (), state)
    return InformatisationCard(
        id=subject_of(recorded.commit.stream),
        version=recorded.version,
        county_code=event.county_code,
        office_id=event.office_id,
        day=history[-1].day,
        network=history[-1].network,
        terminals=history[-1].terminals,
        history=history,
    )
