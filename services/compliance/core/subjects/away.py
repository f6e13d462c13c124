"""When a worker of the office was away: on leave, or seconded to another body."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from services.compliance.core.subjects.mark import Mark, mark_by


@dataclass(frozen=True, slots=True)
class Absence:
    """On leave from `started` on, and there again from `back` on."""

    started: Mark
    back: Mark | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """The last day of a secondment, as it was planned then."""

    until: date
    mark: Mark


@dataclass(frozen=True, slots=True)
class Secondment:
    """Away from `started` on, and there again from `back` on; the other marks are of its papers."""

    started: Mark
    planned: tuple[Planned, ...]
    letter: Mark | None = None
    signed: Mark | None = None
    approved: Mark | None = None
    filed: Mark | None = None
    back: Mark | None = None


def absence_by(absence: Absence, instant: datetime) -> Absence:
    return replace(absence, back=mark_by(absence.back, instant))


def secondment_by(secondment: Secondment, instant: datetime) -> Secondment:
    return Secondment(
        secondment.started,
        tuple(planned for planned in secondment.planned if mark_by(planned.mark, instant)),
        mark_by(secondment.letter, instant),
        mark_by(secondment.signed, instant),
        mark_by(secondment.approved, instant),
        mark_by(secondment.filed, instant),
        mark_by(secondment.back, instant),
    )
