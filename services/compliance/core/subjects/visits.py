"""When a village's legal adviser did duty there."""

from datetime import datetime

from services.compliance.core.subjects.mark import Mark, Subjects, mark_by
from shared.contract.mediation import VillageVisited

Visits = tuple[Mark, ...]


def visited(was: Visits | None, _: VillageVisited, mark: Mark) -> Visits:
    return (*(was or ()), mark)


def visits_by(visits: Visits, instant: datetime) -> Visits | None:
    return tuple(mark for mark in visits if mark_by(mark, instant)) or None


VISITS = Subjects({VillageVisited: visited}, visits_by)
