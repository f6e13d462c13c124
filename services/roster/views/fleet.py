"""Which vehicles are in service, at which office, since and until when?"""

from dataclasses import dataclass, replace
from datetime import date

from services.roster.core.vehicle import LIFECYCLE, Stage
from shared.contract.roster import VehicleAssigned, VehicleWithdrawn
from shared.kernel.decider import subject_of
from shared.ports.store import Recorded
from shared.ports.views import View

VIEW = View("vehicles", ("county_code", "office_id"), ("stage",))


@dataclass(frozen=True, kw_only=True, slots=True)
class VehicleCard:
    """`id` is the plate without what only parts it; `withdrawn_day` the first on which it is no longer in service."""

    id: str
    version: int
    county_code: str
    office_id: str | None
    plate: str
    since: date
    stage: Stage
    withdrawn_day: date | None = None


def fold(document: VehicleCard | None, recorded: Recorded) -> VehicleCard:
    match recorded.event, document:
        case VehicleAssigned() as event, _:
            return card(subject_of(recorded.commit.stream), recorded.version, event)
        case VehicleWithdrawn() as event, VehicleCard():
            stage = LIFECYCLE.after(document.stage, VehicleWithdrawn)
            return replace(document, version=recorded.version, stage=stage, withdrawn_day=event.day)
        case unknown:
            raise TypeError(unknown)


def card(id: str, version: int, event: VehicleAssigned) -> VehicleCard:
    return VehicleCard(
        id=id,
        version=version,
        county_code=event.county_code,
        office_id=event.office_id,
        plate=event.plate,
        since=event.day,
        stage=LIFECYCLE.after(Stage.NONE, VehicleAssigned),
    )
