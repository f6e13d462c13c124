"""Who is, or will be, released from prison."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from services.compliance.core.subjects.mark import Mark, Subjects, mark_by
from shared.contract.corrections import HandoverCompleted, HandoverPlanned, ReleaseNotified, ReleaseRedated


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


def release_by(release: Release, instant: datetime) -> Release | None:
    dates = tuple(dating for dating in release.dates if mark_by(dating.mark, instant))
    planned, handed_over = mark_by(release.planned, instant), mark_by(release.handed_over, instant)
    return replace(release, dates=dates, planned=planned, handed_over=handed_over) if dates else None


RELEASES = Subjects(
    {
        ReleaseNotified: notified,
        ReleaseRedated: redated,
        HandoverPlanned: planned,
        HandoverCompleted: handed_over,
    },
    release_by,
)
