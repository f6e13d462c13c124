"""What a service makes of its events, as the keeper of its facts needs it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from shared.contract.envelope import Envelope
from shared.ports.views import View

Facts = TypeVar("Facts")
Changes = Mapping[Any, Any]


@dataclass(slots=True)
class Kept(Generic[Facts]):
    """A row as this process holds it. `announced` is what stands in the alerts, none where that is not known here.

    `stored_next_day` is what the row in the store says; none where what is held is not what is stored.
    `traceparent` is that of the last event, for where that is the cause.
    """

    id: str
    version: int
    facts: Facts
    county_code: str
    announced: Changes | None = None
    cause: str | None = None
    traceparent: str | None = None
    judged: bool = False
    stored_next_day: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """What a judgement leads to: what should stand, what to show, and the next day on which it can change by itself.

    `rules` is how many it took.
    """

    next_day: date | None
    announce: Changes
    shown: Mapping[View, object]
    rules: int = 0


@dataclass(frozen=True, kw_only=True)
class Policy(Generic[Facts]):
    """What a service makes of its events. Pure, but for the last two; `announce` is harmless to repeat.

    `view` is where its rows are kept. `standing` tells what stands by now; `announce` gets what has to change, by none
    what has to end.
    """

    view: View
    shape: type[Facts]
    nothing: Callable[[str], Facts]
    key: Callable[[Envelope[Any]], str | None]
    evolve: Callable[[Facts, Envelope[Any]], Facts]
    judge: Callable[[Kept[Facts], date], Judged]
    standing: Callable[[str], Awaitable[Changes]]
    announce: Callable[[Kept[Facts], Changes, date], Awaitable[None]]
