"""What corrections tells the other services: offenders and released persons (Art. 12)."""

from dataclasses import dataclass
from datetime import date

from shared.contract.envelope import Public


@dataclass(frozen=True, kw_only=True, slots=True)
class OffenderRegistered(Public):
    """A judgment took effect and the person is awaited; `day` is the day of effect."""

    sentence: str
    ends: date
    female: bool
    minor: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class OffenderEnrolled(Public):
    """Reported and registered at the place of execution: counts from `day`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OffenderDischarged(Public):
    """Counts no longer from `day` on."""

    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReleaseNotified(Public):
    """A prison's notice; `release_day` is none while the person is only to be verified."""

    release_day: date | None
    key_person: bool
    minor: bool
    has_guardian: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ReleaseRedated(Public):
    release_day: date


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoverPlanned(Public):
    """Who goes, in which vehicle; both are references."""

    escort: tuple[str, ...]
    vehicle: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoverCompleted(Public):
    """The released person was met on `day` (必接必送)."""


EVENTS = (
    OffenderRegistered,
    OffenderEnrolled,
    OffenderDischarged,
    ReleaseNotified,
    ReleaseRedated,
    HandoverPlanned,
    HandoverCompleted,
)
