"""Who listens misses nothing and gets nothing twice, whenever the connection broke."""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.adapters.memory_bus import MemoryBus
from shared.contract.corrections import OffenderEnrolled
from shared.contract.envelope import Envelope
from shared.runtime import hub as hubs
from shared.runtime.hub import Hub
from tests.contract.samples import DAY, TOPIC, envelope

COUNTIES = ("410105", "410102", "410103")


def numbered(number: int) -> Envelope[OffenderEnrolled]:
    """Of a county and an office in turn, so that all partitions and choices occur."""
    data = OffenderEnrolled(county_code=COUNTIES[number % 3], office_id=str(number % 2), day=DAY)
    return envelope(f"offender-{number}", 1, data)


def everything(_: Envelope[OffenderEnrolled]) -> bool:
    return True


def of_one_office(offered: Envelope[OffenderEnrolled]) -> bool:
    return offered.data.office_id == "1"


def as_id(offered: Envelope[OffenderEnrolled]) -> tuple[str, bytes]:
    return "event", offered.stream.encode()


class Client:
    """Reads a stream of events as a browser does, and knows the id of the last. `open` lets it read."""

    def __init__(self, cursor: str | None, chosen: hubs.Chosen = everything) -> None:
        self.cursor, self._chosen = cursor, chosen
        self.got: list[str] = []
        self.told: list[str] = []
        self.open = asyncio.Event()
        self.open.set()
        self._reading: asyncio.Task[None] | None = None

    def connects(self, hub: Hub) -> None:
        if self._reading is None:
            self._reading = asyncio.create_task(self._reads(hub))

    async def breaks(self) -> None:
        if self._reading:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)
            self._reading = None

    @property
    def ended(self) -> bool:
        return self._reading is not None and self._reading.done()

    async def _reads(self, hub: Hub) -> None:
        async with aclosing(hub.listen(self.cursor, self._chosen, as_id)) as chunks:
            async for chunk in chunks:
                for message in chunk.decode().split("\n\n")[:-1]:
                    fields = dict(line.split(": ", 1) for line in message.split("\n"))
                    self.cursor = fields.get("id", self.cursor)
                    self.told.append(fields["event"])
                    if fields["event"] == "event":
                        self.got.append(fields["data"])
                await self.open.wait()


async def a_hub(bus: MemoryBus) -> Hub:
    hub = Hub(bus, TOPIC)
    await hub.start()
    return hub


async def a_moment() -> None:
    for _ in range(8):
        await asyncio.sleep(0)


async def published(bus: MemoryBus, numbers: Sequence[int]) -> None:
    await bus.publish(TOPIC, [numbered(number) for number in numbers])


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "WAIT_S", 0.0)


steps = st.lists(st.sampled_from(["publish", "publish", "hub", "connect", "break", "moment"]), max_size=40)


@pytest.mark.parametrize("chosen", [everything, of_one_office])
@settings(max_examples=60, deadline=None)
@given(steps=steps)
def test_who_comes_back_with_a_cursor_misses_nothing_and_gets_nothing_twice(
    chosen: hubs.Chosen, steps: Sequence[str]
) -> None:
    asyncio.run(comes_back(chosen, steps))


async def comes_back(chosen: hubs.Chosen, steps: Sequence[str]) -> None:
    bus = MemoryBus()
    await published(bus, range(5))
    hub = await a_hub(bus)
    client = Client(hub.cursor(), chosen)
    number = 5
    for step in [*steps, "break", "hub", "connect", "moment", "hub", "moment"]:
        match step:
            case "publish":
                await published(bus, range(number, number + 3))
                number += 3
            case "hub":
                await hub.step()
            case "connect":
                client.connects(hub)
            case "break":
                await client.breaks()
            case _:
                await a_moment()
    await client.breaks()
    told = [each for each in map(numbered, range(5, number)) if chosen(each)]
    assert sorted(client.got) == sorted(each.stream for each in told)
    for county in COUNTIES:
        order = [each.stream for each in told if each.data.county_code == county]
        assert [stream for stream in client.got if stream in order] == order
    assert (hub.listening, len(bus._subscriptions._all)) == (0, 1)


async def test_who_comes_without_a_cursor_hears_that_it_begins_here() -> None:
    bus = MemoryBus()
    await published(bus, range(5))
    hub, client = await a_hub(bus), Client(None)
    client.connects(hub)
    await a_moment()
    assert (client.told, client.cursor) == (["ready"], hub.cursor())
    await published(bus, [5])
    await hub.step()
    await a_moment()
    assert (client.got, client.cursor) == (["offender-5"], hub.cursor())
    await client.breaks()


@pytest.mark.parametrize(
    "cursor", ["", "nonsense", "other.0-0-0-0-0-0-0-0-0-0-0-0", "{epoch}.1-2", "{epoch}.x" + "-0" * 11]
)
async def test_a_cursor_that_is_none_of_ours_is_told_to_read_again(cursor: str) -> None:
    bus = MemoryBus()
    await published(bus, range(5))
    hub = await a_hub(bus)
    client = Client(cursor.format(epoch=bus.epoch))
    client.connects(hub)
    await a_moment()
    await published(bus, [5])
    await hub.step()
    await a_moment()
    assert (client.told, client.got) == (["resync", "event"], ["offender-5"])
    await client.breaks()


async def test_a_cursor_survives_a_restart_of_the_service() -> None:
    bus = MemoryBus()
    client = Client((await a_hub(bus)).cursor())
    await published(bus, range(5))
    client.connects(await a_hub(bus))
    await a_moment()
    assert sorted(client.got) == [f"offender-{number}" for number in range(5)]
    await client.breaks()


async def test_who_does_not_keep_up_is_told_to_read_again_and_others_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "QUEUE_MAX", 4)
    bus = MemoryBus()
    hub = await a_hub(bus)
    slow, quick = Client(hub.cursor()), Client(hub.cursor())
    for client in (slow, quick):
        client.connects(hub)
    await a_moment()
    slow.open.clear()
    for number in range(10):
        await published(bus, [number])
        await hub.step()
        await a_moment()
    slow.open.set()
    await a_moment()
    assert (slow.told[-1], slow.ended, quick.told) == ("resync", True, ["event"] * 10)
    # What it got before that is without a gap, so its cursor is good for the rest.
    await slow.breaks()
    slow.connects(hub)
    await a_moment()
    assert sorted(slow.got) == sorted(quick.got)
    for client in (slow, quick):
        await client.breaks()


async def test_an_event_of_a_later_version_of_the_program_disturbs_nobody() -> None:
    bus = MemoryBus()
    hub = await a_hub(bus)
    client, late = Client(hub.cursor(), of_one_office), Client(hub.cursor(), of_one_office)
    client.connects(hub)
    await a_moment()
    await bus.publish(TOPIC, [replace(numbered(1), type="sifasuo.corrections.offender-praised.v1"), numbered(3)])
    await hub.step()
    late.connects(hub)
    await a_moment()
    assert (client.got, late.got) == (["offender-3"], ["offender-3"])
    for each in (client, late):
        await each.breaks()


async def test_closing_ends_every_stream_and_tells_nobody_to_read_again() -> None:
    bus = MemoryBus()
    hub = await a_hub(bus)
    clients = [Client(hub.cursor()), Client(None)]
    for client in clients:
        client.connects(hub)
    await a_moment()
    await published(bus, [1])
    await hub.step()
    hub.close()
    late = Client(None)
    late.connects(hub)
    await a_moment()
    assert all(client.ended for client in (*clients, late))
    assert [client.got for client in clients] == [["offender-1"], ["offender-1"]]
    assert not any("resync" in client.told for client in (*clients, late))
