"""What roster tells the other services of people who move on, to lead, elsewhere, away, and of who follows."""

from dataclasses import dataclass
from datetime import date

from shared.contract.envelope import Public


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkerLeft(Public):
    """The worker goes to another office, or another post: `day` is the first on which this office has it no longer.

    Told in one commit with `WorkerArrived`, which is the other office's.
    """

    post_id: str | None
    to_office_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkerArrived(Public):
    """The worker comes from another office, or another post, and counts here from `day` on. The service has lasted
    since `hired_day`.
    """

    kind: str
    special: bool
    post_id: str | None
    contract_until: date | None
    hired_day: date
    from_office_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TransferApplied(Public):
    """The worker applied to be transferred out of the county's offices. Where to is in the vault."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TransferEndorsed(Public):
    """By the office's director."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TransferApprovedByCounty(Public):
    """By the county bureau."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TransferApprovedByCity(Public):
    """By the city bureau's political department: all four steps were taken, in their order."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TransferWithdrawn(Public):
    """It came to nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LeaderAppointed(Public):
    """`role`: director (所长), deputy, or acting-director. A step that was not taken has no day.

    `origin`: chosen from the office, from the county bureau, or from outside.
    """

    worker_id: str
    role: str
    origin: str
    proposed_day: date | None
    opinion_day: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class LeaderStepsRecorded(Public):
    """Steps of an appointment that came to be on record later. `day` is that of the appointment."""

    worker_id: str
    role: str
    proposed_day: date | None
    opinion_day: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class LeaderRemoved(Public):
    """`day` is the first on which the worker no longer leads; `since` is that of the appointment that ends."""

    worker_id: str
    role: str
    since: date


@dataclass(frozen=True, kw_only=True, slots=True)
class RecruitmentDrawnUp(Public):
    """A recruitment plan (招录计划) for these posts."""

    post_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RecruitmentApprovedByCity(Public):
    """By the city's civil-service authority (审定)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RecruitmentApprovedByProvince(Public):
    """By the province's civil-service authority (审定)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RecruitmentFiled(Public):
    """With the provincial justice department (备案)."""


EVENTS = (
    RecruitmentDrawnUp,
    RecruitmentApprovedByCity,
    RecruitmentApprovedByProvince,
    RecruitmentFiled,
    WorkerLeft,
    WorkerArrived,
    TransferApplied,
    TransferEndorsed,
    TransferApprovedByCounty,
    TransferApprovedByCity,
    TransferWithdrawn,
    LeaderAppointed,
    LeaderStepsRecorded,
    LeaderRemoved,
)
