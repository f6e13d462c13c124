"""What is so from a day on, until something else is; of one day the last word counts.

The past may be entered after the present: what is told of an earlier day changes nothing from the next told day on.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from typing import Any, Protocol, TypeVar, cast


class FromDay(Protocol):
    """Anything that is so from its day on."""

    @property
    def day(self) -> date: ...


State = TypeVar("State", bound=FromDay)


def told(states: Iterable[State], state: State) -> tuple[State, ...]:
    """With one more: in the order of their days, and of one day in that of being told."""
    return tuple(sorted((*states, state), key=lambda each: each.day))


def unless_so(states: Sequence[State], state: State) -> Sequence[State]:
    """What there is to tell: nothing where it is so on that day already."""
    stands = state_on(states, state.day)
    return [] if stands and replace(cast(Any, stands), day=state.day) == state else [state]


def state_on(states: Sequence[State], day: date) -> State | None:
    """What stands on the day; none before the first."""
    return next((each for each in reversed(states) if each.day <= day), None)


def last_words(states: Sequence[State]) -> Sequence[State]:
    """Without what was told of a day and then told otherwise of the same day."""
    return [each for each, then in followed(states) if then is None or each.day < then.day]


def followed(states: Sequence[State]) -> Iterator[tuple[State, State | None]]:
    """Each with the one after it; the last with none."""
    return zip_longest(states, states[1:])


def change_after(states: Iterable[FromDay], day: date) -> date | None:
    """The next day on which something else begins to be so."""
    return min((each.day for each in states if each.day > day), default=None)
