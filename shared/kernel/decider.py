"""The shape of every decision: commands in, events out, state folded from events."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Generic, TypeVar

Command = TypeVar("Command")
Event = TypeVar("Event")
State = TypeVar("State")


@dataclass(frozen=True)
class Decider(Generic[Command, Event, State]):
    """One kind of thing that takes commands. `category` begins the name of each of its streams."""

    category: str
    initial: State
    decide: Callable[[State, Command], Sequence[Event]]
    evolve: Callable[[State, Event], State]
    events: tuple[type, ...]

    def replay(self, events: Iterable[Event]) -> State:
        return reduce(self.evolve, events, self.initial)

    def stream(self, id: str) -> str:
        return f"{self.category}-{id}"


def subject_of(stream: str) -> str:
    """The id of the thing whose stream it is."""
    return stream.partition("-")[2]
