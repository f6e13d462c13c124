"""What mediation tells the other services (Art. 10)."""

from dataclasses import dataclass

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


@dataclass(frozen=True, kw_only=True, slots=True)
class AgreementReached(Public):
    form: str


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


EVENTS = (
    CaseOpened,
    CaseAccepted,
    MediatorAssigned,
    AgreementReached,
    MediationFailed,
    AgreementPerformed,
    ConfirmationRecorded,
    CaseRevisited,
    CaseClosed,
)
