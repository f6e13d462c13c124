"""Who serves a sentence in the community."""

from dataclasses import dataclass
from datetime import date, datetime

from services.compliance.core.subjects.mark import Mark, Subjects, mark_by
from shared.contract.corrections import OffenderDischarged, OffenderEnrolled, OffenderRegistered


@dataclass(frozen=True, slots=True)
class Offender:
    """Counts from `enrolled` on and before `discharged`. Who moved here was registered elsewhere."""

    registered: Mark | None = None
    ends: date | None = None
    enrolled: Mark | None = None
    discharged: Mark | None = None


def registered(_: Offender | None, event: OffenderRegistered, mark: Mark) -> Offender:
    return Offender(mark, event.ends)


def enrolled(was: Offender | None, _: OffenderEnrolled, mark: Mark) -> Offender:
    return Offender(was.registered, was.ends, mark) if was else Offender(enrolled=mark)


def discharged(was: Offender | None, _: OffenderDischarged, mark: Mark) -> Offender | None:
    return was and Offender(was.registered, was.ends, was.enrolled, mark)


def offender_by(offender: Offender, instant: datetime) -> Offender | None:
    registered, enrolled, discharged = (
        mark_by(mark, instant) for mark in (offender.registered, offender.enrolled, offender.discharged)
    )
    ends = offender.ends if registered else None
    return Offender(registered, ends, enrolled, discharged) if registered or enrolled else None


OFFENDERS = Subjects(
    {OffenderRegistered: registered, OffenderEnrolled: enrolled, OffenderDischarged: discharged}, offender_by
)
