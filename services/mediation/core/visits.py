"""村（居）法律顾问履职: the days on which a village's legal adviser came to do duty there (Art. 10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shared.contract.mediation import VillageVisited
from shared.kernel.decider import Decider


@dataclass(frozen=True, kw_only=True)
class VisitVillage:
    county_code: str
    office_id: str
    day: date


VisitsCommand = VisitVillage
VisitsEvent = VillageVisited
Visits = frozenset[date]


def decide(visits: Visits, command: VisitsCommand) -> Sequence[VisitsEvent]:
    return visit(visits, command)


def visit(visits: Visits, command: VisitVillage) -> Sequence[VisitsEvent]:
    """A day is entered once, in whatever order."""
    if command.day in visits:
        return []
    return [VillageVisited(county_code=command.county_code, office_id=command.office_id, day=command.day)]


def evolve(visits: Visits, event: VisitsEvent) -> Visits:
    return visits | {event.day}


DECIDER: Decider[VisitsCommand, VisitsEvent, Visits] = Decider("visits", frozenset(), decide, evolve, (VillageVisited,))
