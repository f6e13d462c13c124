"""Some of the services in one process, on MongoDB and Kafka: the same code as embedded, other adapters."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

from deploy.epochs import enter_epoch, in_use
from deploy.installation import Ground, Installation, all_views, blueprints, installation, remember_day
from deploy.telemetry import Tracers, untraced
from shared.adapters.aes_vault import VAULT
from shared.adapters.kafka_bus import Cluster, KafkaBus
from shared.adapters.key_files import open_keys
from shared.adapters.mongo_database import MongoDatabase
from shared.adapters.mongo_store import MongoStore
from shared.adapters.mongo_views import MongoViews
from shared.adapters.system_clock import SystemClock
from shared.contract.catalogue import SERVICES, topic
from shared.contract.codec import EventCodec
from shared.runtime.lease import LEASES
from shared.runtime.outages import until_done
from shared.runtime.service import Blueprint, Service
from shared.runtime.settings import Settings


@asynccontextmanager
async def distributed(
    settings: Settings, names: Sequence[str] = SERVICES, tracers: Tracers = untraced
) -> AsyncIterator[Installation]:
    """Runs until it is left. Raises Unusable, KeysUnusable, FaultyPlan, CalendarRunsBackwards, NotFilled, StillHeld.

    What cannot be reached is waited for.
    """
    async with connected(settings, names, tracers) as connected_to:
        for service in connected_to.services:
            await until_done(partial(remember_day, service.ports.views, connected_to.clock.today()))
            await until_done(partial(enter_epoch, service))
        async with AsyncExitStack() as stack:
            for service in connected_to.services:
                await service.start()
                stack.push_async_callback(service.stop)
            yield connected_to


@asynccontextmanager
async def looked_at(settings: Settings) -> AsyncIterator[Installation]:
    """All services, for somebody who asks once. Raises Unavailable: an operator need not wait to hear that."""
    async with MongoDatabase(str(settings.mongo), settings.namespace):
        pass
    async with connected(settings) as connected_to:
        yield connected_to


@asynccontextmanager
async def connected(
    settings: Settings, names: Sequence[str] = SERVICES, tracers: Tracers = untraced
) -> AsyncIterator[Installation]:
    """The services with all that they stand on, and none of their loops: to look, and to mend."""
    keys, clock = open_keys(settings.keys_directory), SystemClock(settings.today)
    async with AsyncExitStack() as stack:
        bus = await stack.enter_async_context(KafkaBus(cluster(settings)))
        ground = Ground(settings=settings, keys=keys, clock=clock, bus=bus, tracers=tracers, alone=False)
        services = [await opened(stack, each, ground) for each in blueprints(names, settings.holidays)]
        yield installation(services, keys, clock)


async def opened(stack: AsyncExitStack, blueprint: Blueprint, ground: Ground) -> Service:
    settings = ground.settings
    database = MongoDatabase(str(settings.mongo), f"{settings.namespace}_{blueprint.name}")
    store = MongoStore(database, EventCodec.of(blueprint.events))
    views = MongoViews(database, all_views(blueprint, VAULT))
    await until_done(database.open, database=database.name)
    stack.push_async_callback(database.close)
    return ground.service(blueprint, store, views)


async def topics_in_use(settings: Settings) -> Sequence[str]:
    """Raises Unusable, Unavailable. Who makes topics has no keys, and needs none."""
    used = []
    for blueprint in blueprints():
        database = MongoDatabase(str(settings.mongo), f"{settings.namespace}_{blueprint.name}")
        store, views = MongoStore(database, EventCodec.of(blueprint.events)), MongoViews(database, [LEASES])
        async with database:
            used += [topic(blueprint.name)] if await in_use(store, views, settings.epoch) else []
    return used


def cluster(settings: Settings) -> Cluster:
    return Cluster(
        servers=str(settings.kafka),
        namespace=settings.namespace,
        epoch=settings.epoch,
        partitions=settings.partitions,
        session_s=settings.session_s,
    )
