"""Compliance over what outlives it: one life after another, on the same store, views and bus."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime, time
from itertools import count
from typing import Any

from services.compliance.core.alert import DECIDER, Verdict, verdicts
from services.compliance.core.facts import OfficeFacts
from services.compliance.core.judge import judge
from services.compliance.main import read_plan
from services.compliance.reactions import ALERT, policy
from services.compliance.views import alerts, board
from shared.adapters.fixed_clock import FixedClock
from shared.adapters.memory_bus import MemoryBus
from shared.adapters.memory_store import MemoryStore
from shared.adapters.memory_views import MemoryViews
from shared.contract import codec
from shared.contract.catalogue import topic
from shared.contract.compliance import AlertOpened
from shared.contract.envelope import Envelope
from shared.ports.bus import Delivery, Place
from shared.ports.store import Commit
from shared.runtime.consumer import Audience, Consumer
from shared.runtime.dead_letters import DEAD_LETTERS, DeadLetters
from shared.runtime.handler import Handler
from shared.runtime.keeper import FACTS, Keeper
from shared.runtime.positions import POSITIONS
from shared.runtime.relay import Relay
from tests.examples.offices import History
from tests.examples.told import SHANGHAI
from tests.runtime.mortal import Heart, Mortal

PLAN = read_plan()
TOPICS = [topic("roster"), topic("corrections"), topic("mediation")]
VIEWS = (FACTS, POSITIONS, DEAD_LETTERS, alerts.VIEW, board.VIEW)

LIVES = count()

Key = tuple[str, str]


class World:
    """What a crash leaves as it is."""

    def __init__(self, today: date) -> None:
        self.clock = FixedClock(datetime.combine(today, time(12), SHANGHAI))
        self.store, self.views, self.bus = MemoryStore(), MemoryViews(VIEWS), MemoryBus()

    async def hears(self, envelopes: Iterable[Envelope[Any]]) -> None:
        for envelope in envelopes:
            await self.bus.publish(topic(envelope.type.split(".")[1]), [envelope])

    async def commits(self) -> Sequence[Commit]:
        return [logged.commit for logged in await self.store.read(0, 10_000)]

    async def facts(self, office_id: str) -> OfficeFacts:
        row = await self.views.get(FACTS, office_id)
        return codec.shaped(row.document["facts"], OfficeFacts) if row else OfficeFacts()

    async def shown(self, office_id: str) -> Mapping[Key, Verdict]:
        """The office's alerts that stand, as anybody can see."""
        rows = [
            row
            for stage in ("open", "acknowledged")
            for row in await self.views.find(alerts.VIEW, {"stage": stage, "office_id": office_id}, limit=1000)
        ]
        cards = [codec.shaped(row.document, alerts.AlertCard) for row in rows]
        return {(card.rule, card.subject): verdict_of(card) for card in cards}

    async def logged(self, office_id: str) -> Mapping[Key, Verdict]:
        """The office's alerts that stand, as the log tells."""
        streams: dict[str, list[Any]] = {}
        for commit in await self.commits():
            streams.setdefault(commit.stream, []).extend(commit.events)
        states = [state for state in map(DECIDER.replay, streams.values()) if state and state.office_id == office_id]
        return {(state.rule, state.subject): verdict_of(state) for state in states if state.resolved_at is None}

    async def opened(self) -> Sequence[Key]:
        """Once for each time that an alert was opened, in order."""
        return sorted(
            (event.rule, event.subject)
            for commit in await self.commits()
            for event in commit.events
            if isinstance(event, AlertOpened)
        )

    def published(self, topic: str) -> Sequence[Delivery]:
        return [each for number in range(12) for each in self.bus.records(Place(topic, number), 0, 10_000)]


class Life:
    """One process of compliance. It dies when its heart stops. Of a group, it judges what comes to it."""

    def __init__(self, world: World, heart: Heart | None = None, group: str | None = None) -> None:
        self.heart = heart or Heart()
        views, store, bus = (Mortal(port, self.heart) for port in (world.views, world.store, world.bus))
        self.handler = Handler(store, views, world.clock, (ALERT,), {})
        self.relay = Relay("compliance", store, bus, self.handler)
        self.letters = DeadLetters(views, world.clock)
        holds = self.holds if group else lambda _: True
        self.keeper: Keeper[OfficeFacts] = Keeper(views, world.clock, policy(PLAN, self.handler), holds)
        audience = Audience(group, TOPICS) if group else an_audience()
        self.consumer = Consumer(bus, audience, self.keeper, views, self.letters, world.clock)

    def holds(self, county_code: str) -> bool:
        return self.consumer.holds(county_code)

    async def begins(self) -> None:
        """As a service starts: first what a crash left undone."""
        while await self.relay.step():
            pass
        await self.consumer.start()
        while not self.consumer.caught_up:
            await self.consumer.step()

    async def rests_but_for_the_relay(self) -> None:
        """Nothing is left to read, and nothing is due."""
        while await self.consumer.step() or not self.consumer.caught_up or await self.keeper.tend():
            pass

    async def rests(self) -> None:
        """Nothing is due, nothing is left to go out."""
        while await self.keeper.tend():
            pass
        while await self.relay.step():
            pass

    async def whole(self) -> None:
        await self.begins()
        await self.rests()


def an_audience() -> Audience:
    """A group of its own: two lives hold everything, as if neither knew that the other is there."""
    return Audience(f"life-{next(LIVES)}", TOPICS)


def verdict_of(change: Any) -> Verdict:
    return Verdict(**{field.name: getattr(change, field.name) for field in fields(Verdict)})


def wanted(history: History, day: date) -> Mapping[Key, Verdict]:
    """What a clean replay says that should stand."""
    return verdicts(judge(history.facts, PLAN, day))


async def equal_to_a_clean_replay(world: World, history: History) -> None:
    """Facts, the alerts that stand by the log and by what is shown, and the office's row on the board."""
    judgement = judge(history.facts, PLAN, world.clock.today())
    should = verdicts(judgement)
    assert await world.facts(history.office_id) == history.facts
    assert await world.logged(history.office_id) == should
    assert await world.shown(history.office_id) == should
    if history.facts.office:  # before that, nothing is on the board
        row = await world.views.get(board.VIEW, history.office_id)
        document = board.row(history.office_id, history.county_code, history.facts, judgement)
        assert row is not None
        assert row.document == codec.decode(codec.encode(document))
