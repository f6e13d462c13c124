"""Who works at the office, formal or hired."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from services.compliance.core.subjects.away import Absence, Planned, Secondment, absence_by, secondment_by
from services.compliance.core.subjects.mark import Mark, Subjects, mark_by
from shared.contract.personnel import TransferApprovedByCity, WorkerArrived, WorkerLeft
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


@dataclass(frozen=True, slots=True)
class Worker:
    """Counts from `hired` on, before `departed`, and no longer than `contract_until`, its last day.

    Who went to another office, or another post, has departed here without a `reason`; who came from one has
    `served_since` the hiring there, and who came back has been here `before`. `transfer_approved`: the last step.
    """

    kind: str
    special: bool
    post_id: str | None
    contract_until: date | None
    hired: Mark
    departed: Mark | None = None
    reason: str | None = None
    absences: tuple[Absence, ...] = ()
    secondments: tuple[Secondment, ...] = ()
    transfer_approved: Mark | None = None
    served_since: date | None = None
    before: "Worker | None" = None


def hired(_: Worker | None, event: WorkerHired, mark: Mark) -> Worker:
    return Worker(event.kind, event.special, event.post_id, event.contract_until, mark)


def arrived(was: Worker | None, event: WorkerArrived, mark: Mark) -> Worker:
    came = Worker(event.kind, event.special, event.post_id, event.contract_until, mark)
    return replace(came, served_since=event.hired_day, before=was)


def left(was: Worker | None, _: WorkerLeft, mark: Mark) -> Worker | None:
    return was and replace(was, departed=mark)


def departed(was: Worker | None, event: WorkerDeparted, mark: Mark) -> Worker | None:
    return was and replace(was, departed=mark, reason=event.reason)


def absent(was: Worker | None, _: WorkerAbsent, mark: Mark) -> Worker | None:
    return was and replace(was, absences=(*was.absences, Absence(mark)))


def returned(was: Worker | None, _: WorkerReturned, mark: Mark) -> Worker | None:
    """From the last leave; where it is not known, from none."""
    if was is None or not was.absences:
        return was
    last = was.absences[-1]
    return replace(was, absences=(*was.absences[:-1], replace(last, back=last.back or mark)))


def seconded(was: Worker | None, event: SecondmentStarted, mark: Mark) -> Worker | None:
    begun = Secondment(mark, (Planned(event.until, mark),), mark if event.letter else None)
    return was and replace(was, secondments=(*was.secondments, begun))


def extended(was: Worker | None, event: SecondmentExtended, mark: Mark) -> Worker | None:
    return told_of_last(was, lambda last: replace(last, planned=(*last.planned, Planned(event.until, mark))))


def paper(name: str) -> Callable[[Worker | None, Any, Mark], Worker | None]:
    """A paper of the last secondment, or its end: each comes once."""

    def told(last: Secondment, mark: Mark) -> Secondment:
        changes: dict[str, Any] = {name: getattr(last, name) or mark}
        return replace(last, **changes)

    return lambda was, _, mark: told_of_last(was, lambda last: told(last, mark))


def told_of_last(was: Worker | None, become: Callable[[Secondment], Secondment]) -> Worker | None:
    if was is None or not was.secondments:
        return was
    return replace(was, secondments=(*was.secondments[:-1], become(was.secondments[-1])))


def transfer_approved(was: Worker | None, _: TransferApprovedByCity, mark: Mark) -> Worker | None:
    return was and replace(was, transfer_approved=mark)


def worker_by(worker: Worker, instant: datetime) -> Worker | None:
    before = worker_by(worker.before, instant) if worker.before else None
    if mark_by(worker.hired, instant) is None:
        return before
    departed = mark_by(worker.departed, instant)
    return replace(
        worker,
        departed=departed,
        reason=worker.reason if departed else None,
        absences=tuple(absence_by(each, instant) for each in worker.absences if mark_by(each.started, instant)),
        secondments=tuple(
            secondment_by(each, instant) for each in worker.secondments if mark_by(each.started, instant)
        ),
        transfer_approved=mark_by(worker.transfer_approved, instant),
        before=before,
    )


def stints(worker: Worker) -> Iterator[Worker]:
    """Each time that the worker was here, the first at first."""
    if worker.before:
        yield from stints(worker.before)
    yield worker


WORKERS = Subjects(
    {
        WorkerHired: hired,
        WorkerArrived: arrived,
        WorkerLeft: left,
        WorkerDeparted: departed,
        WorkerAbsent: absent,
        WorkerReturned: returned,
        SecondmentStarted: seconded,
        SecondmentExtended: extended,
        SecondmentLetterReceived: paper("letter"),
        SecondmentSigned: paper("signed"),
        SecondmentApproved: paper("approved"),
        SecondmentFiled: paper("filed"),
        SecondmentEnded: paper("back"),
        TransferApprovedByCity: transfer_approved,
    },
    worker_by,
)
