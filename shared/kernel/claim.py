"""One of a kind: what must be unique names a stream, and the store's own uniqueness decides a race.

A claim carries its intent, so that whoever finds it can drive it on after a crash.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, assert_never

from shared.kernel.decider import Decider


class Taken(Exception):
    """Somebody else holds it, and is not known to be closed."""

    def __init__(self, holder: str, intent: Mapping[str, Any]) -> None:
        super().__init__(holder)
        self.holder, self.intent = holder, intent


@dataclass(frozen=True, kw_only=True)
class Take:
    """`closed` is a former holder that is known to be closed for good, and may be succeeded."""

    holder: str
    intent: Mapping[str, Any]
    closed: str | None = None


@dataclass(frozen=True, kw_only=True)
class GiveUp:
    holder: str


ClaimCommand = Take | GiveUp


@dataclass(frozen=True, kw_only=True, slots=True)
class Claimed:
    holder: str
    intent: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimGivenUp:
    holder: str


ClaimEvent = Claimed | ClaimGivenUp


@dataclass(frozen=True, kw_only=True)
class Claim:
    holder: str | None = None
    intent: Mapping[str, Any] = field(default_factory=dict)


def decide(claim: Claim, command: ClaimCommand) -> Sequence[ClaimEvent]:
    match command:
        case Take():
            return take(claim, command)
        case GiveUp():
            return [ClaimGivenUp(holder=command.holder)] if claim.holder == command.holder else []
        case _:
            assert_never(command)


def take(claim: Claim, command: Take) -> Sequence[ClaimEvent]:
    if claim.holder == command.holder:
        return []
    if claim.holder in (None, command.closed):
        return [Claimed(holder=command.holder, intent=command.intent)]
    raise Taken(str(claim.holder), claim.intent)


def evolve(_: Claim, event: ClaimEvent) -> Claim:
    match event:
        case Claimed():
            return Claim(holder=event.holder, intent=event.intent)
        case ClaimGivenUp():
            return Claim()
        case _:
            assert_never(event)


def claim_decider(category: str) -> Decider[ClaimCommand, ClaimEvent, Claim]:
    """The reservation of one kind of unique thing: an identity number, a township's seat."""
    return Decider(category, Claim(), decide, evolve, (Claimed, ClaimGivenUp))
