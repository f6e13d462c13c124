"""调动: who is on a special post asks to go elsewhere; director, county and city agree in turn (Art. 6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from services.roster.core.away import Service
from shared.contract.personnel import (
    TransferApplied,
    TransferApprovedByCity,
    TransferApprovedByCounty,
    TransferEndorsed,
    TransferWithdrawn,
)
from shared.kernel.lifecycle import Lifecycle
from shared.kernel.refusal import Refused, conflict


@dataclass(frozen=True, kw_only=True)
class ApplyForTransfer:
    """The person's own written application. `service_years`: how many the plan demands on that day."""

    day: date
    service_years: int


@dataclass(frozen=True, kw_only=True)
class EndorseTransfer:
    """By the office's director."""

    day: date


@dataclass(frozen=True, kw_only=True)
class ApproveTransferByCounty:
    day: date


@dataclass(frozen=True, kw_only=True)
class ApproveTransferByCity:
    """By the city bureau's political department."""

    day: date


@dataclass(frozen=True, kw_only=True)
class WithdrawTransfer:
    """It comes to nothing, whoever said no: another application may follow."""

    day: date


TransferStep = EndorseTransfer | ApproveTransferByCounty | ApproveTransferByCity | WithdrawTransfer
TransferCommand = ApplyForTransfer | TransferStep
StepEvent = TransferEndorsed | TransferApprovedByCounty | TransferApprovedByCity | TransferWithdrawn
TransferEvent = TransferApplied | StepEvent
TRANSFER_EVENTS = (
    TransferApplied,
    TransferEndorsed,
    TransferApprovedByCounty,
    TransferApprovedByCity,
    TransferWithdrawn,
)


class Stage(StrEnum):
    NONE = "none"
    APPLIED = "applied"
    ENDORSED = "endorsed"
    COUNTY_APPROVED = "county-approved"
    CITY_APPROVED = "city-approved"


LIFECYCLE = Lifecycle[Stage](
    {
        (Stage.NONE, TransferApplied): Stage.APPLIED,
        (Stage.APPLIED, TransferEndorsed): Stage.ENDORSED,
        (Stage.ENDORSED, TransferApprovedByCounty): Stage.COUNTY_APPROVED,
        (Stage.COUNTY_APPROVED, TransferApprovedByCity): Stage.CITY_APPROVED,
        (Stage.APPLIED, TransferWithdrawn): Stage.NONE,
        (Stage.ENDORSED, TransferWithdrawn): Stage.NONE,
        (Stage.COUNTY_APPROVED, TransferWithdrawn): Stage.NONE,
        (Stage.CITY_APPROVED, TransferWithdrawn): Stage.NONE,
    }
)
EVENTS: Mapping[type[TransferStep], type[StepEvent]] = {
    EndorseTransfer: TransferEndorsed,
    ApproveTransferByCounty: TransferApprovedByCounty,
    ApproveTransferByCity: TransferApprovedByCity,
    WithdrawTransfer: TransferWithdrawn,
}


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """`told` are the steps of the last application, in their order."""

    stage: Stage = Stage.NONE
    told: tuple[TransferEvent, ...] = ()


NO_TRANSFER = Transfer()


def apply(transfer: Transfer, day: date, service: Service, eligible: date) -> Sequence[TransferEvent]:
    """Refused before the first day on which one may; to the day the years are full (届满)."""
    applied = TransferApplied(**service.where, day=day)
    if applied in transfer.told:
        return []
    if not LIFECYCLE.allows(transfer.stage, TransferApplied):
        raise conflict(f"a transfer was applied for on {transfer.told[0].day} already")
    if day < service.since or (service.until and service.until <= day):
        raise conflict("only who serves can apply to be transferred")
    if day < eligible:
        raise Refused(
            "transfer-too-early",
            6,
            f"on a special post one may apply for a transfer from {eligible} on",
            earliest_day=eligible,
        )
    return [applied]


def step(transfer: Transfer, command: TransferStep, service: Service) -> Sequence[TransferEvent]:
    """Each after the one before it. The last application is meant."""
    kind = EVENTS[type(command)]
    taken = kind(**service.where, day=command.day)
    known = next((told for told in transfer.told if isinstance(told, kind)), None)
    if known and known.day == command.day:
        return []
    if known:
        raise conflict(f"that is on record already, of {known.day}")
    if not LIFECYCLE.allows(transfer.stage, kind):
        raise Refused("transfer-steps", 6, f"the transfer is {transfer.stage}: application, director, county, city")
    before = transfer.told[-1].day
    if command.day < before:
        raise Refused("transfer-steps", 6, f"the step before it was taken on {before}")
    return [taken]


def evolve(transfer: Transfer, event: TransferEvent) -> Transfer:
    stage = LIFECYCLE.after(transfer.stage, type(event))
    if isinstance(event, TransferApplied):
        return Transfer(stage=stage, told=(event,))
    return replace(transfer, stage=stage, told=(*transfer.told, event))
