"""All four services in one process, on SQLite and the local bus: the same code as distributed, other adapters."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from deploy.installation import Ground, Installation, all_views, blueprints, installation, remember_day
from deploy.telemetry import Tracers, untraced
from shared.adapters.aes_vault import VAULT
from shared.adapters.key_files import open_keys
from shared.adapters.local_bus import LocalBus
from shared.adapters.sqlite_database import SqliteDatabase
from shared.adapters.sqlite_store import SqliteStore
from shared.adapters.sqlite_views import SqliteViews
from shared.adapters.system_clock import SystemClock
from shared.contract.codec import EventCodec
from shared.runtime.service import Blueprint, Service
from shared.runtime.settings import Settings


@asynccontextmanager
async def embedded(settings: Settings, tracers: Tracers = untraced) -> AsyncIterator[Installation]:
    """Runs until it is left. Raises DatabaseInUse, KeysUnusable, FaultyPlan, CalendarRunsBackwards."""
    async with still(settings, tracers) as installed, AsyncExitStack() as stack:
        for service in installed.services:
            await remember_day(service.ports.views, installed.clock.today())
        for service in installed.services:
            await service.start()
            stack.push_async_callback(service.stop)
        yield installed


@asynccontextmanager
async def still(settings: Settings, tracers: Tracers = untraced) -> AsyncIterator[Installation]:
    """The services with all that they stand on, and none of their loops: to mend."""
    settings.data.mkdir(parents=True, exist_ok=True)
    keys, clock = open_keys(settings.keys_directory), SystemClock(settings.today)
    async with AsyncExitStack() as stack:
        database = SqliteDatabase(settings.data / "bus.sqlite")
        bus = LocalBus(database)
        await stack.enter_async_context(database)
        ground = Ground(settings=settings, keys=keys, clock=clock, bus=bus, tracers=tracers)
        services = [await opened(stack, each, ground) for each in blueprints(holidays=settings.holidays)]
        yield installation(services, keys, clock)


async def opened(stack: AsyncExitStack, blueprint: Blueprint, ground: Ground) -> Service:
    database = SqliteDatabase(ground.settings.data / f"{blueprint.name}.sqlite")
    store = SqliteStore(database, EventCodec.of(blueprint.events))
    views = SqliteViews(database, all_views(blueprint, VAULT))
    await stack.enter_async_context(database)
    return ground.service(blueprint, store, views)
