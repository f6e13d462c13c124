"""When something took effect, and when it was recorded; and who tells of a subject what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple


class Mark(NamedTuple):
    """Something took effect on `day`; the event that says so was recorded at `recorded_at`."""

    day: date
    event: str
    recorded_at: datetime


def mark_by(mark: Mark | None, instant: datetime) -> Mark | None:
    return mark if mark and mark.recorded_at <= instant else None


@dataclass(frozen=True, slots=True)
class Subjects:
    """One kind of subject: what each event makes of one, and how much of one had been recorded by an instant.

    A fold gets the subject, or none where there is none yet, the event's data and its mark; by none it says that this
    event begins nothing.
    """

    folds: Mapping[type, Callable[[Any, Any, Mark], Any]]
    by: Callable[[Any, datetime], Any]
