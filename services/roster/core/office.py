"""司法所: a judicial office: set up and changed by approvals, each of them filed (备案), and managed (Art. 1, 2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, assert_never

from services.roster.core.office_commands import (
    AbolishOffice,
    Approval,
    ChangeCommand,
    EstablishOffice,
    FileOffice,
    ManageOffice,
    MergeOffice,
    OfficeCommand,
    RankOffice,
    RenameOffice,
    RenamePlace,
)
from shared.contract.roster import (
    OfficeAbolished,
    OfficeChangeFiled,
    OfficeEstablished,
    OfficeFiled,
    OfficeManaged,
    OfficeMerged,
    OfficePlaceRenamed,
    OfficeRanked,
    OfficeRenamed,
)
from shared.kernel.decider import Decider
from shared.kernel.lifecycle import Lifecycle
from shared.kernel.refusal import conflict

Change = OfficeEstablished | OfficeRenamed | OfficeRanked | OfficeAbolished | OfficeMerged
Closing = OfficeAbolished | OfficeMerged
OfficeEvent = Change | OfficeFiled | OfficeChangeFiled | OfficeManaged | OfficePlaceRenamed


class Stage(StrEnum):
    """`filed`: its establishment is."""

    NONE = "none"
    ESTABLISHED = "established"
    FILED = "filed"
    MERGING = "merging"
    ABOLISHED = "abolished"


LIFECYCLE = Lifecycle[Stage](
    {
        (Stage.NONE, OfficeEstablished): Stage.ESTABLISHED,
        (Stage.ESTABLISHED, OfficeFiled): Stage.FILED,
        (Stage.ESTABLISHED, OfficeRenamed): Stage.ESTABLISHED,
        (Stage.ESTABLISHED, OfficeRanked): Stage.ESTABLISHED,
        (Stage.ESTABLISHED, OfficeMerged): Stage.MERGING,
        (Stage.ESTABLISHED, OfficeAbolished): Stage.ABOLISHED,
        (Stage.FILED, OfficeRenamed): Stage.FILED,
        (Stage.FILED, OfficeRanked): Stage.FILED,
        (Stage.FILED, OfficeMerged): Stage.MERGING,
        (Stage.FILED, OfficeAbolished): Stage.ABOLISHED,
    }
)


@dataclass(frozen=True, kw_only=True)
class Office:
    """`changes` in the order of their recording, the establishment first; `filed` is the day of each, by its number."""

    stage: Stage = Stage.NONE
    changes: tuple[Change, ...] = ()
    filed: Mapping[int, date] = field(default_factory=dict)
    closed: Closing | None = None
    managed: OfficeManaged | None = None
    place: OfficePlaceRenamed | None = None

    def on(self, day: date) -> dict[str, Any]:
        """What every event says first. Raises Refused where there is no office."""
        if not self.changes:
            raise conflict("no office was established under this id")
        return {"county_code": self.changes[0].county_code, "office_id": self.changes[0].office_id, "day": day}

    def by(self, approval: Approval) -> dict[str, Any]:
        """What every approved change says first. Raises Refused where there is no office."""
        return {
            **self.on(approval.day),
            "approval_authority": approval.authority,
            "approval_document": approval.document,
        }


def decide(office: Office, command: OfficeCommand) -> Sequence[OfficeEvent]:
    match command:
        case EstablishOffice():
            return establish(office, command)
        case RenameOffice() | RankOffice() | AbolishOffice() | MergeOffice():
            return decide_change(office, command)
        case FileOffice():
            return file(office, command)
        case ManageOffice():
            return manage(office, command)
        case RenamePlace():
            return rename_place(office, command)
        case _:
            assert_never(command)


def decide_change(office: Office, command: ChangeCommand) -> Sequence[OfficeEvent]:
    by = office.by(command.approval)
    match command:
        case RenameOffice():
            return change(office, OfficeRenamed(**by, name=command.name))
        case RankOffice():
            return change(office, OfficeRanked(**by, rank=command.rank))
        case AbolishOffice():
            return close(office, OfficeAbolished(**by))
        case MergeOffice():
            return merge(office, OfficeMerged(**by, into_office_id=command.into_office_id))
        case _:
            assert_never(command)


def establish(office: Office, command: EstablishOffice) -> Sequence[OfficeEvent]:
    established = OfficeEstablished(
        county_code=command.county_code,
        office_id=command.office_id,
        day=command.approval_day,
        name=command.name,
        township_code=command.township_code,
        kind=command.kind,
        approval_authority=command.approval_authority,
        approval_document=command.approval_document,
        place=command.place,
        rank=command.rank,
        managed_by=command.managed_by,
    )
    if not office.changes:
        return [established]
    if office.changes[0] != established:
        raise conflict("the office is established already, with other content")
    return []


def change(office: Office, event: Change) -> Sequence[OfficeEvent]:
    """An approval that holds from its day on: after the establishment, and while the office is there."""
    if event in office.changes:
        return []
    if event.day < office.changes[0].day:
        raise conflict(f"an office established on {office.changes[0].day} cannot have been changed before")
    if office.closed and office.closed.day <= event.day:
        raise conflict(f"the office is there no longer from {office.closed.day} on")
    return [event]


def close(office: Office, event: Closing) -> Sequence[OfficeEvent]:
    """Once, and after every other change."""
    if event in office.changes:
        return []
    if office.closed:
        raise conflict(f"the office is closed already, from {office.closed.day} on")
    if later := [each.day for each in office.changes if each.day > event.day]:
        raise conflict(f"the office was changed on {max(later)}, and cannot have been closed before")
    return [event]


def merge(office: Office, merged: OfficeMerged) -> Sequence[OfficeEvent]:
    if merged.into_office_id == merged.office_id:
        raise conflict("an office is merged into another one")
    return close(office, merged)


def file(office: Office, command: FileOffice) -> Sequence[OfficeEvent]:
    first = office.on(command.day)
    asked = range(1, len(office.changes) + 1) if command.change is None else [command.change]
    if command.change is not None and not 0 < command.change <= len(office.changes):
        raise conflict(f"the office has no change {command.change}")
    unfiled = [number for number in asked if number not in office.filed]
    if not unfiled:
        if command.day in {office.filed[number] for number in asked}:
            return []
        raise conflict("the approval was filed already, on another day")
    given = {number: office.changes[number - 1].day for number in unfiled}
    events = [filing(number, first) for number, day in given.items() if day <= command.day]
    if not events:
        raise conflict(f"an approval of {min(given.values())} cannot have been filed before")
    return events


def filing(number: int, first: Mapping[str, Any]) -> OfficeEvent:
    return OfficeFiled(**first) if number == 1 else OfficeChangeFiled(**first, change=number)


def manage(office: Office, command: ManageOffice) -> Sequence[OfficeEvent]:
    managed = OfficeManaged(**office.on(command.day), bodies=command.bodies)
    if office.managed and office.managed.bodies == managed.bodies:
        return []
    if managed.day < (office.managed or office.changes[0]).day:
        raise conflict("who manages the office is on record from a later day on")
    return [managed]


def rename_place(office: Office, command: RenamePlace) -> Sequence[OfficeEvent]:
    renamed = OfficePlaceRenamed(**office.on(command.day), place=command.place)
    return [] if office.place and office.place.place == command.place else [renamed]


def evolve(office: Office, event: OfficeEvent) -> Office:
    office = replace(office, stage=LIFECYCLE.after(office.stage, type(event)))
    match event:
        case OfficeEstablished() | OfficeRenamed() | OfficeRanked():
            return replace(office, changes=(*office.changes, event))
        case OfficeAbolished() | OfficeMerged():
            return replace(office, changes=(*office.changes, event), closed=event)
        case OfficeFiled():
            return replace(office, filed={**office.filed, 1: event.day})
        case OfficeChangeFiled():
            return replace(office, filed={**office.filed, event.change: event.day})
        case OfficeManaged():
            return replace(office, managed=event)
        case OfficePlaceRenamed():
            return replace(office, place=event)
        case _:
            assert_never(event)


DECIDER: Decider[OfficeCommand, OfficeEvent, Office] = Decider(
    "office",
    Office(),
    decide,
    evolve,
    (
        OfficeEstablished,
        OfficeRenamed,
        OfficeRanked,
        OfficeAbolished,
        OfficeMerged,
        OfficeFiled,
        OfficeChangeFiled,
        OfficeManaged,
        OfficePlaceRenamed,
    ),
)
