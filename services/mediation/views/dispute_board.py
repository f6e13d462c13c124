"""Which disputes does an office mediate, who mediates them, and how far are they?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.mediation.core.case_stages import LIFECYCLE, Stage
from shared.contract.mediation import (
    AgreementPerformed,
    AgreementReached,
    CaseAccepted,
    CaseArchived,
    CaseClosed,
    CaseOpened,
    CaseRevisited,
    ConfirmationRecorded,
    DossierKept,
    MediationFailed,
    MediatorAssigned,
    RiskNoted,
    RiskReported,
    SessionHeld,
    TermExtended,
)
from shared.kernel.decider import subject_of
from shared.ports.store import Recorded
from shared.ports.views import View

VIEW = View("cases", ("county_code", "office_id"), ("stage",))


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseCard:
    """One case without its parties. `mediator` is a worker's id, since `mediator_day`; `documents` its dossier's."""

    id: str
    version: int
    office_id: str | None
    county_code: str
    stage: str
    category: str
    source: str
    opened_day: date
    accepted_day: date | None = None
    mediator: str | None = None
    mediator_day: date | None = None
    chosen_by_parties: bool = False
    sessions: tuple[date, ...] = ()
    extended_until: date | None = None
    risk_day: date | None = None
    risk_reported_day: date | None = None
    form: str | None = None
    agreed_day: date | None = None
    effective_day: date | None = None
    performance_due: date | None = None
    confirmation_wanted: bool = False
    failed_day: date | None = None
    performed_day: date | None = None
    confirmation: str | None = None
    confirmation_day: date | None = None
    revisits: tuple[date, ...] = ()
    outcome: str | None = None
    closed_day: date | None = None
    documents: tuple[str, ...] = ()
    archived_day: date | None = None


def fold(document: CaseCard | None, recorded: Recorded) -> CaseCard:
    event = recorded.event
    if isinstance(event, CaseOpened):
        return opened(recorded, event)
    if document is None or type(event) not in SHOWN:
        raise TypeError(event, document)
    stage = LIFECYCLE.after(Stage(document.stage), type(event))
    return replace(document, version=recorded.version, stage=stage, **SHOWN[type(event)](document, event))


def opened(recorded: Recorded, event: CaseOpened) -> CaseCard:
    return CaseCard(
        id=subject_of(recorded.commit.stream),
        version=recorded.version,
        office_id=event.office_id,
        county_code=event.county_code,
        stage=LIFECYCLE.after(Stage.UNKNOWN, CaseOpened),
        category=event.category,
        source=event.source,
        opened_day=event.day,
    )


# What each event shows on the card that it finds.
SHOWN: Mapping[type, Callable[[CaseCard, Any], Mapping[str, Any]]] = {
    CaseAccepted: lambda _, event: {"accepted_day": event.day},
    MediatorAssigned: lambda _, event: {
        "mediator": event.worker_id,
        "mediator_day": event.day,
        "chosen_by_parties": event.chosen_by_parties,
    },
    SessionHeld: lambda card, event: {"sessions": (*card.sessions, event.day)},
    TermExtended: lambda _, event: {"extended_until": event.until},
    RiskNoted: lambda _, event: {"risk_day": event.day},
    RiskReported: lambda _, event: {"risk_reported_day": event.day},
    AgreementReached: lambda _, event: {
        "form": event.form,
        "agreed_day": event.day,
        "effective_day": event.effective_day or event.day,
        "performance_due": event.performance_due,
        "confirmation_wanted": event.confirmation_wanted,
    },
    MediationFailed: lambda _, event: {"failed_day": event.day},
    AgreementPerformed: lambda _, event: {"performed_day": event.day},
    ConfirmationRecorded: lambda _, event: {"confirmation": event.outcome, "confirmation_day": event.day},
    CaseRevisited: lambda card, event: {"revisits": (*card.revisits, event.day)},
    CaseClosed: lambda _, event: {"outcome": event.outcome, "closed_day": event.day},
    DossierKept: lambda _, event: {"documents": event.documents},
    CaseArchived: lambda _, event: {"archived_day": event.day},
}
