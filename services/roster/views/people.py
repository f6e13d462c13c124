"""Who works at an office, as what, since and until when? Names are in the vault."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from services.roster.core.postings import Postings, begun, ended
from services.roster.core.transfer import NO_TRANSFER, TRANSFER_EVENTS, Transfer
from services.roster.core.transfer import Stage as TransferStage
from services.roster.core.transfer import evolve as transferred
from services.roster.core.worker import LIFECYCLE, Stage
from shared.contract.envelope import Public
from shared.contract.personnel import TransferApplied, WorkerArrived, WorkerLeft
from shared.contract.roster import (
    SecondmentApproved,
    SecondmentEnded,
    SecondmentExtended,
    SecondmentFiled,
    SecondmentLetterReceived,
    SecondmentSigned,
    SecondmentStarted,
    WorkerAbsent,
    WorkerDeparted,
    WorkerHired,
    WorkerReturned,
)
from shared.kernel.decider import subject_of
from shared.ports.store import Recorded
from shared.ports.views import View

VIEW = View("workers", ("county_code", "office_id"), ("kind", "stage"))


@dataclass(frozen=True, kw_only=True, slots=True)
class AbsenceCard:
    """`back` is the first day on which the worker was there again."""

    since: date
    kind: str
    back: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SecondmentCard:
    """To whom, and what the letter says, is in the vault, under the day of its beginning."""

    since: date
    until: date
    letter_day: date | None = None
    signed_day: date | None = None
    approved_day: date | None = None
    filed_day: date | None = None
    back: date | None = None


PAPERS: Mapping[type, str] = {
    SecondmentLetterReceived: "letter_day",
    SecondmentSigned: "signed_day",
    SecondmentApproved: "approved_day",
    SecondmentFiled: "filed_day",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class TransferCard:
    """The last application to be transferred, and how far it has come. Where to is in the vault."""

    stage: TransferStage
    applied_day: date
    last_step_day: date


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkerCard:
    """`since` is the day of hiring, and `postings` are where the worker has served since, the last one at last.

    `departed_day` is the first day on which the worker no longer counts; `contract_until` the contract's last.
    """

    id: str
    version: int
    county_code: str
    office_id: str | None
    kind: str
    special: bool
    post_id: str | None
    since: date
    contract_until: date | None
    stage: Stage
    departed_day: date | None = None
    reason: str | None = None
    absences: tuple[AbsenceCard, ...] = ()
    secondments: tuple[SecondmentCard, ...] = ()
    postings: Postings = ()
    transfer: TransferCard | None = None


def fold(document: WorkerCard | None, recorded: Recorded) -> WorkerCard:
    match recorded.event, document:
        case WorkerHired() as event, _:
            return card(subject_of(recorded.commit.stream), recorded.version, event)
        case WorkerDeparted() as event, WorkerCard():
            return replace(
                document,
                version=recorded.version,
                stage=LIFECYCLE.after(document.stage, WorkerDeparted),
                departed_day=event.day,
                reason=event.reason,
                postings=ended(document.postings, event.day),
            )
        case WorkerLeft() as event, WorkerCard():
            return replace(document, version=recorded.version, postings=ended(document.postings, event.day))
        case WorkerArrived() as event, WorkerCard():
            return arrived(replace(document, version=recorded.version), event)
        case event, WorkerCard():
            return replace(
                document,
                version=recorded.version,
                absences=absences(document, event),
                secondments=secondments(document, event),
                transfer=transfer(document, event),
            )
        case unknown:
            raise TypeError(unknown)


def absences(card: WorkerCard, event: object) -> tuple[AbsenceCard, ...]:
    match event:
        case WorkerAbsent():
            return (*card.absences, AbsenceCard(since=event.day, kind=event.kind))
        case WorkerReturned():
            return (*card.absences[:-1], replace(card.absences[-1], back=event.day))
        case _:
            return card.absences


def secondments(card: WorkerCard, event: object) -> tuple[SecondmentCard, ...]:
    """Each after the one before it has ended: what is told is told of the last."""
    match event:
        case SecondmentStarted():
            letter_day = event.day if event.letter else None
            return (*card.secondments, SecondmentCard(since=event.day, until=event.until, letter_day=letter_day))
        case SecondmentExtended():
            changes = {"until": event.until}
        case SecondmentEnded():
            changes = {"back": event.day}
        case Public() if type(event) in PAPERS:
            changes = {PAPERS[type(event)]: event.day}
        case _:
            return card.secondments
    return (*card.secondments[:-1], replace(card.secondments[-1], **changes))


def arrived(card: WorkerCard, event: WorkerArrived) -> WorkerCard:
    return replace(
        card,
        county_code=event.county_code,
        office_id=event.office_id,
        post_id=event.post_id,
        special=event.special,
        postings=(*card.postings, begun(event)),
    )


def transfer(card: WorkerCard, event: object) -> TransferCard | None:
    if not isinstance(event, TRANSFER_EVENTS):
        return card.transfer
    known = None if isinstance(event, TransferApplied) else card.transfer
    before = Transfer(stage=known.stage) if known else NO_TRANSFER
    applied_day = known.applied_day if known else event.day
    return TransferCard(stage=transferred(before, event).stage, applied_day=applied_day, last_step_day=event.day)


def card(id: str, version: int, event: WorkerHired) -> WorkerCard:
    return WorkerCard(
        id=id,
        version=version,
        county_code=event.county_code,
        office_id=event.office_id,
        kind=event.kind,
        special=event.special,
        post_id=event.post_id,
        since=event.day,
        contract_until=event.contract_until,
        postings=(begun(event),),
        stage=LIFECYCLE.after(Stage.NONE, WorkerHired),
    )
