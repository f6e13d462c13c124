"""删除个人信息: whose personal data was erased, and why. What is counted stays (个人信息保护法 47)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shared.kernel.decider import Decider

Reason = Literal["retention-over", "unlawful", "on-request", "court-order"]


@dataclass(frozen=True, kw_only=True)
class Erase:
    """`category` and the stream's subject say of which thing; the rest says where it stood."""

    category: str
    county_code: str
    office_id: str | None
    reason: Reason
    day: date


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonErased:
    """Nothing of the person is in it. It does not leave its service."""

    category: str
    county_code: str
    office_id: str | None
    reason: str
    day: date


ErasureCommand = Erase
ErasureEvent = PersonErased
Erasure = PersonErased | None


def decide(erasure: Erasure, command: ErasureCommand) -> Sequence[ErasureEvent]:
    return erase(erasure, command)


def erase(erasure: Erasure, command: Erase) -> Sequence[ErasureEvent]:
    """What was erased once may have been entered anew since, for another reason to erase it."""
    if erasure and erasure.reason == command.reason:
        return []
    return [
        PersonErased(
            category=command.category,
            county_code=command.county_code,
            office_id=command.office_id,
            reason=command.reason,
            day=command.day,
        )
    ]


def evolve(_: Erasure, event: ErasureEvent) -> Erasure:
    return event


DECIDER: Decider[ErasureCommand, ErasureEvent, Erasure] = Decider("erasure", None, decide, evolve, (PersonErased,))
