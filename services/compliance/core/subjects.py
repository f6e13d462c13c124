"""Who and what an office has: each subject is a fold of its own stream and of nothing else."""

from dataclasses import dataclass
from datetime import date, datetime

from shared.contract.corrections import (
    HandoverCompleted,
    HandoverPlanned,
    OffenderDischarged,
    OffenderEnrolled,
    OffenderRegistered,
    ReleaseNotified,
    ReleaseRedated,
)
from shared.contract.roster import (
    OfficeEstablished,
    OfficeFiled,
    PostApproved,
    PostTaken,
    PostVacated,
    WorkerDeparted,
    WorkerHired,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Something took effect on `day`; the event that says so was recorded at `recorded_at`."""

    day: date
    event: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Office:
    id: str
    name: str
    county_code: str
    township_code: str | None
    kind: str
    established: Mark
    filed: Mark | None = None


@dataclass(frozen=True, slots=True)
class Offender:
    """Counts from `enrolled` on and before `discharged`. Who moved here was registered elsewhere."""

    registered: Mark | None = None
    ends: date | None = None
    enrolled: Mark | None = None
    discharged: Mark | None = None


@dataclass(frozen=True, slots=True)
class Worker:
    """Counts from `hired` on, before `departed`, and no longer than `contract_until`, its last day."""

    kind: str
    special: bool
    post_id: str | None
    contract_until: date | None
    hired: Mark
    departed: Mark | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    worker_id: str
    taken: Mark
    vacated: Mark | None = None


@dataclass(frozen=True, slots=True)
class Post:
    category: str
    approved: Mark
    holdings: tuple[Holding, ...] = ()


@dataclass(frozen=True, slots=True)
class Dating:
    """What was said of the day of a release: none while it is unknown, or once it was taken back."""

    release_day: date | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class Release:
    dates: tuple[Dating, ...]
    key_person: bool
    minor: bool
    has_guardian: bool
    planned: Mark | None = None
    handed_over: Mark | None = None


def established(_: Office | None, event: OfficeEstablished, mark: Mark) -> Office:
    id = str(event.office_id)
    return Office(id, event.name, event.county_code, event.township_code, event.kind, mark)


def filed(was: Office | None, _: OfficeFiled, mark: Mark) -> Office | None:
    return was and Office(was.id, was.name, was.county_code, was.township_code, was.kind, was.established, mark)


def registered(_: Offender | None, event: OffenderRegistered, mark: Mark) -> Offender:
    return Offender(mark, event.ends)


def enrolled(was: Offender | None, _: OffenderEnrolled, mark: Mark) -> Offender:
    return Offender(was.registered, was.ends, mark) if was else Offender(enrolled=mark)


def discharged(was: Offender | None, _: OffenderDischarged, mark: Mark) -> Offender | None:
    return was and Offender(was.registered, was.ends, was.enrolled, mark)


def hired(_: Worker | None, event: WorkerHired, mark: Mark) -> Worker:
    return Worker(event.kind, event.special, event.post_id, event.contract_until, mark)


def departed(was: Worker | None, _: WorkerDeparted, mark: Mark) -> Worker | None:
    return was and Worker(was.kind, was.special, was.post_id, was.contract_until, was.hired, mark)


def approved(_: Post | None, event: PostApproved, mark: Mark) -> Post:
    return Post(event.category, mark)


def taken(was: Post | None, event: PostTaken, mark: Mark) -> Post | None:
    return was and Post(was.category, was.approved, (*was.holdings, Holding(event.worker_id, mark)))


def vacated(was: Post | None, event: PostVacated, mark: Mark) -> Post | None:
    return was and Post(
        was.category,
        was.approved,
        tuple(given_up(held, event.worker_id, mark) for held in was.holdings),
    )


def given_up(held: Holding, worker_id: str, mark: Mark) -> Holding:
    ends = held.vacated is None and held.worker_id == worker_id
    return Holding(held.worker_id, held.taken, mark) if ends else held


def notified(was: Release | None, event: ReleaseNotified, mark: Mark) -> Release:
    """A second notice dates anew, or takes the date away; what was planned and done stays."""
    dates = (*(was.dates if was else ()), Dating(event.release_day, mark))
    planned, handed_over = (was.planned, was.handed_over) if was else (None, None)
    return Release(dates, event.key_person, event.minor, event.has_guardian, planned, handed_over)


def redated(was: Release | None, event: ReleaseRedated, mark: Mark) -> Release | None:
    dating = Dating(event.release_day, mark)
    return was and Release(
        (*was.dates, dating),
        was.key_person,
        was.minor,
        was.has_guardian,
        was.planned,
        was.handed_over,
    )


def planned(was: Release | None, _: HandoverPlanned, mark: Mark) -> Release | None:
    """Another plan later on does not change since when there is one."""
    return was and Release(was.dates, was.key_person, was.minor, was.has_guardian, was.planned or mark, was.handed_over)


def handed_over(was: Release | None, _: HandoverCompleted, mark: Mark) -> Release | None:
    return was and Release(was.dates, was.key_person, was.minor, was.has_guardian, was.planned, mark)
