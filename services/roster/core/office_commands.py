"""What may be asked of an office: to set it up, to change or to close it, to file that, and who shall manage it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["township", "area"]
"""`area`: in a farming, forestry, industrial or mining area, or at a market."""

Rank = Literal["section", "deputy-section", "subsection"]
"""规格: 正科级、副科级、股级."""

ManagingBody = Literal["county-bureau", "township", "area"]
"""`area`: the body that runs the area of an office that serves no township."""


@dataclass(frozen=True, kw_only=True)
class Approval:
    """By the staffing authority of the same level (机构编制部门); what it approves holds from `day` on."""

    authority: str
    document: str
    day: date


@dataclass(frozen=True, kw_only=True)
class EstablishOffice:
    """The office is there from the day on which the staffing authority approved it.

    `place` is what its township is called. `managed_by`: the county bureau and the township, where nothing is said.
    """

    office_id: str
    name: str
    county_code: str
    township_code: str | None
    kind: Kind
    approval_authority: str
    approval_document: str
    approval_day: date
    place: str | None = None
    rank: Rank | None = None
    managed_by: tuple[ManagingBody, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class RenameOffice:
    approval: Approval
    name: str


@dataclass(frozen=True, kw_only=True)
class RankOffice:
    """变更规格."""

    approval: Approval
    rank: Rank


@dataclass(frozen=True, kw_only=True)
class AbolishOffice:
    """Whether somebody or something is still there is for who knows of all services to ask."""

    approval: Approval


@dataclass(frozen=True, kw_only=True)
class MergeOffice:
    """What the office has goes over to the other one."""

    approval: Approval
    into_office_id: str


@dataclass(frozen=True, kw_only=True)
class FileOffice:
    """An approval reached the city bureau's political department on `day`.

    `change` is its number, from 1, the establishment; none: each that is not filed yet, and was given by then.
    """

    day: date
    change: int | None = None


@dataclass(frozen=True, kw_only=True)
class ManageOffice:
    """Who manages the office from `day` on, the first of them first."""

    bodies: tuple[ManagingBody, ...]
    day: date


@dataclass(frozen=True, kw_only=True)
class RenamePlace:
    """The township that the office serves is called so from `day` on."""

    place: str
    day: date


ChangeCommand = RenameOffice | RankOffice | AbolishOffice | MergeOffice
OfficeCommand = EstablishOffice | ChangeCommand | FileOffice | ManageOffice | RenamePlace
