"""Several instances of one service on one log: all that any of them committed goes out, each stream in its order."""

import asyncio
from collections.abc import Sequence

import pytest

from shared.adapters.memory_store import MemoryStore
from shared.adapters.memory_views import MemoryViews
from shared.ports.store import EventStore, Recorded
from shared.runtime.handler import Handler
from shared.runtime.lease import LEASES, RELAY, SharedLease
from shared.runtime.relay import Relay
from tests.runtime.cases import CARDS, CASE, CLERK, Discharge, Enrol, Note
from tests.runtime.mortal import Heart, Mortal
from tests.runtime.test_relay import Service, rests

TERM_S = 0.2


def in_order(published: Sequence[str], ids: Sequence[str]) -> bool:
    """Whatever is repeated, none comes before the one that it followed, and all come."""
    ranks = [ids.index(id) for id in published if id in ids]
    return set(ranks) == set(range(len(ids))) and all(
        rank <= max(ranks[:n], default=-1) + 1 for n, rank in enumerate(ranks)
    )


async def test_who_stands_still_at_any_await_says_again_what_was_said(store: EventStore) -> None:
    """It had the lease; while it was paused it was another's, which went on; and what it says now is late."""
    for beat in range(1000):
        service, heart = Service(store), Heart()
        mine, paused = service.process(heart)
        others, other = service.process()
        a, b = f"a{beat}", f"b{beat}"
        await mine.handle(CASE, a, Enrol(), CLERK)
        await others.handle(CASE, b, Enrol(), CLERK)
        heart.pause_at(beat)
        stepping, still = asyncio.create_task(paused.step()), asyncio.create_task(heart.stands_still.wait())
        await asyncio.wait([stepping, still], return_when=asyncio.FIRST_COMPLETED)
        ended = stepping.done()
        await rests(other)
        await others.handle(CASE, a, Discharge(), CLERK)
        await rests(other)
        heart.go_on()
        still.cancel()
        await stepping
        await rests(paused)
        assert in_order(service.published(), [f"case-{a}.1", f"case-{a}.3"])
        assert in_order(service.published(), [f"case-{b}.1"])
        assert (await store.backlog()).commits == 0
        if ended:
            return
    pytest.fail("it never came to its end")


async def test_what_another_instance_left_undone_is_repaired_by_the_holder() -> None:
    done: list[str] = []

    async def failing(_: Recorded, __: Handler) -> None:
        raise ConnectionError

    async def noted(recorded: Recorded, _: Handler) -> None:
        done.append(recorded.commit.stream)

    service = Service(MemoryStore())
    handler, _ = service.process(noted=failing)
    _, holder = service.process(noted=noted)
    with pytest.raises(ConnectionError):
        await handler.handle(CASE, "a", Note(words="first"), CLERK)
    await service.views.delete(CARDS, "a")
    await rests(holder)
    assert done == ["case-a"]
    assert await service.views.get(CARDS, "a") is not None


async def test_one_at_a_time_publishes_whoever_comes_and_goes() -> None:
    """Commands at all of them, while one after the other gives the lease up, dies with it, or begins."""
    service, leases = Service(MemoryStore()), MemoryViews((LEASES,))
    instances = [instance(service, leases) for _ in range(3)]
    running = [asyncio.create_task(relay.run()) for _, _, relay in instances]
    names = [f"a{number}" for number in range(30)]
    for number, name in enumerate(names):
        handler = instances[number % 3][0]
        await handler.handle(CASE, name, Enrol(), CLERK)
        await handler.handle(CASE, name, Discharge(), CLERK)
        await asyncio.sleep(0.02)
        if number == 10:
            running[0].cancel()  # it gives up what it holds
        if number == 15:
            instances[1][1].stop_at(0)  # whatever it still tries, fails: nobody is told
    async with asyncio.timeout(10):
        while (await service.store.backlog()).commits:  # noqa: ASYNC110 - nobody tells when
            await asyncio.sleep(0.01)
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    for name in names:
        assert in_order(service.published(), [f"case-{name}.1", f"case-{name}.3"])


def instance(service: Service, leases: MemoryViews) -> tuple[Handler, Heart, Relay]:
    """Its relay is mortal; its commands are not."""
    heart = Heart()
    handler, _ = service.process()
    _, mortal = service.process(heart)
    relay = Relay(
        "corrections", mortal._store, service.bus, handler, SharedLease(Mortal(leases, heart), RELAY, "1", TERM_S)
    )
    return handler, heart, relay
