"""人民调解: a mediation case from the application to the archive, with what follows an agreement (Art. 10)."""

from collections.abc import Mapping
from enum import StrEnum

from services.mediation.core.case_commands import Outcome
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
from shared.kernel.lifecycle import Lifecycle


class Stage(StrEnum):
    UNKNOWN = "unknown"
    OPENED = "opened"
    ACCEPTED = "accepted"
    MEDIATING = "mediating"
    AGREED = "agreed"
    PERFORMED = "performed"
    FAILED = "failed"
    CLOSED = "closed"
    ARCHIVED = "archived"


KNOWN = tuple(stage for stage in Stage if stage is not Stage.UNKNOWN)
OPEN = tuple(stage for stage in KNOWN if stage not in (Stage.CLOSED, Stage.ARCHIVED))

LIFECYCLE = Lifecycle[Stage](
    {
        (Stage.UNKNOWN, CaseOpened): Stage.OPENED,
        (Stage.OPENED, CaseAccepted): Stage.ACCEPTED,
        (Stage.OPENED, CaseClosed): Stage.CLOSED,
        (Stage.ACCEPTED, MediatorAssigned): Stage.MEDIATING,
        (Stage.ACCEPTED, TermExtended): Stage.ACCEPTED,
        (Stage.ACCEPTED, CaseClosed): Stage.CLOSED,
        (Stage.MEDIATING, MediatorAssigned): Stage.MEDIATING,
        (Stage.MEDIATING, SessionHeld): Stage.MEDIATING,
        (Stage.MEDIATING, TermExtended): Stage.MEDIATING,
        (Stage.MEDIATING, AgreementReached): Stage.AGREED,
        (Stage.MEDIATING, MediationFailed): Stage.FAILED,
        (Stage.MEDIATING, CaseClosed): Stage.CLOSED,
        (Stage.AGREED, ConfirmationRecorded): Stage.AGREED,
        (Stage.AGREED, CaseRevisited): Stage.AGREED,
        (Stage.AGREED, AgreementPerformed): Stage.PERFORMED,
        (Stage.AGREED, CaseClosed): Stage.CLOSED,
        (Stage.PERFORMED, ConfirmationRecorded): Stage.PERFORMED,
        (Stage.PERFORMED, CaseRevisited): Stage.PERFORMED,
        (Stage.PERFORMED, CaseClosed): Stage.CLOSED,
        (Stage.FAILED, CaseClosed): Stage.CLOSED,
        (Stage.CLOSED, CaseArchived): Stage.ARCHIVED,
        **{(stage, event): stage for stage in OPEN for event in (RiskNoted, RiskReported)},
        **{(stage, DossierKept): stage for stage in KNOWN},
    }
)
# What may be said of a case when it is closed, by the stage at which it is closed.
OUTCOMES: Mapping[Stage, Outcome] = {
    Stage.OPENED: "withdrawn",
    Stage.ACCEPTED: "withdrawn",
    Stage.MEDIATING: "withdrawn",
    Stage.AGREED: "agreed",
    Stage.PERFORMED: "agreed",
    Stage.FAILED: "failed",
}
