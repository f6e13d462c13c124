"""司法所: a judicial office, from its approval to the filing (备案) of that approval (Art. 1)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Literal, assert_never

from shared.contract.roster import OfficeEstablished, OfficeFiled
from shared.kernel.decider import Decider
from shared.kernel.lifecycle import Lifecycle
from shared.kernel.refusal import conflict

Kind = Literal["township", "area"]
"""`area`: in a farming, forestry, industrial or mining area, or at a market."""


@dataclass(frozen=True, kw_only=True)
class EstablishOffice:
    """The office is there from the day on which the staffing authority approved it."""

    office_id: str
    name: str
    county_code: str
    township_code: str | None
    kind: Kind
    approval_authority: str
    approval_document: str
    approval_day: date


@dataclass(frozen=True, kw_only=True)
class FileOffice:
    """The approval reached the city bureau's political department on `day`."""

    day: date


OfficeCommand = EstablishOffice | FileOffice
OfficeEvent = OfficeEstablished | OfficeFiled


class Stage(StrEnum):
    NONE = "none"
    ESTABLISHED = "established"
    FILED = "filed"


LIFECYCLE = Lifecycle[Stage](
    {
        (Stage.NONE, OfficeEstablished): Stage.ESTABLISHED,
        (Stage.ESTABLISHED, OfficeFiled): Stage.FILED,
    }
)


@dataclass(frozen=True, kw_only=True)
class Office:
    stage: Stage = Stage.NONE
    established: OfficeEstablished | None = None
    filed: OfficeFiled | None = None


def decide(office: Office, command: OfficeCommand) -> Sequence[OfficeEvent]:
    match command:
        case EstablishOffice():
            return establish(office, command)
        case FileOffice():
            return file(office, command)
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
    )
    if office.established is None:
        return [established]
    if office.established != established:
        raise conflict("the office is established already, with other content")
    return []


def file(office: Office, command: FileOffice) -> Sequence[OfficeEvent]:
    approved = office.established
    if approved is None:
        raise conflict("no office was established under this id")
    filed = OfficeFiled(county_code=approved.county_code, office_id=approved.office_id, day=command.day)
    if office.filed == filed:
        return []
    if not LIFECYCLE.allows(office.stage, OfficeFiled):
        raise conflict("the approval was filed already, on another day")
    if command.day < approved.day:
        raise conflict(f"an approval of {approved.day} cannot have been filed before")
    return [filed]


def evolve(office: Office, event: OfficeEvent) -> Office:
    stage = LIFECYCLE.after(office.stage, type(event))
    match event:
        case OfficeEstablished():
            return Office(stage=stage, established=event)
        case OfficeFiled():
            return replace(office, stage=stage, filed=event)
        case _:
            assert_never(event)


DECIDER: Decider[OfficeCommand, OfficeEvent, Office] = Decider(
    "office", Office(), decide, evolve, (OfficeEstablished, OfficeFiled)
)
