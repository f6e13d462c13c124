"""A kind of thing: how it decides, and the document that shows it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from shared.kernel.decider import Decider
from shared.ports.store import Commit, Recorded
from shared.ports.views import Put, View

Command = TypeVar("Command")
Event = TypeVar("Event")
State = TypeVar("State")
Document = TypeVar("Document")


@dataclass(frozen=True)
class Reading(Generic[Document]):
    """The one document of a stream: a pure fold of its events, kept under the id of the thing."""

    view: View
    shape: type[Document]
    fold: Callable[[Document | None, Recorded], Document]


@dataclass(frozen=True)
class Aggregate(Generic[Command, Event, State, Document]):
    """A claim has no reading: nobody looks at it."""

    decider: Decider[Command, Event, State]
    reading: Reading[Document] | None = None


@dataclass(frozen=True, slots=True)
class Standing(Generic[State, Document]):
    """A thing as its stream tells it, up to a version; 0 where nothing has happened yet."""

    version: int
    state: State
    document: Document | None


AnyAggregate = Aggregate[Any, Any, Any, Any]


def unwritten(aggregate: Aggregate[Any, Any, State, Document]) -> Standing[State, Document]:
    return Standing(0, aggregate.decider.initial, None)


def advanced(
    aggregate: Aggregate[Any, Any, State, Document], standing: Standing[State, Document], commits: Iterable[Commit]
) -> Standing[State, Document]:
    """The thing after some more commits of its stream."""
    version, state, document = standing.version, standing.state, standing.document
    for commit in commits:
        for recorded in commit.recorded():
            version, state = recorded.version, aggregate.decider.evolve(state, recorded.event)
            if aggregate.reading:
                document = aggregate.reading.fold(document, recorded)
    return Standing(version, state, document)


def put(aggregate: AnyAggregate, id: str, standing: Standing[Any, Any]) -> list[Put]:
    """What has to be written so that the thing can be seen as it stands."""
    if aggregate.reading is None or standing.document is None:
        return []
    return [Put(aggregate.reading.view, id, standing.version, standing.document)]
