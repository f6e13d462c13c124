"""The office's vehicles, and when each of them was in service (Art. 8)."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.compliance.core.subjects.mark import Mark, Subjects, mark_by
from shared.contract.roster import VehicleAssigned, VehicleWithdrawn


@dataclass(frozen=True, slots=True)
class Service:
    assigned: Mark
    withdrawn: Mark | None = None


@dataclass(frozen=True, slots=True)
class Vehicle:
    """In service at the office now and then; what it did elsewhere is not the office's."""

    services: tuple[Service, ...]


def assigned(was: Vehicle | None, _: VehicleAssigned, mark: Mark) -> Vehicle:
    return Vehicle((*(was.services if was else ()), Service(mark)))


def withdrawn(was: Vehicle | None, _: VehicleWithdrawn, mark: Mark) -> Vehicle | None:
    return was and Vehicle((*was.services[:-1], Service(was.services[-1].assigned, mark)))


def vehicle_by(vehicle: Vehicle, instant: datetime) -> Vehicle | None:
    services = tuple(
        replace(service, withdrawn=mark_by(service.withdrawn, instant))
        for service in vehicle.services
        if mark_by(service.assigned, instant)
    )
    return Vehicle(services) if services else None


VEHICLES = Subjects({VehicleAssigned: assigned, VehicleWithdrawn: withdrawn}, vehicle_by)
