"""乡镇、街道: a township or street, the unit that manages it, and what becomes of it (Art. 1)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, assert_never

from shared.contract.townships import (
    TownshipAbolished,
    TownshipCreated,
    TownshipMerged,
    TownshipRecoded,
    TownshipRenamed,
)
from shared.kernel.decider import Decider
from shared.kernel.lifecycle import Lifecycle
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


@dataclass(frozen=True, kw_only=True)
class RenameTownship:
    name: str
    day: date


@dataclass(frozen=True, kw_only=True)
class RecodeTownship:
    """Whether another township has the code is for who knows of all townships to ask."""

    code: str
    day: date


@dataclass(frozen=True, kw_only=True)
class AbolishTownship:
    day: date


@dataclass(frozen=True, kw_only=True)
class MergeTownship:
    """`into_township`: the id of the other one."""

    into_township: str
    day: date


TownshipCommand = CreateTownship | RenameTownship | RecodeTownship | AbolishTownship | MergeTownship
Closing = TownshipAbolished | TownshipMerged
TownshipEvent = TownshipCreated | TownshipRenamed | TownshipRecoded | Closing


class Stage(StrEnum):
    NONE = "none"
    CREATED = "created"
    ABOLISHED = "abolished"
    MERGED = "merged"


LIFECYCLE = Lifecycle[Stage](
    {
        (Stage.NONE, TownshipCreated): Stage.CREATED,
        (Stage.CREATED, TownshipRenamed): Stage.CREATED,
        (Stage.CREATED, TownshipRecoded): Stage.CREATED,
        (Stage.CREATED, TownshipAbolished): Stage.ABOLISHED,
        (Stage.CREATED, TownshipMerged): Stage.MERGED,
    }
)


@dataclass(frozen=True, kw_only=True)
class Township:
    """`name` and `code` are the last; none where it still has those that it was created with."""

    stage: Stage = Stage.NONE
    created: TownshipCreated | None = None
    name: str | None = None
    code: str | None = None
    closed: Closing | None = None

    def on(self, day: date) -> dict[str, Any]:
        """What every event says first. Raises Refused where there is no township."""
        if self.created is None:
            raise conflict("no township was created under this code")
        return {"county_code": self.created.county_code, "office_id": None, "day": day}


def decide(township: Township, command: TownshipCommand) -> Sequence[TownshipEvent]:
    match command:
        case CreateTownship():
            return create(township, command)
        case RenameTownship():
            return rename(township, command)
        case RecodeTownship():
            return recode(township, command)
        case AbolishTownship():
            return close(township, TownshipAbolished(**township.on(command.day)))
        case MergeTownship():
            return close(township, TownshipMerged(**township.on(command.day), into_township=command.into_township))
        case _:
            assert_never(command)


def create(township: Township, command: CreateTownship) -> Sequence[TownshipEvent]:
    created = TownshipCreated(
        county_code=command.county_code,
        office_id=None,
        day=command.day,
        name=command.name,
        county=command.county,
        statutory=command.statutory,
    )
    if township.created is None:
        return [created]
    if replace(created, day=township.created.day) != township.created:
        raise conflict(f"township {command.code} is there already, with another name, unit or kind")
    return []


def rename(township: Township, command: RenameTownship) -> Sequence[TownshipEvent]:
    renamed = TownshipRenamed(**township.on(command.day), name=command.name)
    same = command.name == (township.name or (township.created and township.created.name))
    return [] if same else follow(township, renamed)


def recode(township: Township, command: RecodeTownship) -> Sequence[TownshipEvent]:
    recoded = TownshipRecoded(**township.on(command.day), code=command.code)
    return [] if command.code == township.code else follow(township, recoded)


def close(township: Township, event: Closing) -> Sequence[TownshipEvent]:
    return [] if event == township.closed else follow(township, event)


def follow(township: Township, event: TownshipEvent) -> Sequence[TownshipEvent]:
    """The event, where the township is still there."""
    if not LIFECYCLE.allows(township.stage, type(event)):
        raise conflict(f"the township is {township.stage}, and there no longer")
    return [event]


def evolve(township: Township, event: TownshipEvent) -> Township:
    township = replace(township, stage=LIFECYCLE.after(township.stage, type(event)))
    match event:
        case TownshipCreated():
            return replace(township, created=event)
        case TownshipRenamed():
            return replace(township, name=event.name)
        case TownshipRecoded():
            return replace(township, code=event.code)
        case TownshipAbolished() | TownshipMerged():
            return replace(township, closed=event)
        case _:
            assert_never(event)


DECIDER: Decider[TownshipCommand, TownshipEvent, Township] = Decider(
    "township",
    Township(),
    decide,
    evolve,
    (TownshipCreated, TownshipRenamed, TownshipRecoded, TownshipAbolished, TownshipMerged),
)
