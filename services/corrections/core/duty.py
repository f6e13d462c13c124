"""出车派员: who goes on which day, to which prison, in which vehicle; nobody to two prisons on one day (Art. 12).

A duty sheet is a city's, for a day. Who goes to one prison goes in one convoy, however many are released there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, assert_never

from shared.kernel.decider import Decider
from shared.kernel.refusal import Refused

CITY_DIGITS = 4


@dataclass(frozen=True, kw_only=True)
class Assign:
    """`prison` is a keyed hash of its name. The intent says what they are assigned for, and is carried out then."""

    release_id: str
    prison: str
    escort: tuple[str, ...]
    vehicle: str | None
    intent: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Relieve:
    """Whoever was assigned under that number is free again."""

    order: int


DutyCommand = Assign | Relieve


@dataclass(frozen=True, kw_only=True, slots=True)
class Assigned:
    """`order` counts the assignments of the sheet from 1."""

    order: int
    release_id: str
    prison: str
    escort: tuple[str, ...]
    vehicle: str | None
    intent: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Relieved:
    order: int


DutyEvent = Assigned | Relieved


@dataclass(frozen=True, kw_only=True)
class DutySheet:
    """A release may stand here twice: its plan, and another one that is to take the plan's place."""

    last: int = 0
    assigned: Mapping[int, Assigned] = field(default_factory=dict)


def sheet_of(county_code: str, day: date) -> str:
    return f"{county_code[:CITY_DIGITS]}.{day}"


def day_of(sheet: str) -> date:
    return date.fromisoformat(sheet.partition(".")[2])


def plate_of(vehicle: str) -> str:
    """The same plate, however it is written: 豫A·12345, 豫a12345."""
    return "".join(character for character in vehicle.upper() if character.isalnum())


def decide(sheet: DutySheet, command: DutyCommand) -> Sequence[DutyEvent]:
    match command:
        case Assign():
            return assign(sheet, command)
        case Relieve():
            return [Relieved(order=command.order)] if command.order in sheet.assigned else []
        case _:
            assert_never(command)


def assign(sheet: DutySheet, command: Assign) -> Sequence[DutyEvent]:
    vehicle = command.vehicle and plate_of(command.vehicle)
    for other in sheet.assigned.values():
        if other.prison == command.prison:
            continue
        booked = sorted({*command.escort} & {*other.escort})
        if booked:
            raise Refused("escort-booked", 12, "they go to another prison on that day", workers=booked)
        if vehicle and vehicle == other.vehicle:
            raise Refused("vehicle-booked", 12, "the vehicle goes to another prison on that day")
    return [
        Assigned(
            order=sheet.last + 1,
            release_id=command.release_id,
            prison=command.prison,
            escort=command.escort,
            vehicle=vehicle,
            intent=command.intent,
        )
    ]


def evolve(sheet: DutySheet, event: DutyEvent) -> DutySheet:
    match event:
        case Assigned():
            return DutySheet(last=event.order, assigned={**sheet.assigned, event.order: event})
        case Relieved():
            return replace(sheet, assigned={at: each for at, each in sheet.assigned.items() if at != event.order})
        case _:
            assert_never(event)


DECIDER: Decider[DutyCommand, DutyEvent, DutySheet] = Decider(
    "dutysheet", DutySheet(), decide, evolve, (Assigned, Relieved)
)
