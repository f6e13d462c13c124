"""Who is sentenced to community correction: awaited, enrolled here, gone elsewhere, discharged."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from services.compliance.core.subjects.mark import Mark, Subjects, mark_by
from services.compliance.core.subjects.supervision import CHANGES, NOTHING, Change, Supervision, brought, supervision_by
from shared.contract.corrections import (
    OffenderDischarged,
    OffenderEnrolled,
    OffenderReceived,
    OffenderRegistered,
    OffenderRelocated,
)


@dataclass(frozen=True, slots=True)
class Term:
    """What was sentenced, to whom; `ends` is the last day. A minor then is a minor for all of it (社区矫正法 58)."""

    sentence: str
    ends: date
    female: bool
    minor: bool
    identity_contradicted: bool
    mark: Mark


@dataclass(frozen=True, slots=True)
class Stay:
    """Counts here from `enrolled` on and before `left`."""

    enrolled: Mark
    left: Mark | None = None
    supervision: Supervision = NOTHING


@dataclass(frozen=True, slots=True)
class Offender:
    """`registered` at this office; who moved here was registered elsewhere, and may go and come back."""

    term: Term | None = None
    registered: Mark | None = None
    stays: tuple[Stay, ...] = ()
    discharged: Mark | None = None


def registered(_: Offender | None, event: OffenderRegistered, mark: Mark) -> Offender:
    term = Term(event.sentence, event.ends, event.female, event.minor, event.identity_contradicted, mark)
    return Offender(term, mark)


def enrolled(was: Offender | None, _: OffenderEnrolled, mark: Mark) -> Offender:
    was = was or Offender()
    return Offender(was.term, was.registered, (*was.stays, Stay(mark)), was.discharged)


def received(was: Offender | None, event: OffenderReceived, mark: Mark) -> Offender:
    was = was or Offender()
    term = was.term or Term(event.sentence, event.ends, event.female, event.minor, False, mark)
    stay = Stay(mark, supervision=brought(event, mark))
    return Offender(term, was.registered, (*was.stays, stay), was.discharged)


def relocated(was: Offender | None, _: OffenderRelocated, mark: Mark) -> Offender | None:
    return was and Offender(was.term, was.registered, left(was.stays, mark), was.discharged)


def discharged(was: Offender | None, _: OffenderDischarged, mark: Mark) -> Offender | None:
    return was and Offender(was.term, was.registered, left(was.stays, mark), mark)


def left(stays: tuple[Stay, ...], mark: Mark) -> tuple[Stay, ...]:
    """The last stay ends."""
    return (*stays[:-1], replace(stays[-1], left=mark)) if stays else stays


def supervised(change: Change) -> Callable[[Offender | None, Any, Mark], Offender | None]:
    """Into the stay in which it happened; what is dated before the first belongs to the first."""

    def fold(was: Offender | None, event: Any, mark: Mark) -> Offender | None:
        if was is None or not was.stays:
            return was
        at = max((at for at, stay in enumerate(was.stays) if stay.enrolled.day <= mark.day), default=0)
        supervision = was.stays[at].supervision
        stay = replace(was.stays[at], supervision=replace(supervision, **change(supervision, event, mark)))
        return replace(was, stays=(*was.stays[:at], stay, *was.stays[at + 1 :]))

    return fold


def here(offenders: Mapping[str, Offender], day: date) -> Iterator[tuple[str, Offender, Stay]]:
    """Who counts on the day, and the stay in which he does."""
    for id, offender in offenders.items():
        stay = next((each for each in reversed(offender.stays) if each.enrolled.day <= day), None)
        if stay and (stay.left is None or stay.left.day > day):
            yield id, offender, stay


def offender_by(offender: Offender, instant: datetime) -> Offender | None:
    registered, discharged = mark_by(offender.registered, instant), mark_by(offender.discharged, instant)
    term = offender.term if offender.term and mark_by(offender.term.mark, instant) else None
    stays = tuple(
        Stay(stay.enrolled, mark_by(stay.left, instant), supervision_by(stay.supervision, instant))
        for stay in offender.stays
        if mark_by(stay.enrolled, instant)
    )
    return Offender(term, registered, stays, discharged) if registered or stays else None


OFFENDERS = Subjects(
    {
        OffenderRegistered: registered,
        OffenderEnrolled: enrolled,
        **{event: supervised(change) for event, change in CHANGES.items()},
        OffenderRelocated: relocated,
        OffenderReceived: received,
        OffenderDischarged: discharged,
    },
    offender_by,
)
