"""乡镇、街道: a township or street, and the unit that manages it (Art. 1)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from shared.contract.roster import TownshipCreated
from shared.kernel.decider import Decider
from shared.kernel.refusal import conflict


@dataclass(frozen=True, kw_only=True)
class CreateTownship:
    """`code` is its id. `county_code` is the managing unit, which need not be the prefix of the code.

    `day` is when it was entered: asking again on a later day is no other content.
    """

    code: str
    name: str
    county_code: str
    county: str
    statutory: bool
    day: date


TownshipCommand = CreateTownship
TownshipEvent = TownshipCreated
Township = TownshipCreated | None


def decide(township: Township, command: TownshipCommand) -> Sequence[TownshipEvent]:
    return create(township, command)


def create(township: Township, command: CreateTownship) -> Sequence[TownshipEvent]:
    created = TownshipCreated(
        county_code=command.county_code,
        office_id=None,
        day=command.day,
        name=command.name,
        county=command.county,
        statutory=command.statutory,
    )
    if township is None:
        return [created]
    if replace(created, day=township.day) != township:
        raise conflict(f"township {command.code} is there already, with another name, unit or kind")
    return []


def evolve(_: Township, event: TownshipEvent) -> Township:
    return event


DECIDER: Decider[TownshipCommand, TownshipEvent, Township] = Decider(
    "township", None, decide, evolve, (TownshipCreated,)
)
