"""Who leads an office, in which role and since when, and which steps led there?"""

from dataclasses import dataclass

from services.roster.core.leadership import Leadership, Term, evolve
from shared.contract.personnel import LeaderAppointed, LeaderRemoved, LeaderStepsRecorded
from shared.kernel.decider import subject_of
from shared.ports.store import Recorded
from shared.ports.views import View

VIEW = View("leaderships", ("county_code", "office_id"))


@dataclass(frozen=True, kw_only=True, slots=True)
class LeadershipCard:
    """`id` is the office's. `terms` are those of all who ever led it, in the order of being told."""

    id: str
    version: int
    county_code: str
    office_id: str
    terms: tuple[Term, ...]


def fold(document: LeadershipCard | None, recorded: Recorded) -> LeadershipCard:
    event = recorded.event
    if not isinstance(event, LeaderAppointed | LeaderStepsRecorded | LeaderRemoved):
        raise TypeError(event)
    id = subject_of(recorded.commit.stream)
    told = evolve(Leadership(terms=document.terms if document else ()), event)
    return LeadershipCard(
        id=id, version=recorded.version, county_code=event.county_code, office_id=id, terms=told.terms
    )
