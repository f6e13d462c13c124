"""What the rules may see of an office: intervals with both axes of time, folded from everybody's public events."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from services.compliance.core import subjects
from services.compliance.core.subjects import Mark, Offender, Office, Post, Release, Worker
from shared.contract import corrections, roster
from shared.contract.envelope import Envelope

Versions = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """`versions` are the last of each contributing stream that these facts contain."""

    office: Office | None = None
    offenders: Mapping[str, Offender] = field(default_factory=dict)
    workers: Mapping[str, Worker] = field(default_factory=dict)
    posts: Mapping[str, Post] = field(default_factory=dict)
    releases: Mapping[str, Release] = field(default_factory=dict)
    versions: Versions = field(default_factory=dict)


def evolve(facts: OfficeFacts, envelope: Envelope[Any]) -> OfficeFacts:
    """Each version of a stream counts once; what the facts do not know of is only marked as seen.

    A subject is folded from its own stream alone, so streams may interleave in any order.
    """
    if envelope.version <= facts.versions.get(envelope.stream, 0):
        return facts
    versions = {**facts.versions, envelope.stream: envelope.version}
    data, subject = envelope.data, envelope.subject
    known = FOLDS.get(type(data))
    if known is None:
        return put_nothing(facts, versions)
    place, fold = known
    mark = Mark(data.day, envelope.id, envelope.recorded_at)
    became = fold(place.find(facts, subject), data, mark)
    return put_nothing(facts, versions) if became is None else place.put(facts, versions, subject, became)


def put_nothing(facts: OfficeFacts, versions: Versions) -> OfficeFacts:
    return OfficeFacts(facts.office, facts.offenders, facts.workers, facts.posts, facts.releases, versions)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the facts a kind of subject is found, and how the facts look with one put there."""

    find: Callable[[OfficeFacts, str], Any]
    put: Callable[[OfficeFacts, Versions, str, Any], OfficeFacts]


# The facts are copied by hand: dataclasses.replace takes longer than all the rest of the fold.
OFFICE = Place(
    lambda facts, _: facts.office,
    lambda facts, versions, _, new: OfficeFacts(
        new, facts.offenders, facts.workers, facts.posts, facts.releases, versions
    ),
)
OFFENDERS = Place(
    lambda facts, subject: facts.offenders.get(subject),
    lambda facts, versions, subject, new: OfficeFacts(
        facts.office, {**facts.offenders, subject: new}, facts.workers, facts.posts, facts.releases, versions
    ),
)
WORKERS = Place(
    lambda facts, subject: facts.workers.get(subject),
    lambda facts, versions, subject, new: OfficeFacts(
        facts.office, facts.offenders, {**facts.workers, subject: new}, facts.posts, facts.releases, versions
    ),
)
POSTS = Place(
    lambda facts, subject: facts.posts.get(subject),
    lambda facts, versions, subject, new: OfficeFacts(
        facts.office, facts.offenders, facts.workers, {**facts.posts, subject: new}, facts.releases, versions
    ),
)
RELEASES = Place(
    lambda facts, subject: facts.releases.get(subject),
    lambda facts, versions, subject, new: OfficeFacts(
        facts.office, facts.offenders, facts.workers, facts.posts, {**facts.releases, subject: new}, versions
    ),
)

FOLDS: Mapping[type, tuple[Place, Callable[[Any, Any, Mark], Any]]] = {
    roster.OfficeEstablished: (OFFICE, subjects.established),
    roster.OfficeFiled: (OFFICE, subjects.filed),
    corrections.OffenderRegistered: (OFFENDERS, subjects.registered),
    corrections.OffenderEnrolled: (OFFENDERS, subjects.enrolled),
    corrections.OffenderDischarged: (OFFENDERS, subjects.discharged),
    roster.WorkerHired: (WORKERS, subjects.hired),
    roster.WorkerDeparted: (WORKERS, subjects.departed),
    roster.PostApproved: (POSTS, subjects.approved),
    roster.PostTaken: (POSTS, subjects.taken),
    roster.PostVacated: (POSTS, subjects.vacated),
    corrections.ReleaseNotified: (RELEASES, subjects.notified),
    corrections.ReleaseRedated: (RELEASES, subjects.redated),
    corrections.HandoverPlanned: (RELEASES, subjects.planned),
    corrections.HandoverCompleted: (RELEASES, subjects.handed_over),
}


Subject = TypeVar("Subject")


def known(facts: OfficeFacts, instant: datetime) -> OfficeFacts:
    """What had been recorded up to the instant. For judging: what is folded further are the facts themselves."""
    return OfficeFacts(
        facts.office and office_by(facts.office, instant),
        all_by(facts.offenders, offender_by, instant),
        all_by(facts.workers, worker_by, instant),
        all_by(facts.posts, post_by, instant),
        all_by(facts.releases, release_by, instant),
        facts.versions,
    )


def all_by(
    subjects: Mapping[str, Subject], by: Callable[[Subject, datetime], Subject | None], instant: datetime
) -> Mapping[str, Subject]:
    return {id: then for id, subject in subjects.items() if (then := by(subject, instant))}


def mark_by(mark: Mark | None, instant: datetime) -> Mark | None:
    return mark if mark and mark.recorded_at <= instant else None


def office_by(office: Office, instant: datetime) -> Office | None:
    if mark_by(office.established, instant) is None:
        return None
    return replace(office, filed=mark_by(office.filed, instant))


def offender_by(offender: Offender, instant: datetime) -> Offender | None:
    registered, enrolled, discharged = (
        mark_by(mark, instant) for mark in (offender.registered, offender.enrolled, offender.discharged)
    )
    ends = offender.ends if registered else None
    return Offender(registered, ends, enrolled, discharged) if registered or enrolled else None


def worker_by(worker: Worker, instant: datetime) -> Worker | None:
    if mark_by(worker.hired, instant) is None:
        return None
    return replace(worker, departed=mark_by(worker.departed, instant))


def post_by(post: Post, instant: datetime) -> Post | None:
    if mark_by(post.approved, instant) is None:
        return None
    holdings = (
        replace(held, vacated=mark_by(held.vacated, instant)) for held in post.holdings if mark_by(held.taken, instant)
    )
    return replace(post, holdings=tuple(holdings))


def release_by(release: Release, instant: datetime) -> Release | None:
    dates = tuple(dating for dating in release.dates if mark_by(dating.mark, instant))
    planned, handed_over = mark_by(release.planned, instant), mark_by(release.handed_over, instant)
    return replace(release, dates=dates, planned=planned, handed_over=handed_over) if dates else None
