"""A township of a county, which must have an office of its own. Another name or code makes no other township of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.compliance.core.subjects.mark import Mark, Subjects, mark_by
from shared.contract.townships import TownshipAbolished, TownshipCreated, TownshipMerged


@dataclass(frozen=True, slots=True)
class Seat:
    """It is there from `created` on and before `closed`."""

    statutory: bool
    created: Mark
    closed: Mark | None = None


def created(_: Seat | None, event: TownshipCreated, mark: Mark) -> Seat:
    return Seat(event.statutory, mark)


def closed(was: Seat | None, _: TownshipAbolished | TownshipMerged, mark: Mark) -> Seat | None:
    return was and replace(was, closed=mark)


def seat_by(seat: Seat, instant: datetime) -> Seat | None:
    if mark_by(seat.created, instant) is None:
        return None
    return replace(seat, closed=mark_by(seat.closed, instant))


SEATS = Subjects(
    {TownshipCreated: created, TownshipAbolished: closed, TownshipMerged: closed},
    seat_by,
)
