"""Who works at the office, formal or hired."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from services.compliance.core.subjects.mark import Mark, Subjects, mark_by
from shared.contract.roster import WorkerDeparted, WorkerHired


@dataclass(frozen=True, slots=True)
class Worker:
    """Counts from `hired` on, before `departed`, and no longer than `contract_until`, its last day."""

    kind: str
    special: bool
    post_id: str | None
    contract_until: date | None
    hired: Mark
    departed: Mark | None = None


def hired(_: Worker | None, event: WorkerHired, mark: Mark) -> Worker:
    return Worker(event.kind, event.special, event.post_id, event.contract_until, mark)


def departed(was: Worker | None, _: WorkerDeparted, mark: Mark) -> Worker | None:
    return was and Worker(was.kind, was.special, was.post_id, was.contract_until, was.hired, mark)


def worker_by(worker: Worker, instant: datetime) -> Worker | None:
    if mark_by(worker.hired, instant) is None:
        return None
    return replace(worker, departed=mark_by(worker.departed, instant))


WORKERS = Subjects({WorkerHired: hired, WorkerDeparted: departed}, worker_by)
