"""What roster tells the other services: offices, posts, people, means (Art. 1-4, 7-9)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shared.contract import personnel, townships
from shared.contract.envelope import Public


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeEstablished(Public):
    """An office came to be on the day of its approval.

    `place`: what its township is called. `managed_by`: none where it was not said; then it goes by Art. 2.
    """

    name: str
    township_code: str | None
    kind: str
    approval_authority: str
    approval_document: str
    place: str | None = None
    rank: str | None = None
    managed_by: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeChange(Public):
    """The staffing authority approved a change of an office, which holds from `day` on."""

    approval_authority: str
    approval_document: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeRenamed(OfficeChange):
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeRanked(OfficeChange):
    """Another rank (规格)."""

    rank: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeAbolished(OfficeChange):
    """The office is there no longer from `day` on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeMerged(OfficeChange):
    """The office is there no longer from `day` on; what it has goes over to the other one."""

    into_office_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeFiled(Public):
    """The approval was filed with the city bureau's political department (备案)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeChangeFiled(Public):
    """The approval of a later change was filed; `change` is its number in the order of recording, from 2 on."""

    change: int


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeManaged(Public):
    """The bodies that manage the office (双重管理), the first of them first."""

    bodies: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficePlaceRenamed(Public):
    """The township that the office serves has another name."""

    place: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PostApproved(Public):
    """A post (编制): `special` is 政法专项编制."""

    category: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PostTaken(Public):
    worker_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PostVacated(Public):
    worker_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkerHired(Public):
    """`special`: on a special post. `contract_until`: the last day of a purchased worker's contract."""

    kind: str
    special: bool
    post_id: str | None
    contract_until: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkerDeparted(Public):
    """`day` is the first day on which the worker no longer counts."""

    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkerAbsent(Public):
    """On leave from `day` on: on the roster, and not on duty. `kind`: sick, maternity, personal, training, other."""

    kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkerReturned(Public):
    """Back from leave: `day` is the first on which the worker is there again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SecondmentStarted(Public):
    """Lent to another body (借调) from `day` on. `until`: the last day that is planned; `letter`: it wrote for it."""

    until: date
    letter: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SecondmentExtended(Public):
    """On `day` a later last day was planned."""

    until: date


@dataclass(frozen=True, kw_only=True, slots=True)
class SecondmentLetterReceived(Public):
    """The borrower's written letter came."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SecondmentSigned(Public):
    """The office signed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SecondmentApproved(Public):
    """The county bureau approved."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SecondmentFiled(Public):
    """Filed with the city bureau's political department."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SecondmentEnded(Public):
    """`day` is the first on which the worker is there again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PremisesRecorded(Public):
    """As an office's premises are from `day` on (业务用房); `area_hundredths` of a square metre."""

    area_hundredths: int
    independent: bool
    condition: str
    rooms: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class VehicleAssigned(Public):
    """In service at the office from `day` on. The subject is the plate without what only parts it."""

    plate: str


@dataclass(frozen=True, kw_only=True, slots=True)
class VehicleWithdrawn(Public):
    """`day` is the first on which it is no longer in service."""


@dataclass(frozen=True, kw_only=True, slots=True)
class InformatisationRecorded(Public):
    """As an office is connected and equipped from `day` on (信息化)."""

    network: bool
    terminals: int


@dataclass(frozen=True, kw_only=True, slots=True)
class BudgetRecorded(Public):
    """As an office's budget of a year stands from `day` on (经费预算); all money in fen, a hundredth of a yuan.

    `standard_fen` is the county's, of running costs; none where none is known. `separate`: booked by itself.
    """

    year: int
    lines_fen: Mapping[str, int]
    personnel_fen: int | None
    standard_fen: int | None
    separate: bool


EVENTS = (
    *townships.EVENTS,
    OfficeEstablished,
    OfficeRenamed,
    OfficeRanked,
    OfficeAbolished,
    OfficeMerged,
    OfficeFiled,
    OfficeChangeFiled,
    OfficeManaged,
    OfficePlaceRenamed,
    PostApproved,
    PostTaken,
    PostVacated,
    WorkerHired,
    WorkerDeparted,
    WorkerAbsent,
    WorkerReturned,
    SecondmentStarted,
    SecondmentExtended,
    SecondmentLetterReceived,
    SecondmentSigned,
    SecondmentApproved,
    SecondmentFiled,
    SecondmentEnded,
    BudgetRecorded,
    VehicleAssigned,
    VehicleWithdrawn,
    InformatisationRecorded,
    PremisesRecorded,
    *personnel.EVENTS,
)
