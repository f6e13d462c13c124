"""社区矫正对象: an offender is registered, enrols, and counts until the discharge (Art. 12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Literal, assert_never

from shared.contract.corrections import OffenderDischarged, OffenderEnrolled, OffenderRegistered
from shared.kernel.decider import Decider
from shared.kernel.lifecycle import Lifecycle
from shared.kernel.refusal import Refused, conflict

Sentence = Literal["surveillance", "suspended", "parole", "outside-prison"]
Reason = Literal["served", "pardoned", "revoked", "imprisoned", "deceased"]


@dataclass(frozen=True, kw_only=True)
class RegisterOffender:
    """`effective_day`: the judgment took effect. `ends`: the last day of the term."""

    county_code: str
    office_id: str
    sentence: Sentence
    effective_day: date
    ends: date
    female: bool
    minor: bool


@dataclass(frozen=True, kw_only=True)
class EnrolOffender:
    day: date


@dataclass(frozen=True, kw_only=True)
class DischargeOffender:
    """`day` is the first on which the offender counts no longer."""

    day: date
    reason: Reason


OffenderCommand = RegisterOffender | EnrolOffender | DischargeOffender
OffenderEvent = OffenderRegistered | OffenderEnrolled | OffenderDischarged


class Stage(StrEnum):
    UNKNOWN = "unknown"
    REGISTERED = "registered"
    ENROLLED = "enrolled"
    DISCHARGED = "discharged"


# Who is discharged without having enrolled (deceased on the way, imprisoned again) never counted.
LIFECYCLE = Lifecycle[Stage](
    {
        (Stage.UNKNOWN, OffenderRegistered): Stage.REGISTERED,
        (Stage.REGISTERED, OffenderEnrolled): Stage.ENROLLED,
        (Stage.REGISTERED, OffenderDischarged): Stage.DISCHARGED,
        (Stage.ENROLLED, OffenderDischarged): Stage.DISCHARGED,
    }
)


@dataclass(frozen=True, kw_only=True)
class Offender:
    """`day` is that of the last event: the next may fall on it, not before it."""

    stage: Stage = Stage.UNKNOWN
    county_code: str = ""
    office_id: str | None = None
    day: date = date.min
    ends: date = date.max
    past: tuple[OffenderEvent, ...] = ()

    def on(self, day: date) -> dict[str, Any]:
        """What every event says first."""
        return {"county_code": self.county_code, "office_id": self.office_id, "day": day}


def decide(offender: Offender, command: OffenderCommand) -> Sequence[OffenderEvent]:
    match command:
        case RegisterOffender():
            return register(offender, command)
        case EnrolOffender():
            return enrol(offender, command)
        case DischargeOffender():
            return discharge(offender, command)
        case _:
            assert_never(command)


def register(offender: Offender, command: RegisterOffender) -> Sequence[OffenderEvent]:
    event = OffenderRegistered(
        county_code=command.county_code,
        office_id=command.office_id,
        day=command.effective_day,
        sentence=command.sentence,
        ends=command.ends,
        female=command.female,
        minor=command.minor,
    )
    return follow(offender, event, "registered once; this is other content than was registered")


def enrol(offender: Offender, command: EnrolOffender) -> Sequence[OffenderEvent]:
    event = OffenderEnrolled(**offender.on(command.day))
    return follow(offender, event, "enrolled once, after the registration and before the discharge")


def discharge(offender: Offender, command: DischargeOffender) -> Sequence[OffenderEvent]:
    event = OffenderDischarged(**offender.on(command.day), reason=command.reason)
    events = follow(offender, event, "discharged once, after the registration")
    if events and command.reason == "served":
        must_have_served(offender, command.day)
    return events


def must_have_served(offender: Offender, day: date) -> None:
    """On the last day of the term and after it: the term's end by itself discharges nobody."""
    if day < offender.ends:
        because = f"the term runs until {offender.ends}; nobody has served it before"
        raise Refused("end-of-term", 12, because, ends=offender.ends)
    if offender.stage is Stage.REGISTERED:
        raise conflict("who was never enrolled has served no term here")


def follow(offender: Offender, event: OffenderEvent, how: str) -> Sequence[OffenderEvent]:
    """The event where it may come now, nothing where it has come already."""
    if event in offender.past:
        return []
    if not LIFECYCLE.allows(offender.stage, type(event)):
        raise conflict(f"the offender is {offender.stage}: an offender is {how}")
    if event.day < offender.day:
        raise conflict(f"the offender is {offender.stage} from {offender.day} on: nothing can follow before that day")
    return [event]


def evolve(offender: Offender, event: OffenderEvent) -> Offender:
    return Offender(
        stage=LIFECYCLE.after(offender.stage, type(event)),
        county_code=event.county_code,
        office_id=event.office_id,
        day=event.day,
        ends=event.ends if isinstance(event, OffenderRegistered) else offender.ends,
        past=(*offender.past, event),
    )


DECIDER: Decider[OffenderCommand, OffenderEvent, Offender] = Decider(
    "offender", Offender(), decide, evolve, (OffenderRegistered, OffenderEnrolled, OffenderDischarged)
)
