"""What mediation tells the other services (Art. 10)."""

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
)
