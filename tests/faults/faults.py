"""What is done to an installation of four processes, a broker and a store, while commands flow; and undone again."""

import asyncio
import os
import signal
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

from shared.adapters.kafka_bus import Cluster, KafkaBus
from shared.contract.catalogue import SERVICES, topic
from shared.contract.envelope import Envelope
from tests.servers.ferretdb_server import FerretDB
from tests.servers.kafka import Broker
from tests.system.apart import Apart

BUS_AWAY_S = float(os.environ.get("SIFASUO_BUS_AWAY_S", "5"))
TAKEN_OVER_S = 3.5  # longer than a session of a group, which is 2 s here
READ_S = 0.5


@dataclass
class Scene:
    """All that can be hurt."""

    apart: Apart
    broker: Broker
    store: FerretDB
    chance: Random

    async def a_while(self, at_least: float = 0.2, at_most: float = 1.2) -> None:
        await asyncio.sleep(self.chance.uniform(at_least, at_most))


Fault = Callable[[Scene], Awaitable[None]]


async def service_killed(service: str, scene: Scene) -> None:
    process = scene.apart.of(service)
    await scene.a_while()
    await asyncio.to_thread(process.end, signal.SIGKILL)
    await scene.a_while()
    process.start()
    await asyncio.to_thread(process.until_ready)


async def broker_killed(scene: Scene) -> None:
    await scene.a_while()
    await asyncio.to_thread(scene.broker.kill)
    await scene.a_while()
    await asyncio.to_thread(scene.broker.start)


async def store_killed(scene: Scene) -> None:
    await scene.a_while()
    await asyncio.to_thread(scene.store.kill)
    await scene.a_while()
    await asyncio.to_thread(scene.store.start)


async def bus_away(scene: Scene) -> None:
    """Its connections stay, and nothing is answered."""
    await scene.a_while()
    scene.broker.pause()
    await asyncio.sleep(BUS_AWAY_S)
    scene.broker.go_on()


async def partitions_moved(scene: Scene) -> None:
    """A second compliance takes half of them, and leaves again: as it should, or killed."""
    await scene.a_while()
    second = scene.apart.add("compliance")
    await asyncio.to_thread(second.until_ready)
    await scene.a_while(1, 2)
    await asyncio.to_thread(second.end, scene.chance.choice((signal.SIGTERM, signal.SIGKILL)))
    scene.apart.processes.remove(second)
    await asyncio.sleep(TAKEN_OVER_S)


async def holder_paused(scene: Scene) -> None:
    """The former holder wakes up when another has gone on without it; then that one goes, and all moves back."""
    second = scene.apart.add("compliance")
    await asyncio.to_thread(second.until_ready)
    await scene.a_while()
    former = scene.apart.of("compliance")
    scene.apart.processes.remove(former)  # a gateway sends it nothing
    former.send(signal.SIGSTOP)
    await asyncio.sleep(TAKEN_OVER_S)
    await scene.a_while(0.5, 2)
    former.send(signal.SIGCONT)
    await scene.a_while(0.5, 1)
    scene.apart.processes[scene.apart.processes.index(second)] = former
    await asyncio.to_thread(second.end)
    await asyncio.to_thread(former.until_ready)


async def delivered_again(scene: Scene) -> None:
    """Some streams come once more from their beginning, and one topic before the other."""
    await scene.a_while()
    cluster = Cluster(servers=scene.broker.address, namespace=scene.apart.environment["SIFASUO_NAMESPACE"])
    async with KafkaBus(cluster) as bus:
        services = scene.chance.sample(SERVICES, len(SERVICES))
        for service in services:
            streams = await published(bus, service)
            for stream in scene.chance.sample(sorted(streams), min(len(streams), 30)):
                await bus.publish(topic(service), streams[stream])


async def published(bus: KafkaBus, service: str) -> Mapping[str, Sequence[Envelope[Any]]]:
    streams: defaultdict[str, list[Envelope[Any]]] = defaultdict(list)
    subscription = await bus.subscribe([topic(service)], {})
    ends = await subscription.ends()
    while any(at < ends[place] for place, at in (await subscription.positions()).items()):
        for delivery in await subscription.getmany(1000, READ_S):
            if delivery.envelope:
                streams[delivery.stream].append(delivery.envelope)
    await subscription.close()
    return streams


FAULTS: Mapping[str, Fault] = {
    **{f"kill -9 of {service}": partial(service_killed, service) for service in SERVICES},
    "kill -9 of the broker": broker_killed,
    "kill -9 of the store": store_killed,
    "a second compliance comes and goes": partitions_moved,
    "the holder paused through a rebalance": holder_paused,
    "delivered again, in another order": delivered_again,
    "the bus away": bus_away,
}
