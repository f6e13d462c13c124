"""Which townships and streets are there, who manages them, and by which codes have they gone?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.roster.core.township import LIFECYCLE, Stage
from shared.contract.townships import (
    TownshipAbolished,
    TownshipCreated,
    TownshipMerged,
    TownshipRecoded,
    TownshipRenamed,
)
from shared.kernel.decider import subject_of
from shared.ports.store import Recorded
from shared.ports.views import View

VIEW = View("townships", ("county_code",), ("office_id", "code"))


@dataclass(frozen=True, kw_only=True, slots=True)
class TownshipCard:
    """`id` is the code with which it was created, and stays so; `code` is the one by which it goes now.

    It belongs to a county, and to no office: `office_id` is always none.
    """

    id: str
    version: int
    name: str
    county_code: str
    county: str
    statutory: bool
    office_id: None = None
    code: str = ""
    former_codes: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    stage: Stage = Stage.CREATED
    closed_day: date | None = None
    merged_into: str | None = None


def fold(document: TownshipCard | None, recorded: Recorded) -> TownshipCard:
    event = recorded.event
    if isinstance(event, TownshipCreated):
        return created(recorded, event)
    if document is None or type(event) not in SHOWN:
        raise TypeError(event, document)
    stage = LIFECYCLE.after(document.stage, type(event))
    return replace(document, version=recorded.version, stage=stage, **SHOWN[type(event)](document, event))


def created(recorded: Recorded, event: TownshipCreated) -> TownshipCard:
    return TownshipCard(
        id=subject_of(recorded.commit.stream),
        version=recorded.version,
        name=event.name,
        county_code=event.county_code,
        county=event.county,
        statutory=event.statutory,
        code=subject_of(recorded.commit.stream),
    )


# What each event shows on the card that it finds.
SHOWN: Mapping[type, Callable[[TownshipCard, Any], Mapping[str, Any]]] = {
    TownshipRenamed: lambda card, event: {"name": event.name, "former_names": (*card.former_names, card.name)},
    TownshipRecoded: lambda card, event: {"code": event.code, "former_codes": (*card.former_codes, card.code)},
    TownshipAbolished: lambda _, event: {"closed_day": event.day},
    TownshipMerged: lambda _, event: {"closed_day": event.day, "merged_into": event.into_township},
}
