"""Where does an office work, since when, and in which condition is that?"""

from dataclasses import dataclass, fields
from datetime import date

from shared.contract.roster import PremisesRecorded
from shared.kernel.decider import subject_of
from shared.kernel.timeline import told
from shared.ports.store import Recorded
from shared.ports.views import View

VIEW = View("premises", ("county_code",), ("office_id",))


@dataclass(frozen=True, kw_only=True, slots=True)
class PremisesState:
    """As the premises are from `day` on; `area_m2` has two decimals."""

    day: date
    area_m2: float
    independent: bool
    condition: str
    rooms: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PremisesCard(PremisesState):
    """As they are from the latest day on; `history` has all that is on record, by its days. `id` is the office's."""

    id: str
    version: int
    county_code: str
    office_id: str | None
    history: tuple[PremisesState, ...]


def fold(document: PremisesCard | None, recorded: Recorded) -> PremisesCard:
    event = recorded.event
    if not isinstance(event, PremisesRecorded):
        raise TypeError(event)
    history = told(document.history if document else (), state(event))
    latest = {field.name: getattr(history[-1], field.name) for field in fields(PremisesState)}
    return PremisesCard(
        id=subject_of(recorded.commit.stream),
        version=recorded.version,
        county_code=event.county_code,
        office_id=event.office_id,
        history=history,
        **latest,
    )


def state(event: PremisesRecorded) -> PremisesState:
    return PremisesState(
        day=event.day,
        area_m2=event.area_hundredths / 100,
        independent=event.independent,
        condition=event.condition,
        rooms=event.rooms,
    )
