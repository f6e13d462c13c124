"""A service: what it is made of, what it stands on, and the loops that keep it going."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from fastapi import APIRouter

from shared.contract.catalogue import topic
from shared.ports.bus import Bus
from shared.ports.clock import Clock
from shared.ports.identity import Identity
from shared.ports.store import Commit, EventStore
from shared.ports.tracer import UNTRACED, Tracer
from shared.ports.vault import Vault
from shared.ports.views import View, Views
from shared.ports.workbooks import Workbooks
from shared.runtime.aggregate import AnyAggregate
from shared.runtime.claims import ClaimAggregate
from shared.runtime.consumer import Audience, Consumer, Sink
from shared.runtime.counts import AlertChange, Counts
from shared.runtime.dead_letters import DEAD_LETTERS, DeadLetters
from shared.runtime.eraser import Eraser
from shared.runtime.handler import Handler, Reaction
from shared.runtime.hub import Hub
from shared.runtime.lease import LEASES, RELAY, SharedLease
from shared.runtime.positions import POSITIONS
from shared.runtime.reads import READS
from shared.runtime.relay import Relay
from shared.runtime.settings import Settings
from shared.runtime.timers import Timers
from shared.runtime.tracing import TracedPublisher, TracedSink

log = structlog.get_logger()
CANCEL_AGAIN_S = 0.5
OF_EVERY_SERVICE = (POSITIONS, DEAD_LETTERS, READS, LEASES)


@dataclass(frozen=True, kw_only=True)
class Ports:
    """What one service stands on; deploy/ chooses the adapters. `alone`: no other process runs it on this store."""

    store: EventStore
    views: Views
    vault: Vault
    bus: Bus
    clock: Clock
    identity: Identity
    new_id: Callable[[], str]
    workbooks: Workbooks
    alone: bool = True
    tracer: Tracer = UNTRACED


@dataclass(frozen=True, kw_only=True)
class Reader:
    """What a service makes of the others' events, and what it does when a day comes.

    `at_rest`: whether it has done what its start asks for. `judged`: how many rules it has judged, where it does that.
    """

    topics: tuple[str, ...]
    sink: Sink
    timers: Timers | None = None
    at_rest: Callable[[], bool] = lambda: True
    judged: Callable[[], int] | None = None


@dataclass(frozen=True, kw_only=True)
class Blueprint:
    """What a service consists of, without any technology. `knowledge` is what it has read at its start: a plan.

    `alert_change`: which change of an alert an event of its own is, and how severe that alert. `links`: the claims that
    lead from a person's number to a thing, by the thing's category.
    """

    name: str
    title: str
    aggregates: Sequence[AnyAggregate]
    reactions: Mapping[tuple[str, type], Reaction]
    views: Sequence[View]
    routers: Sequence[APIRouter]
    knowledge: Any = None
    reader: "Callable[[Service], Reader] | None" = None
    alert_change: Callable[[object], AlertChange | None] | None = None
    links: Mapping[str, ClaimAggregate] = field(default_factory=dict)

    @property
    def events(self) -> list[type]:
        """Everything that its log may hold."""
        return [event for aggregate in self.aggregates for event in aggregate.decider.events]

    @property
    def all_views(self) -> list[View]:
        own = [aggregate.reading.view for aggregate in self.aggregates if aggregate.reading]
        return [*own, *self.views, *OF_EVERY_SERVICE]


@dataclass
class Service:
    """One running service. `importing`: one workbook at a time, for each takes memory."""

    blueprint: Blueprint
    ports: Ports
    settings: Settings
    _loops: list[asyncio.Task[Any]] = field(default_factory=list)
    importing: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        ports, blueprint = self.ports, self.blueprint
        self.name = blueprint.name
        kinds, tracer = blueprint.aggregates, ports.tracer
        self.eraser = Eraser(ports.store, ports.vault, blueprint.links)
        reactions = {**blueprint.reactions, **self.eraser.reactions}
        self.handler = Handler(ports.store, ports.views, ports.clock, kinds, reactions, tracer)
        self.counts = Counts()
        self.lease = None if ports.alone else SharedLease(ports.views, RELAY, ports.bus.epoch)
        publisher = TracedPublisher(ports.bus, tracer) if tracer.on else ports.bus
        self.relay = Relay(self.name, ports.store, publisher, self.handler, self.lease)
        self.handler.on_settled = self._settled
        self.letters = DeadLetters(ports.views, ports.clock)
        self.hub = Hub(ports.bus, topic(self.name))
        self.reader = blueprint.reader(self) if blueprint.reader else None
        self.consumer = self._consumer(self.reader) if self.reader else None

    async def start(self) -> None:
        """Alone, first what a crash left undone. With others nothing is waited for: what is away now may come back."""
        if self.ports.alone:
            while await self.relay.step():
                pass
            await self.hub.start()
            if self.consumer:
                await self.consumer.start()
        loops = [self.relay.run(), self.hub.run()]
        if self.consumer:
            loops.append(self.consumer.run())
        if self.reader and self.reader.timers:
            loops.append(self.reader.timers.run())
        self._loops = [asyncio.create_task(loop) for loop in loops]

    async def stop(self) -> None:
        """Ends the streams and the loops; what is undispatched goes out at the next start."""
        self.hub.close()
        while at_work := [loop for loop in self._loops if not loop.done()]:
            for loop in at_work:
                loop.cancel()
            # Not once and for all: a client that is cancelled in the middle of its own waiting may swallow it.
            await asyncio.wait(at_work, timeout=CANCEL_AGAIN_S)
        if self.consumer:
            await self.consumer.close()
        log.info("service-stopped", service=self.name)

    @property
    def running(self) -> bool:
        return bool(self._loops) and not any(loop.done() for loop in self._loops)

    async def troubles(self) -> Mapping[str, str]:
        """What is not as it should be, by what it concerns; empty where the service is ready."""
        asked: dict[str, Awaitable[object]] = {
            "store": self.ports.store.backlog(),
            "bus": self.ports.bus.check([topic(self.name), *self.topics]),
            **({"relay": self.lease.check()} if self.lease else {}),
        }
        found = dict(zip(asked, await asyncio.gather(*map(trouble, asked.values())), strict=True))
        if not self.running:
            found["loops"] = "a loop of this process has ended, or none has begun"
        if not self.hub.begun:
            found["stream"] = "it is not known yet where the service's own topic stands"
        if self.consumer and not self.consumer.caught_up:
            found["events"] = "what the others published has not been read yet"
        return {what: told for what, told in found.items() if told}

    @property
    def topics(self) -> Sequence[str]:
        """What it reads."""
        return [topic(name) for name in self.reader.topics] if self.reader else []

    def _settled(self, commit: Commit) -> None:
        self.relay.offer(commit)
        if self.blueprint.alert_change:
            self.counts.alerts.update(
                change for event in commit.events if (change := self.blueprint.alert_change(event))
            )

    def _consumer(self, reader: Reader) -> Consumer:
        audience = Audience(topic(self.name), self.topics)
        ports = self.ports
        sink = TracedSink(reader.sink, ports.tracer, audience.group) if ports.tracer.on else reader.sink
        return Consumer(ports.bus, audience, sink, ports.views, self.letters, ports.clock)


async def trouble(asked: Awaitable[object]) -> str:
    """Why it could not be had; empty where it could."""
    try:
        await asked
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is the answer
        return str(fault) or type(fault).__name__
    return ""
