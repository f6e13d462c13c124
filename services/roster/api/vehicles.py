"""Vehicles (执法执勤车辆)."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.roster.api.access import OnDay, Reading, Writing
from services.roster.api.offices import visible_office
from services.roster.core.vehicle import AssignVehicle, WithdrawVehicle
from services.roster.reactions import VEHICLE
from services.roster.views.fleet import VehicleCard
from shared.kernel.plate import plate_of
from shared.runtime.access import service_of
from shared.runtime.bodies import Body, Day, Filter, OfOffices, Plate
from shared.runtime.desk import act, desk_of
from shared.runtime.documents import acts, listed, makes, reads, shown
from shared.runtime.kinds import Kind
from shared.runtime.problems import NotFound

router = APIRouter(prefix="/roster")


class NewVehicle(Body):
    plate: Plate
    since: Day


class OfVehicles(OfOffices):
    stage: Filter = None


VehicleShown = shown(VehicleCard)
VEHICLES = Kind(path="/roster/vehicles", aggregate=VEHICLE)


@router.post("/offices/{id}/vehicles", **makes(VehicleShown), tags=["vehicles"])
async def assign(request: Request, id: str, body: NewVehicle, caller: Writing) -> Response:
    """A vehicle is in service at the office; a plate is one vehicle in the whole city."""
    desk = desk_of(request)
    desk.checked(body)
    card = await visible_office(request, caller, id)
    command = AssignVehicle(office_id=id, county_code=card["county_code"], plate=body.plate, since=body.since)
    return await desk.create(request, caller, VEHICLES, plate_of(body.plate), command)


@router.get("/vehicles", **reads(listed(VehicleShown)), tags=["vehicles"])
async def vehicles(request: Request, caller: Reading, query: Annotated[OfVehicles, Query()]) -> Response:
    """Vehicles of the caller's area."""
    return await desk_of(request).many(request, caller, VEHICLES, query)


@router.get("/vehicles/{plate}", **reads(VehicleShown), tags=["vehicles"])
async def vehicle(request: Request, plate: str, caller: Reading) -> Response:
    """One vehicle, however its plate is written."""
    return await desk_of(request).one(request, caller, VEHICLES, plate_of(plate))


@router.post("/offices/{id}/vehicles/{plate}/withdrawal", **acts(VehicleShown), tags=["vehicles"])
async def withdraw(request: Request, id: str, plate: str, body: OnDay, caller: Writing) -> Response:
    """The vehicle is no longer in service from this day on."""
    row = await service_of(request).ports.views.get(VEHICLES.view, plate_of(plate))
    if row is None or row.document["office_id"] != id:
        raise NotFound(f"there is no {VEHICLES.path}/{plate} at this office")
    return await act(request, caller, VEHICLES, plate_of(plate), body, WithdrawVehicle(day=body.day))
