"""What may be asked of a release: from the prison's notice to the end of help."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from services.corrections.core.duty import day_of

HelpKind = Literal["visit", "job", "relief", "training", "agreement", "education"]
EndReason = Literal["expired", "reoffended", "deceased", "moved-away"]
Origin = Literal["prison", "correction"]
"""Whence somebody comes into help: a prison (刑满释放), or the end of a correction (解除矫正)."""


@dataclass(frozen=True, kw_only=True)
class Booking:
    """Where people and vehicle are booked: on the duty sheet of the day, under that number."""

    sheet: str
    order: int

    @property
    def day(self) -> date:
        return day_of(self.sheet)


@dataclass(frozen=True, kw_only=True)
class NotifyRelease:
    """`release_day` is none while the person is only to be verified; `day` is that of the notice."""

    county_code: str
    office_id: str
    release_day: date | None
    key_person: bool
    minor: bool
    has_guardian: bool
    identity_contradicted: bool = False
    day: date


@dataclass(frozen=True, kw_only=True)
class VerifyRelease:
    """Whether the person is `found` where the prison was told."""

    found: bool
    day: date


@dataclass(frozen=True, kw_only=True)
class ReturnRelease:
    """The prison is told that the person was not found."""

    day: date


@dataclass(frozen=True, kw_only=True)
class AssessRelease:
    """The risk, and with it whatever else is said of the person, as it is known now."""

    key_person: bool
    minor: bool
    has_guardian: bool
    identity_contradicted: bool = False
    day: date


@dataclass(frozen=True, kw_only=True)
class RedateRelease:
    """`day`: when that became known."""

    release_day: date
    day: date


@dataclass(frozen=True, kw_only=True)
class ConfirmPickup:
    """The family says that it will come; `day`: when it said so."""

    day: date


@dataclass(frozen=True, kw_only=True)
class PlanHandover:
    """`escort` are workers' ids. Another plan takes the place of the former.

    Without a `booking` it is only asked whether there can be such a plan: people and vehicle are booked first.
    """

    escort: tuple[str, ...]
    vehicle: str | None
    day: date
    booking: Booking | None = None


@dataclass(frozen=True, kw_only=True)
class CompleteHandover:
    """`day`: when the person was met."""

    day: date


@dataclass(frozen=True, kw_only=True)
class OpenHelp:
    """Help without a handover: for who was discharged from a correction on `day`."""

    county_code: str
    office_id: str
    origin: Origin
    minor: bool
    day: date


@dataclass(frozen=True, kw_only=True)
class GiveHelp:
    kind: HelpKind
    day: date


@dataclass(frozen=True, kw_only=True)
class LoseContact:
    day: date


@dataclass(frozen=True, kw_only=True)
class RegainContact:
    day: date


@dataclass(frozen=True, kw_only=True)
class SendHelp:
    """The person moves to the area of another office, of this county or another."""

    to_county_code: str
    to_office_id: str
    day: date


@dataclass(frozen=True, kw_only=True)
class ReceiveHelp:
    """The other office has the papers, and the person."""

    day: date


@dataclass(frozen=True, kw_only=True)
class EndHelp:
    """`day` is the first on which there is no help any more."""

    reason: EndReason
    day: date


ReleaseCommand = (
    NotifyRelease
    | VerifyRelease
    | ReturnRelease
    | AssessRelease
    | RedateRelease
    | ConfirmPickup
    | PlanHandover
    | CompleteHandover
    | OpenHelp
    | GiveHelp
    | LoseContact
    | RegainContact
    | SendHelp
    | ReceiveHelp
    | EndHelp
)
