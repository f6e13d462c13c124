"""A small kind of thing to send commands to: it opens, is noted on in private, enrols in public, and closes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from shared.adapters.fixed_clock import FixedClock
from shared.adapters.memory_views import MemoryViews
from shared.contract.codec import EventCodec
from shared.contract.corrections import OffenderDischarged, OffenderEnrolled
from shared.kernel.claim import Claimed, ClaimGivenUp
from shared.kernel.decider import Decider, subject_of
from shared.kernel.refusal import conflict
from shared.ports.store import Recorded
from shared.ports.views import View
from shared.runtime.aggregate import Aggregate, Reading
from shared.runtime.claims import claim
from shared.runtime.handler import Sender
from tests.examples.told import SHANGHAI

DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=SHANGHAI)
WHERE: Mapping[str, Any] = {"county_code": "410105", "office_id": "jingba-road", "day": DAY}
ENROLLED = OffenderEnrolled(**WHERE)
DISCHARGED = OffenderDischarged(**WHERE, reason="served")
CLERK = Sender(actor="clerk")


@dataclass(frozen=True, kw_only=True, slots=True)
class Noted:
    """A private event."""

    words: str


@dataclass(frozen=True, kw_only=True)
class Note:
    words: str


@dataclass(frozen=True, kw_only=True)
class Enrol:
    """Refused where it is so already: this one is no friend of asking again."""


@dataclass(frozen=True, kw_only=True)
class Discharge:
    """With a last note, in the same commit."""


@dataclass(frozen=True, kw_only=True)
class Case:
    notes: tuple[str, ...] = ()
    enrolled: bool = False


def decide(case: Case, command: Note | Enrol | Discharge) -> Sequence[object]:
    match command:
        case Note():
            return [] if command.words in case.notes else [Noted(words=command.words)]
        case Enrol():
            if case.enrolled:
                raise conflict("enrolled already")
            return [ENROLLED]
        case Discharge():
            if not case.enrolled:
                raise conflict("not enrolled")
            return [Noted(words="the end"), DISCHARGED]


def evolve(case: Case, event: object) -> Case:
    if isinstance(event, Noted):
        return replace(case, notes=(*case.notes, event.words))
    return replace(case, enrolled=isinstance(event, OffenderEnrolled))


@dataclass(frozen=True, kw_only=True)
class Card:
    id: str
    version: int
    told: tuple[str, ...] = ()


def fold(card: Card | None, recorded: Recorded) -> Card:
    told = card.told if card else ()
    name = type(recorded.event).__name__
    return Card(id=subject_of(recorded.commit.stream), version=recorded.version, told=(*told, name))


DECIDER: Decider[Any, Any, Case] = Decider(
    "case", Case(), decide, evolve, (Noted, OffenderEnrolled, OffenderDischarged)
)
CARDS = View("cards")
CASE = Aggregate(DECIDER, Reading(CARDS, Card, fold))
CLAIM = claim("caseclaim")
CODEC = EventCodec.of((*DECIDER.events, Claimed, ClaimGivenUp))


def a_clock() -> FixedClock:
    return FixedClock(NOON)


def some_views() -> MemoryViews:
    return MemoryViews((CARDS,))
