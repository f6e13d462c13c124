"""Which villages does a township have, and where do they get legal service? Advisers' names are in the vault."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from shared.contract.mediation import ServiceProvided, ServiceWithdrawn, VillagesListed
from shared.kernel.decider import subject_of
from shared.ports.store import Recorded
from shared.ports.views import View

VIEW = View("villages", ("county_code", "office_id"))


@dataclass(frozen=True, kw_only=True, slots=True)
class VillageLine:
    """Since when there is an adviser, and a room; none where there is none now."""

    name: str
    adviser_since: date | None = None
    room_since: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class VillagesCard:
    """`id` is the township's code; `villages` go by theirs."""

    id: str
    version: int
    county_code: str
    office_id: str | None
    station_since: date | None = None
    adviser_since: date | None = None
    villages: Mapping[str, VillageLine] = field(default_factory=dict)


FIELDS: Mapping[str, str] = {
    "station": "station_since",
    "township-adviser": "adviser_since",
    "village-adviser": "adviser_since",
    "village-room": "room_since",
}


def fold(document: VillagesCard | None, recorded: Recorded) -> VillagesCard:
    event, version = recorded.event, recorded.version
    if not isinstance(event, VillagesListed | ServiceProvided | ServiceWithdrawn):
        raise TypeError(event)
    card = document or VillagesCard(
        id=subject_of(recorded.commit.stream),
        version=version,
        county_code=event.county_code,
        office_id=event.office_id,
    )
    card = replace(card, version=version)
    match event:
        case VillagesListed():
            return listed(card, event)
        case ServiceProvided():
            return provided(card, event, event.day)
        case ServiceWithdrawn():
            return provided(card, event, None)


def listed(card: VillagesCard, event: VillagesListed) -> VillagesCard:
    """What is known of a village stays with its code, whatever its name."""
    nothing = VillageLine(name="")
    lines = {code: replace(card.villages.get(code, nothing), name=name) for code, name in event.villages.items()}
    return replace(card, villages=lines)


def provided(card: VillagesCard, event: ServiceProvided | ServiceWithdrawn, since: date | None) -> VillagesCard:
    change: Mapping[str, Any] = {FIELDS[event.kind]: since}
    if event.village_code is None:
        return replace(card, **change)
    line = replace(card.villages[event.village_code], **change)
    return replace(card, villages={**card.villages, event.village_code: line})
