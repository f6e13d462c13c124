"""The case: an offender is registered, enrols, and counts until the discharge."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from services.corrections.core.offender.state import Offender, Stage, follow
from shared.contract.corrections import OffenderDischarged, OffenderEnrolled, OffenderRegistered
from shared.contract.envelope import Public
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
    identity_contradicted: bool = False


@dataclass(frozen=True, kw_only=True)
class EnrolOffender:
    day: date


@dataclass(frozen=True, kw_only=True)
class DischargeOffender:
    """`day` is the first on which the offender counts no longer."""

    day: date
    reason: Reason


def register(offender: Offender, command: RegisterOffender) -> Sequence[Public]:
    event = OffenderRegistered(
        county_code=command.county_code,
        office_id=command.office_id,
        day=command.effective_day,
        sentence=command.sentence,
        ends=command.ends,
        female=command.female,
        minor=command.minor,
        identity_contradicted=command.identity_contradicted,
    )
    return follow(offender, event, "registered once; this is other content than was registered")


def enrol(offender: Offender, command: EnrolOffender) -> Sequence[Public]:
    """At the office where the offender was registered."""
    at = offender.registration or offender
    event = OffenderEnrolled(county_code=at.county_code, office_id=at.office_id, day=command.day)
    return follow(offender, event, "enrolled once, after the registration and before the discharge")


def discharge(offender: Offender, command: DischargeOffender) -> Sequence[Public]:
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
