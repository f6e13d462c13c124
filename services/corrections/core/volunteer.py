"""雨霁志愿者: volunteers deepen the help; they join an office, do this and that, and leave (Art. 12)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Literal, assert_never

from shared.contract.corrections import VolunteerDeparted, VolunteerJoined, VolunteerServed
from shared.kernel.decider import Decider
from shared.kernel.lifecycle import Lifecycle
from shared.kernel.refusal import conflict

ServiceKind = Literal["visit", "tutoring", "counselling", "job-placement", "other"]


@dataclass(frozen=True, kw_only=True)
class JoinVolunteers:
    county_code: str
    office_id: str
    since: date


@dataclass(frozen=True, kw_only=True)
class RecordService:
    day: date
    kind: ServiceKind


@dataclass(frozen=True, kw_only=True)
class LeaveVolunteers:
    """`day` is the first on which the person is a volunteer no longer."""

    day: date


VolunteerCommand = JoinVolunteers | RecordService | LeaveVolunteers
VolunteerEvent = VolunteerJoined | VolunteerServed | VolunteerDeparted


class Stage(StrEnum):
    NONE = "none"
    ACTIVE = "active"
    DEPARTED = "departed"


# What was done before the departure may be entered after it.
LIFECYCLE = Lifecycle[Stage](
    {
        (Stage.NONE, VolunteerJoined): Stage.ACTIVE,
        (Stage.ACTIVE, VolunteerServed): Stage.ACTIVE,
        (Stage.ACTIVE, VolunteerDeparted): Stage.DEPARTED,
        (Stage.DEPARTED, VolunteerServed): Stage.DEPARTED,
    }
)


@dataclass(frozen=True, kw_only=True)
class Volunteer:
    """`served` are the services so far: asked again for one of them, it is so already."""

    stage: Stage = Stage.NONE
    joined: VolunteerJoined | None = None
    departed: VolunteerDeparted | None = None
    served: tuple[VolunteerServed, ...] = ()


def decide(volunteer: Volunteer, command: VolunteerCommand) -> Sequence[VolunteerEvent]:
    match command:
        case JoinVolunteers():
            return join(volunteer, command)
        case RecordService():
            return serve(volunteer, command)
        case LeaveVolunteers():
            return leave(volunteer, command)
        case _:
            assert_never(command)


def join(volunteer: Volunteer, command: JoinVolunteers) -> Sequence[VolunteerEvent]:
    joined = VolunteerJoined(county_code=command.county_code, office_id=command.office_id, day=command.since)
    if volunteer.joined is None:
        return [joined]
    if volunteer.joined != joined:
        raise conflict("the volunteer has joined already, with other content")
    return []


def serve(volunteer: Volunteer, command: RecordService) -> Sequence[VolunteerEvent]:
    served = VolunteerServed(**on(volunteer, command.day), kind=command.kind)
    if served in volunteer.served:
        return []
    if volunteer.departed and command.day >= volunteer.departed.day:
        raise conflict(f"a volunteer until {volunteer.departed.day}")
    return [served]


def leave(volunteer: Volunteer, command: LeaveVolunteers) -> Sequence[VolunteerEvent]:
    departed = VolunteerDeparted(**on(volunteer, command.day))
    if volunteer.departed == departed:
        return []
    if not LIFECYCLE.allows(volunteer.stage, VolunteerDeparted):
        raise conflict("the volunteer has departed already, and that is final")
    return [departed]


def on(volunteer: Volunteer, day: date) -> dict[str, Any]:
    """What every event says first; nothing happens before the volunteer has joined."""
    joined = volunteer.joined
    if joined is None or day < joined.day:
        raise conflict("nobody was a volunteer on that day")
    return {"county_code": joined.county_code, "office_id": joined.office_id, "day": day}


def evolve(volunteer: Volunteer, event: VolunteerEvent) -> Volunteer:
    stage = LIFECYCLE.after(volunteer.stage, type(event))
    match event:
        case VolunteerJoined():
            return replace(volunteer, stage=stage, joined=event)
        case VolunteerServed():
            return replace(volunteer, stage=stage, served=(*volunteer.served, event))
        case VolunteerDeparted():
            return replace(volunteer, stage=stage, departed=event)
        case _:
            assert_never(event)


DECIDER: Decider[VolunteerCommand, VolunteerEvent, Volunteer] = Decider(
    "volunteer", Volunteer(), decide, evolve, (VolunteerJoined, VolunteerServed, VolunteerDeparted)
)
