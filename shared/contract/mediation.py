"""What mediation tells the other services (Art. 10, 11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shared.contract.envelope import Public


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseOpened(Public):
    category: str
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseAccepted(Public):
    """The committee took the case on; its term runs from `day`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MediatorAssigned(Public):
    worker_id: str
    chosen_by_parties: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionHeld(Public):
    """The parties met before the mediator."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TermExtended(Public):
    """By consent of the parties; `until` is the last day that they agreed on."""

    until: date


@dataclass(frozen=True, kw_only=True, slots=True)
class RiskNoted(Public):
    """The dispute may escalate."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RiskReported(Public):
    """To the police."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AgreementReached(Public):
    """`effective_day` where that is later than `day`. `performance_due` where a day for it was agreed on.

    `confirmation_wanted`: the parties want the court to confirm it.
    """

    form: str
    effective_day: date | None = None
    performance_due: date | None = None
    confirmation_wanted: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class MediationFailed(Public):
    """No agreement; why is free text, and stays in the vault."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AgreementPerformed(Public):
    """The parties did what they agreed on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ConfirmationRecorded(Public):
    """Judicial confirmation (司法确认): applied for, granted or rejected."""

    outcome: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseRevisited(Public):
    """回访."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseClosed(Public):
    outcome: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DossierKept(Public):
    """`documents` are codes of all that the dossier (卷宗) holds."""

    documents: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseArchived(Public):
    """The case and its dossier went into the archive."""


@dataclass(frozen=True, kw_only=True, slots=True)
class VillagesListed(Public):
    """All the villages of a township that the office serves, by their codes; the subject is the township's."""

    villages: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceProvided(Public):
    """From `day` on the township has a `station` or a `township-adviser`, or the village a `village-adviser` or a
    `village-room`. The subject is the township's code.
    """

    kind: str
    village_code: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceWithdrawn(Public):
    """There is none any more, from `day` on."""

    kind: str
    village_code: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class VillageVisited(Public):
    """Its legal adviser did duty there; the subject is the village's code."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AdviceGiven(Public):
    """Somebody got legal advice."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonReferred(Public):
    """Somebody was shown to `legal-aid`, a `lawyer`, a `notary`, `grassroots` legal service or a `forensic` expert."""

    kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferralEnded(Public):
    """`served`, `declined` or `given-up`."""

    outcome: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ActivityHeld(Public):
    """Work for law publicity and government by law; `number` counts who was reached, candidates or cases."""

    kind: str
    village_code: str | None
    number: int | None


EVENTS = (
    CaseOpened,
    CaseAccepted,
    MediatorAssigned,
    SessionHeld,
    TermExtended,
    RiskNoted,
    RiskReported,
    AgreementReached,
    MediationFailed,
    AgreementPerformed,
    ConfirmationRecorded,
    CaseRevisited,
    CaseClosed,
    DossierKept,
    CaseArchived,
    VillagesListed,
    ServiceProvided,
    ServiceWithdrawn,
    VillageVisited,
    AdviceGiven,
    PersonReferred,
    ReferralEnded,
    ActivityHeld,
)
