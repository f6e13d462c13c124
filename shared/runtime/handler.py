"""The road of a command: load, replay, decide, append; then show it, react to it, and only then answer."""

from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from shared.kernel.claim import Taken
from shared.kernel.decider import subject_of
from shared.kernel.refusal import Refused
from shared.ports.clock import Clock
from shared.ports.store import Commit, EventStore, Recorded, StreamMoved
from shared.ports.tracer import UNTRACED, Tracer
from shared.ports.views import Views
from shared.runtime.aggregate import Aggregate, AnyAggregate, Standing, advanced, put, unwritten

ATTEMPTS = 20
REMEMBERED = 20_000

State = TypeVar("State")
Document = TypeVar("Document")
Reaction = Callable[[Recorded, "Handler"], Awaitable[None]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sender:
    """Who sends a command, and what led to it. `traceparent` is there where the command is followed."""

    actor: str
    caused_by: str | None = None
    key: str | None = None
    fingerprint: str | None = None
    traceparent: str | None = None

    def without_key(self) -> "Sender":
        """For what only prepares the command, or takes it back."""
        return Sender(actor=self.actor, traceparent=self.traceparent)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Document]):
    """How the thing stands after the command, and the commit, where there was anything to record."""

    id: str
    version: int
    document: Document | None
    commit: Commit | None


class VersionMoved(Exception):
    """If-Match named another version than the one that stands: 412."""


class Contended(Exception):
    """Somebody else was first, again and again: 503, try later."""


class Handler:
    """Every command of one service. `reactions` are the service's answers to its own events."""

    def __init__(
        self,
        store: EventStore,
        views: Views,
        clock: Clock,
        aggregates: Sequence[AnyAggregate],
        reactions: Mapping[tuple[str, type], Reaction],
        tracer: Tracer = UNTRACED,
    ) -> None:
        self.store, self.views, self.clock = store, views, clock
        self._aggregates = {aggregate.decider.category: aggregate for aggregate in aggregates}
        self._reactions, self._tracer = reactions, tracer
        self._remembered: OrderedDict[str, Standing[Any, Any]] = OrderedDict()
        self.settling: Counter[tuple[str, int]] = Counter()
        self.on_settled: Callable[[Commit], None] = lambda _: None

    async def handle(
        self,
        aggregate: Aggregate[Any, Any, Any, Document],
        id: str,
        command: object,
        sender: Sender,
        expected: int | None = None,
    ) -> Outcome[Document]:
        """Raises Refused, VersionMoved, Contended, KeyUsed; Taken where the aggregate is a claim."""
        stream = aggregate.decider.stream(id)
        if sender.traceparent is None:
            return await self._handle(aggregate, id, command, sender, expected)
        name = f"{aggregate.decider.category} {type(command).__name__}"
        with self._tracer.span(name, "internal", sender.traceparent, attributes={"sifasuo.stream": stream}) as span:
            followed = replace(sender, traceparent=span.traceparent)
            return await self._handle(aggregate, id, command, followed, expected)

    async def _handle(
        self,
        aggregate: Aggregate[Any, Any, Any, Document],
        id: str,
        command: object,
        sender: Sender,
        expected: int | None,
    ) -> Outcome[Document]:
        stream = aggregate.decider.stream(id)
        for _ in range(ATTEMPTS):
            standing, fresh = await self._standing(aggregate, stream)
            try:
                events = self._decided(aggregate, standing, command, expected)
            except (Refused, Taken, VersionMoved):
                # What is remembered may be behind; only what the store says is a reason to refuse.
                if fresh:
                    raise
                continue
            if not events and not fresh:
                continue
            if not events:
                return Outcome(id, standing.version, standing.document, None)
            commit = self._commit(stream, standing.version, events, sender)
            try:
                standing = await self._append(aggregate, standing, commit)
            except StreamMoved:
                self._remembered.pop(stream, None)
                continue
            return Outcome(id, standing.version, standing.document, commit)
        raise Contended(stream)

    async def current(self, aggregate: Aggregate[Any, Any, State, Document], id: str) -> Standing[State, Document]:
        """The thing as the store has it now."""
        stream = aggregate.decider.stream(id)
        return advanced(aggregate, unwritten(aggregate), await self.store.load(stream))

    async def seen(self, aggregate: Aggregate[Any, Any, State, Document], id: str) -> Standing[State, Document]:
        """The thing as this process last had it, or as the store has it: good for looking, not for deciding."""
        return self._remembered.get(aggregate.decider.stream(id)) or await self.current(aggregate, id)

    async def repair(self, commit: Commit) -> None:
        """Does again, to no further effect, what has to follow a commit: a crash may have left it undone."""
        aggregate = self._aggregates[commit.stream.partition("-")[0]]
        standing = await self.current(aggregate, subject_of(commit.stream))
        await self.views.put(put(aggregate, subject_of(commit.stream), standing))
        await self._react(aggregate, commit)

    async def _standing(
        self, aggregate: Aggregate[Any, Any, State, Document], stream: str
    ) -> tuple[Standing[State, Document], bool]:
        """How the thing stands, and whether the store was asked for it. What is remembered is given once."""
        remembered = self._remembered.pop(stream, None)
        if remembered is not None:
            return remembered, False
        return await self.current(aggregate, subject_of(stream)), True

    def _decided(
        self, aggregate: AnyAggregate, standing: Standing[Any, Any], command: object, expected: int | None
    ) -> Sequence[object]:
        if expected is not None and expected != standing.version:
            raise VersionMoved(standing.version)
        return aggregate.decider.decide(standing.state, command)

    def _commit(self, stream: str, version: int, events: Sequence[object], sender: Sender) -> Commit:
        return Commit(
            stream=stream,
            version=version + 1,
            events=tuple(events),
            recorded_at=self.clock.now(),
            actor=sender.actor,
            caused_by=sender.caused_by,
            key=sender.key,
            fingerprint=sender.fingerprint,
            traceparent=sender.traceparent,
        )

    async def _append(
        self, aggregate: AnyAggregate, standing: Standing[Any, Any], commit: Commit
    ) -> Standing[Any, Any]:
        place = (commit.stream, commit.version)
        self.settling[place] += 1
        try:
            await self.store.append(commit)
            after = advanced(aggregate, standing, (commit,))
            self._remember(commit.stream, after)
            await self.views.put(put(aggregate, subject_of(commit.stream), after))
            await self._react(aggregate, commit)
            self.on_settled(commit)
        finally:
            # Two that race for a place are both at it: the loser's end is not the winner's.
            self.settling[place] -= 1
            if not self.settling[place]:
                del self.settling[place]
        return after

    async def _react(self, aggregate: AnyAggregate, commit: Commit) -> None:
        for recorded in commit.recorded():
            reaction = self._reactions.get((aggregate.decider.category, type(recorded.event)))
            if reaction:
                await reaction(recorded, self)

    def _remember(self, stream: str, standing: Standing[Any, Any]) -> None:
        known = self._remembered.get(stream)
        if known is None or known.version < standing.version:
            self._remembered[stream] = standing
            if len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)
