"""A long log, replayed by one process of compliance and by two: how much faster, and who held what."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from signal import SIGTERM
from tempfile import TemporaryDirectory
from time import perf_counter

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.coordinator.protocol import ConsumerProtocolMemberAssignment

from shared.adapters.kafka_bus import Cluster
from shared.adapters.kafka_topics import FIRST_EPOCH
from shared.adapters.mongo_database import MongoDatabase
from shared.adapters.mongo_views import MongoViews
from shared.contract.catalogue import topic
from shared.ports.bus import Place
from shared.ports.unavailable import Unavailable
from shared.ports.views import AtMost
from shared.runtime.keeper import FACTS
from shared.runtime.positions import POSITIONS, stored_positions
from tests.bench.cores import cpu_seconds
from tests.bench.figures import Figure
from tests.bench.kafka_events import READ
from tests.bench.kafka_parts import SETTINGS, Parts, filled
from tests.bench.servers import TODAY
from tests.servers.ferretdb_server import FerretDB
from tests.system.apart import Apart

NAMESPACE = "bench-replay"
LOOK_S, LOOK_AT_ALL_S = 0.5, 1.0
PATIENCE_S = 600
Held = Collection[TopicPartition]


@dataclass(frozen=True, kw_only=True)
class Replay:
    """Seconds from the start of the processes until all was read and judged; the store's own, and theirs."""

    seconds: float
    store_s: float
    compliance_s: float


async def measured(parts: Parts, rounds: int, offices: int, events: int) -> list[Figure]:
    await filled(parts.cluster(NAMESPACE), offices, events)
    one, two = list[Replay](), list[Replay]()
    for _ in range(rounds):
        one.append(await replayed(parts, processes=1))
        two.append(await replayed(parts, processes=2))
    return [
        Figure(
            name=f"replay of {events:,} events by two processes on FerretDB, from their start",
            unit="1/s",
            ours=[events / replay.seconds for replay in two],
            ceiling="one process",
            ceilings=[events / replay.seconds for replay in one],
        ),
        busy("one process replayed", one),
        busy("two processes replayed", two),
    ]


def busy(what: str, replays: Collection[Replay]) -> Figure:
    ours = [100 * replay.store_s / replay.seconds for replay in replays]
    return Figure(name=f"a core's time for FerretDB while {what}", unit="%", ours=ours)


async def replayed(parts: Parts, *, processes: int) -> Replay:
    """On an empty store. The two are started at once, as after an outage."""
    cluster = parts.cluster(NAMESPACE)
    async with AsyncExitStack() as stack:
        directory = Path(stack.enter_context(TemporaryDirectory(dir=parts.directory)))
        store = stack.enter_context(parts.store())
        apart = Apart(directory, mongo=store.address, kafka=cluster.servers, namespace=NAMESPACE, **SETTINGS)
        views = await watching(stack, store)
        ends = await ends_of(cluster)
        began, used = perf_counter(), cpu_seconds(store.pid)
        members = [apart.add("compliance") for _ in range(processes)]
        try:
            await until_done(views, ends)
            seconds, used = perf_counter() - began, cpu_seconds(store.pid) - used
            theirs = sum(cpu_seconds(member.pid) for member in members)
            await held_once(cluster, processes)
        finally:
            for member in members:
                member.end(SIGTERM)
    replay = Replay(seconds=seconds, store_s=used, compliance_s=theirs)
    print(f"  {processes} held every partition once: {replay}", flush=True)
    return replay


async def watching(stack: AsyncExitStack, store: FerretDB) -> MongoViews:
    database = MongoDatabase(store.address, f"{NAMESPACE}_compliance")
    views = MongoViews(database, [FACTS, POSITIONS])
    await stack.enter_async_context(database)
    return views


async def until_done(views: MongoViews, ends: Mapping[Place, int]) -> None:
    """Every position stored, and then no row that still has to be judged: seldom asked, for that reads them all.

    The store may be too busy to say so.
    """
    async with asyncio.timeout(PATIENCE_S):
        await until(lambda: stored(views, ends), LOOK_S)
        await until(lambda: judged(views), LOOK_AT_ALL_S)


async def until(so: Callable[[], Awaitable[bool]], rest_s: float) -> None:
    done = False
    while not done:
        await asyncio.sleep(rest_s)
        with suppress(Unavailable):
            done = await so()


async def stored(views: MongoViews, ends: Mapping[Place, int]) -> bool:
    return await stored_positions(views, FIRST_EPOCH, list(ends)) == ends


async def judged(views: MongoViews) -> bool:
    return not await views.count(FACTS, {"next_day": AtMost(TODAY)})


async def ends_of(cluster: Cluster) -> Mapping[Place, int]:
    """Of the partitions that hold anything."""
    consumer = AIOKafkaConsumer(bootstrap_servers=cluster.servers)
    await consumer.start()
    try:
        found = await consumer.end_offsets(list(partitions(cluster)))
    finally:
        await consumer.stop()
    return {Place(cluster.topics.meant(at.topic), at.partition): end for at, end in found.items() if end}


async def held_once(cluster: Cluster, processes: int) -> None:
    """As the broker tells it: so many members, and between them each partition of each topic once."""
    held = await assignments(cluster)
    assert len(held) == processes, f"{len(held)} members, and not {processes}"
    assert all(held), "a member holds nothing"
    assert sorted(chain.from_iterable(held)) == sorted(partitions(cluster))


async def assignments(cluster: Cluster) -> list[Held]:
    """What each member of compliance's group holds."""
    admin = AIOKafkaAdminClient(bootstrap_servers=cluster.servers)
    await admin.start()
    try:
        [answer] = await admin.describe_consumer_groups([cluster.topics.named(topic("compliance"))])
    finally:
        await admin.close()
    [(_, _, state, _, _, members, *_)] = answer.groups
    assert state == "Stable", state
    return [ConsumerProtocolMemberAssignment.decode(assignment).partitions() for *_, assignment in members]


def partitions(cluster: Cluster) -> Held:
    names = [cluster.topics.named(topic) for topic in READ]
    return [TopicPartition(name, partition) for name in names for partition in range(cluster.partitions)]
