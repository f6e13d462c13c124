"""Which townships and streets are there, and who manages them?"""

from dataclasses import dataclass

from shared.contract.roster import TownshipCreated
from shared.kernel.decider import subject_of
from shared.ports.store import Recorded
from shared.ports.views import View

VIEW = View("townships", ("county_code",), ("office_id",))


@dataclass(frozen=True, kw_only=True, slots=True)
class TownshipCard:
    """`id` is the township's code. It belongs to a county, and to no office: `office_id` is always none."""

    id: str
    version: int
    name: str
    county_code: str
    county: str
    statutory: bool
    office_id: None = None


def fold(_: TownshipCard | None, recorded: Recorded) -> TownshipCard:
    event = recorded.event
    if not isinstance(event, TownshipCreated):
        raise TypeError(event)
    return TownshipCard(
        id=subject_of(recorded.commit.stream),
        version=recorded.version,
        name=event.name,
        county_code=event.county_code,
        county=event.county,
        statutory=event.statutory,
    )
