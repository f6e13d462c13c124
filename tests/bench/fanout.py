"""Deliveries per second: many open streams, while commands come as fast as they are answered."""

import asyncio
from dataclasses import dataclass
from time import perf_counter

from tests.bench.client import send
from tests.bench.figures import Figure
from tests.bench.offices import City
from tests.bench.servers import Server, bare, sifasuo
from tests.bench.streams import alerts_in, opened

COMMANDING = 8
QUIET_S = 1.0


@dataclass
class Deliveries:
    number: int = 0
    last_at: float = 0.0

    def received(self, events: list[bytes]) -> None:
        self.number += alerts_in(events)
        self.last_at = perf_counter()

    async def over(self) -> None:
        """Until nothing has come for a second."""
        quiet = 0.0
        while quiet < QUIET_S:
            await asyncio.sleep(QUIET_S - quiet)
            quiet = perf_counter() - self.last_at


async def measured(rounds: int, streams: int, commands: int, offices: int) -> list[Figure]:
    ours, bares = [], []
    with sifasuo() as server, bare() as bare_server:
        city = await City.built(server, offices)
        for _ in range(rounds):
            bares.append(await repeated(bare_server, streams, commands))
            ours.append(await published(city, streams, commands))
    return [
        Figure(
            name=f"deliveries to {streams} streams",
            unit="1/s",
            ours=ours,
            ceiling="bare stream",
            ceilings=bares,
            aim=">= 60,000",
        )
    ]


async def published(city: City, streams: int, commands: int) -> float:
    """From the first command to the last delivery."""
    registered = await send(city.server, city.registrations(commands), 16)
    await asyncio.sleep(1)
    deliveries = Deliveries()
    readers = [await opened(city.server, "/compliance/alerts/stream", deliveries.received) for _ in range(streams)]
    began = perf_counter()
    await send(city.server, city.enrolments([str(body["id"]) for body in registered.bodies]), COMMANDING)
    await deliveries.over()
    for reader in readers:
        await reader.close()
    return deliveries.number / (deliveries.last_at - began)


async def repeated(server: Server, streams: int, events: int) -> float:
    """As many events as fast as they go."""
    deliveries = Deliveries()
    began = perf_counter()
    readers = [await opened(server, f"/stream/{events}", deliveries.received) for _ in range(streams)]
    await deliveries.over()
    assert deliveries.number == streams * events
    for reader in readers:
        await reader.close()
    return deliveries.number / (deliveries.last_at - began)
