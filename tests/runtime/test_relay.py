"""What was committed goes out: at least once, each stream in its order, and only what is for others."""

from dataclasses import dataclass, field

import pytest

from shared.adapters.memory_bus import MemoryBus
from shared.adapters.memory_store import MemoryStore
from shared.adapters.memory_views import MemoryViews
from shared.contract.catalogue import topic
from shared.kernel.claim import Claimed, Take
from shared.ports.bus import Place
from shared.ports.store import EventStore, Recorded
from shared.runtime import relay as relays
from shared.runtime.claims import carrying_out, intent
from shared.runtime.handler import Handler, Reaction
from shared.runtime.relay import Relay
from tests.runtime.cases import CARDS, CASE, CLAIM, CLERK, Discharge, Enrol, Note, Noted, a_clock, some_views
from tests.runtime.mortal import Heart, Mortal, survived

TOPIC = topic("corrections")


@dataclass
class Service:
    """Its log, its readings and the bus, as they outlive a process."""

    store: EventStore
    views: MemoryViews = field(default_factory=some_views)
    bus: MemoryBus = field(default_factory=MemoryBus)

    def process(self, heart: Heart | None = None, noted: Reaction | None = None) -> tuple[Handler, Relay]:
        """`noted` is what the service does when a case was noted on."""
        heart = heart or Heart()
        store, views, bus = (Mortal(port, heart) for port in (self.store, self.views, self.bus))
        claimed = carrying_out(CLAIM, CASE, Note)
        mapped: dict[tuple[str, type], Reaction] = {("caseclaim", Claimed): claimed}
        if noted:
            mapped["case", Noted] = noted
        handler = Handler(store, views, a_clock(), (CASE, CLAIM), mapped)
        return handler, Relay("corrections", store, bus, handler)

    def published(self) -> list[str]:
        return [
            delivery.envelope.id
            for number in range(12)
            for delivery in self.bus.records(Place(TOPIC, number), 0, 1000)
            if delivery.envelope
        ]


async def rests(relay: Relay) -> None:
    while await relay.step():
        pass


async def test_public_events_go_out_in_the_order_of_their_stream_and_private_ones_never(store: EventStore) -> None:
    service = Service(store)
    handler, relay = service.process()
    for id in ("a", "b"):
        for command in (Note(words="first"), Enrol(), Discharge()):
            await handler.handle(CASE, id, command, CLERK)
    assert await relay.step() == 6
    assert service.published() == ["case-a.2", "case-a.4", "case-b.2", "case-b.4"]
    assert (await relay.step(), (await store.backlog()).oldest) == (0, None)


async def test_a_crash_anywhere_in_the_relay_publishes_twice_rather_than_not_at_all(store: EventStore) -> None:
    service = Service(store)
    handler, _ = service.process()
    await handler.handle(CASE, "a", Enrol(), CLERK)
    repeated: list[int] = []
    ended, beat = False, 0
    while not ended:
        heart = Heart()
        heart.stop_at(beat)
        handler, relay = service.process(heart)
        before = len(service.published())
        ended = await survived(rests(relay))
        repeated.append(len(service.published()) - before)
        beat += 1
    assert set(service.published()) == {"case-a.1"}
    assert sum(repeated) > 1
    assert (await store.backlog()).commits == 0


async def test_whatever_the_handler_left_undone_is_done_before_it_goes_out() -> None:
    """A claim, its reaction and what that makes, stopped at every await: afterwards all of it stands."""
    for beat in range(1000):
        service = Service(MemoryStore())
        heart = Heart()
        heart.stop_at(beat)
        handler, _ = service.process(heart)
        take = Take(holder="a", intent=intent(Note(words="first"), CLERK))
        ended = await survived(handler.handle(CLAIM, "unique", take, CLERK))
        claimed = bool(await service.store.load("caseclaim-unique"))
        _, relay = service.process()
        await rests(relay)
        row = await service.views.get(CARDS, "a")
        assert (row is not None) == claimed
        assert [commit.events for commit in await service.store.load("case-a")] == [(Noted(words="first"),)] * claimed
        assert (await service.store.backlog()).commits == 0
        if ended:
            return
    pytest.fail("it never came to its end")


async def test_a_reaction_that_fails_holds_its_own_stream_alone(store: EventStore) -> None:
    faulty = True

    async def noted(recorded: Recorded, _: Handler) -> None:
        if faulty and recorded.commit.stream == "case-a":
            raise ConnectionError

    service = Service(store)
    handler, relay = service.process(noted=noted)
    for id in ("a", "b"):
        await handler.handle(CASE, id, Enrol(), CLERK)
    with pytest.raises(ConnectionError):
        await handler.handle(CASE, "a", Note(words="first"), CLERK)
    with pytest.raises(ConnectionError):
        await handler.handle(CASE, "a", Discharge(), CLERK)
    await handler.handle(CASE, "b", Discharge(), CLERK)
    await rests(relay)
    assert service.published() == ["case-a.1", "case-b.1", "case-b.3"]
    faulty = False
    await rests(relay)
    assert service.published() == ["case-a.1", "case-b.1", "case-b.3", "case-a.4"]


async def test_many_that_are_held_do_not_hold_up_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relays, "BATCH", 3)

    async def noted(_: Recorded, __: Handler) -> None:
        raise ConnectionError

    service = Service(MemoryStore())
    handler, relay = service.process(noted=noted)
    for number in range(7):
        with pytest.raises(ConnectionError):
            await handler.handle(CASE, f"held-{number}", Note(words="first"), CLERK)
    await handler.handle(CASE, "free", Enrol(), CLERK)
    for _ in range(7):
        await relay.step()
    assert service.published() == ["case-free.1"]


async def test_what_is_still_being_settled_waits() -> None:
    service = Service(MemoryStore())
    seen: list[list[str]] = []

    async def noted(_: Recorded, __: Handler) -> None:
        await relay.step()
        seen.append(service.published())

    handler, relay = service.process(noted=noted)
    await handler.handle(CASE, "a", Enrol(), CLERK)
    await handler.handle(CASE, "a", Discharge(), CLERK)
    await rests(relay)
    assert (seen, service.published()) == ([["case-a.1"]], ["case-a.1", "case-a.3"])
