"""What corrections tells the other services: offenders, released persons, volunteers (Art. 12)."""

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
    identity_contradicted: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class OffenderEnrolled(Public):
    """Reported and registered at the place of execution: counts from `day`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DeclarationHeld(Public):
    """入矫宣告."""


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupFormed(Public):
    """矫正小组: who belongs to it is nobody's business here."""

    has_woman: bool
    has_minors_specialist: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectionPlanned(Public):
    """矫正方案."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OffenderCategorised(Public):
    """严管、普管、宽管: how often there has to be a contact from `day` on."""

    category: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactMade(Public):
    kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SupervisionLost(Public):
    """脱管: nobody has known since `day` where the offender is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SupervisionRegained(Public):
    """Found on `day`, or come back."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LeaveGranted(Public):
    """From `day` to the end of `until`, approved by the office, the county or the city. Counts all the time."""

    until: date
    approved_by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LeaveEnded(Public):
    """Reported back on `day` (销假)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LibertyRestricted(Public):
    """Detained, arrested or in custody from `day` on. Counts all the time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LibertyRestored(Public):
    """Back under supervision from `day` on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DisciplineImposed(Public):
    """训诫、警告、提请治安处罚、提请撤销."""

    kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PositioningApproved(Public):
    """电子定位: approved, or extended, for one of the law's causes or another."""

    cause: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PositioningRemoved(Public):
    """The device was taken off on `day`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RelocationBegun(Public):
    """Another place of execution was decided on; the offender counts here until enrolled there."""

    to_office_id: str
    to_county_code: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OffenderRelocated(Public):
    """Enrolled at another office: counts here no longer from `day` on."""

    to_office_id: str
    to_county_code: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OffenderReceived(Public):
    """Enrolled here, coming from another office: counts from `day`. With what was so there: the days of discipline,
    and those of the positioning that goes on.
    """

    from_office_id: str | None
    sentence: str
    ends: date
    female: bool
    minor: bool
    category: str | None
    admonished: tuple[date, ...]
    warned: tuple[date, ...]
    punished: tuple[date, ...]
    proposed: tuple[date, ...]
    positioning_approved: tuple[date, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OffenderHelped(Public):
    """Training, livelihood, or help in hardship."""

    kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OffenderDischarged(Public):
    """Counts no longer from `day` on."""

    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReleaseNotified(Public):
    """A prison's notice; `release_day` is none while the person is only to be verified.

    `identity_contradicted`: the age in the identity number is not what is said.
    """

    release_day: date | None
    key_person: bool
    minor: bool
    has_guardian: bool
    identity_contradicted: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ReleaseVerified(Public):
    """Whether the person is known at the address that was given to the prison (信息核查)."""

    found: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ReleaseReturned(Public):
    """The prison was told that the person is not known here."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReleaseAssessed(Public):
    """The risk was assessed, and all that is said of the person is said anew."""

    key_person: bool
    minor: bool
    has_guardian: bool
    identity_contradicted: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ReleaseRedated(Public):
    """The day is another, or known at last. What was planned for the former day is planned no longer."""

    release_day: date


@dataclass(frozen=True, kw_only=True, slots=True)
class PickupConfirmed(Public):
    """The family will be at the prison's gate."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoverPlanned(Public):
    """Who goes, in which vehicle; both are references."""

    escort: tuple[str, ...]
    vehicle: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoverCompleted(Public):
    """The released person was met on `day` (必接必送)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HelpOpened(Public):
    """Help begins without a handover: `since` the discharge, which is its `origin`."""

    origin: str
    since: date
    key_person: bool
    minor: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class HelpGiven(Public):
    kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactLost(Public):
    """Nobody knows from `day` on where the person is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactRegained(Public):
    """The person was found on `day`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HelpSent(Public):
    """The person moves, and the papers are on their way; the old office helps until they are received."""

    to_county_code: str
    to_office_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class HelpHandedOn(Public):
    """From `day` on the person is no longer the old office's."""

    to_county_code: str
    to_office_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class HelpReceived(Public):
    """From `day` on the person is the new office's. `since`: release or discharge, from which the term runs."""

    from_office_id: str
    origin: str
    since: date
    key_person: bool
    minor: bool
    has_guardian: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class HelpEnded(Public):
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class VolunteerJoined(Public):
    """A volunteer (雨霁志愿者) of the office from `day` on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class VolunteerServed(Public):
    kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class VolunteerDeparted(Public):
    """A volunteer no longer, from `day` on."""


OF_OFFENDERS: tuple[type[Public], ...] = (
    OffenderRegistered,
    OffenderEnrolled,
    DeclarationHeld,
    GroupFormed,
    CorrectionPlanned,
    OffenderCategorised,
    ContactMade,
    SupervisionLost,
    SupervisionRegained,
    LeaveGranted,
    LeaveEnded,
    LibertyRestricted,
    LibertyRestored,
    DisciplineImposed,
    PositioningApproved,
    PositioningRemoved,
    RelocationBegun,
    OffenderRelocated,
    OffenderReceived,
    OffenderHelped,
    OffenderDischarged,
)
OF_RELEASES: tuple[type[Public], ...] = (
    ReleaseNotified,
    ReleaseVerified,
    ReleaseReturned,
    ReleaseAssessed,
    ReleaseRedated,
    PickupConfirmed,
    HandoverPlanned,
    HandoverCompleted,
    HelpOpened,
    HelpGiven,
    ContactLost,
    ContactRegained,
    HelpSent,
    HelpHandedOn,
    HelpReceived,
    HelpEnded,
)
OF_VOLUNTEERS: tuple[type[Public], ...] = (VolunteerJoined, VolunteerServed, VolunteerDeparted)
EVENTS: tuple[type[Public], ...] = (
    *OF_OFFENDERS,
    *OF_RELEASES,
    *OF_VOLUNTEERS,
)
