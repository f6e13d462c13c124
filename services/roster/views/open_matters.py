"""Who is in an office's care, and which cases does it have? As corrections and mediation tell of them."""

from collections.abc import Callable, Mapping
from typing import Any

from shared.contract.corrections import (
    HandoverCompleted,
    OffenderDischarged,
    OffenderReceived,
    OffenderRegistered,
    ReleaseNotified,
)
from shared.contract.envelope import Envelope
from shared.contract.mediation import CaseClosed, CaseOpened
from shared.ports.views import Put, View

VIEW = View("open_matters", ("office_id",), ("open",))


def begun(envelope: Envelope[Any]) -> Put:
    return Put(VIEW, envelope.subject, envelope.version, {"office_id": envelope.data.office_id, "open": True})


def ended(envelope: Envelope[Any]) -> Put:
    return Put(VIEW, envelope.subject, envelope.version, {"office_id": envelope.data.office_id, "open": False})


OF_OTHERS: Mapping[type, Callable[[Envelope[Any]], Put]] = {
    OffenderRegistered: begun,
    OffenderReceived: begun,
    OffenderDischarged: ended,
    ReleaseNotified: begun,
    HandoverCompleted: ended,
    CaseOpened: begun,
    CaseClosed: ended,
}
