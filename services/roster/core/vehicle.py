"""执法执勤车辆: a vehicle, which serves one office at a time (Art. 8). Its plate is its id."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import assert_never

from shared.contract.roster import VehicleAssigned, VehicleWithdrawn
from shared.kernel.decider import Decider
from shared.kernel.lifecycle import Lifecycle
from shared.kernel.refusal import Refused, conflict


@dataclass(frozen=True, kw_only=True)
class AssignVehicle:
    """`plate` as it is written. In service from `since` on."""

    office_id: str
    county_code: str
    plate: str
    since: date


@dataclass(frozen=True, kw_only=True)
class WithdrawVehicle:
    """`day` is the first on which it is no longer in service."""

    day: date


VehicleCommand = AssignVehicle | WithdrawVehicle
VehicleEvent = VehicleAssigned | VehicleWithdrawn


class Stage(StrEnum):
    NONE = "none"
    IN_SERVICE = "in-service"
    WITHDRAWN = "withdrawn"


# A vehicle that was withdrawn may serve again, there or elsewhere.
LIFECYCLE = Lifecycle[Stage](
    {
        (Stage.NONE, VehicleAssigned): Stage.IN_SERVICE,
        (Stage.IN_SERVICE, VehicleWithdrawn): Stage.WITHDRAWN,
        (Stage.WITHDRAWN, VehicleAssigned): Stage.IN_SERVICE,
    }
)


@dataclass(frozen=True, kw_only=True)
class Vehicle:
    """Its last assignment, and the withdrawal from that."""

    stage: Stage = Stage.NONE
    assigned: VehicleAssigned | None = None
    withdrawn: VehicleWithdrawn | None = None


def decide(vehicle: Vehicle, command: VehicleCommand) -> Sequence[VehicleEvent]:
    match command:
        case AssignVehicle():
            return assign(vehicle, command)
        case WithdrawVehicle():
            return withdraw(vehicle, command)
        case _:
            assert_never(command)


def assign(vehicle: Vehicle, command: AssignVehicle) -> Sequence[VehicleEvent]:
    assigned = VehicleAssigned(
        county_code=command.county_code, office_id=command.office_id, day=command.since, plate=command.plate
    )
    if vehicle.assigned == assigned:
        return []
    if not LIFECYCLE.allows(vehicle.stage, VehicleAssigned):
        raise Refused("vehicle", 8, "the vehicle is in service already, and serves one office at a time")
    if vehicle.withdrawn and command.since < vehicle.withdrawn.day:
        raise Refused("vehicle", 8, f"the vehicle was in service elsewhere until {vehicle.withdrawn.day}")
    return [assigned]


def withdraw(vehicle: Vehicle, command: WithdrawVehicle) -> Sequence[VehicleEvent]:
    assigned = vehicle.assigned
    if assigned is None:
        raise conflict("no vehicle with this plate is on record")
    withdrawn = VehicleWithdrawn(county_code=assigned.county_code, office_id=assigned.office_id, day=command.day)
    if vehicle.withdrawn == withdrawn:
        return []
    if not LIFECYCLE.allows(vehicle.stage, VehicleWithdrawn):
        raise conflict("the vehicle was withdrawn already, on another day")
    if command.day < assigned.day:
        raise conflict(f"a vehicle in service since {assigned.day} cannot have been withdrawn before")
    return [withdrawn]


def evolve(vehicle: Vehicle, event: VehicleEvent) -> Vehicle:
    stage = LIFECYCLE.after(vehicle.stage, type(event))
    match event:
        case VehicleAssigned():
            return Vehicle(stage=stage, assigned=event)
        case VehicleWithdrawn():
            return replace(vehicle, stage=stage, withdrawn=event)
        case _:
            assert_never(event)


DECIDER: Decider[VehicleCommand, VehicleEvent, Vehicle] = Decider(
    "vehicle", Vehicle(), decide, evolve, (VehicleAssigned, VehicleWithdrawn)
)
