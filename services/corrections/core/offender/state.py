"""How an offender stands: at which stage, at which office on which day, and what has begun and not ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from shared.contract.corrections import (
    OffenderDischarged,
    OffenderEnrolled,
    OffenderReceived,
    OffenderRegistered,
    OffenderRelocated,
)
from shared.contract.envelope import Public
from shared.kernel.lifecycle import Lifecycle
from shared.kernel.refusal import conflict

Event = TypeVar("Event", bound=Public)


class Stage(StrEnum):
    UNKNOWN = "unknown"
    REGISTERED = "registered"
    ENROLLED = "enrolled"
    DISCHARGED = "discharged"


# Who is discharged without having enrolled (deceased on the way, imprisoned again) never counted. What is recorded of
# who is enrolled, a contact, an absence, changes no stage.
LIFECYCLE = Lifecycle[Stage](
    {
        (Stage.UNKNOWN, OffenderRegistered): Stage.REGISTERED,
        (Stage.REGISTERED, OffenderEnrolled): Stage.ENROLLED,
        (Stage.REGISTERED, OffenderDischarged): Stage.DISCHARGED,
        (Stage.ENROLLED, OffenderRelocated): Stage.ENROLLED,
        (Stage.ENROLLED, OffenderReceived): Stage.ENROLLED,
        (Stage.ENROLLED, OffenderDischarged): Stage.DISCHARGED,
    }
)


@dataclass(frozen=True, kw_only=True)
class Stay:
    """The office where the offender is from `since` on."""

    county_code: str
    office_id: str | None
    since: date


@dataclass(frozen=True, kw_only=True)
class Offender:
    """`day` is that of the last event of the case: the next may fall on it, not before it. Contacts and the like are
    recorded also later, each at the office where the offender was then.
    """

    stage: Stage = Stage.UNKNOWN
    county_code: str = ""
    office_id: str | None = None
    day: date = date.min
    registration: OffenderRegistered | None = None
    stays: tuple[Stay, ...] = ()
    past: tuple[Public, ...] = ()

    @property
    def ends(self) -> date:
        """The last day of the term."""
        return self.registration.ends if self.registration else date.max

    def on(self, day: date) -> dict[str, Any]:
        """What every event of the case says first."""
        return {"county_code": self.county_code, "office_id": self.office_id, "day": day}

    def at(self, day: date) -> dict[str, Any]:
        """What an event says first that falls into a stay, also one that is over. Raises Refused."""
        stay = next((each for each in reversed(self.stays) if each.since <= day), None)
        if stay is None or (self.stage is Stage.DISCHARGED and day > self.day):
            raise conflict(f"the offender is {self.stage}, and was not enrolled on {day}")
        return {"county_code": stay.county_code, "office_id": stay.office_id, "day": day}

    def unended(self, begun: type[Event], *ended: type[Public]) -> Event | None:
        """The last of a kind of event, unless one that ends it has come since."""
        for event in reversed(self.past):
            if isinstance(event, begun):
                return event
            if isinstance(event, ended):
                return None
        return None


def follow(offender: Offender, event: Public, how: str) -> Sequence[Public]:
    """An event of the case where it may come now, nothing where it has come already."""
    if event in offender.past:
        return []
    if not LIFECYCLE.allows(offender.stage, type(event)):
        raise conflict(f"the offender is {offender.stage}: an offender is {how}")
    if event.day < offender.day:
        raise conflict(f"the offender is {offender.stage} from {offender.day} on: nothing can follow before that day")
    return [event]


def once(offender: Offender, event: Public) -> Sequence[Public]:
    """What may be recorded of whoever is enrolled, as often as it happens, but the same only once."""
    return [] if event in offender.past else [event]


def begin(offender: Offender, event: Public, *ended: type[Public]) -> Sequence[Public]:
    """What lasts until it ends: it cannot begin while it lasts, or before it ended last."""
    if event in offender.past:
        return []
    lasting = offender.unended(type(event), *ended)
    if lasting:
        raise conflict(f"it is so since {lasting.day}, and has not ended")
    before = [past.day for past in offender.past if isinstance(past, ended) and past.day > event.day]
    if before:
        raise conflict(f"what was so before ended on {max(before)}, which is later")
    return [event]


def end(offender: Offender, event: Public, begun: type[Public], *ended: type[Public]) -> Sequence[Public]:
    """What has begun ends, on its first day or later."""
    if event in offender.past:
        return []
    lasting = offender.unended(begun, type(event), *ended)
    if lasting is None:
        raise conflict("what has not begun cannot end")
    if event.day < lasting.day:
        raise conflict(f"it began on {lasting.day}, and cannot end before")
    return [event]
