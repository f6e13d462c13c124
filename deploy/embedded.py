"""All four services in one process, on SQLite and the local bus: the same code as distributed, other adapters."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from deploy.installation import Installation, all_views, blueprints, installation, remember_day
from deploy.telemetry import Tracers, untraced
from shared.adapters.aes_vault import VAULT, AesVault
from shared.adapters.key_files import Keys, open_keys
from shared.adapters.local_bus import LocalBus
from shared.adapters.random_ids import new_id
from shared.adapters.sqlite_database import SqliteDatabase
from shared.adapters.sqlite_store import SqliteStore
from shared.adapters.sqlite_views import SqliteViews
from shared.adapters.system_clock import SystemClock
from shared.adapters.token_identity import OwnIssuer, TokenIdentity
from shared.adapters.xlsx_workbooks import XlsxWorkbooks
from shared.contract.codec import EventCodec
from shared.ports.bus import Bus
from shared.ports.clock import Clock
from shared.ports.tracer import UNTRACED, Tracer
from shared.runtime.service import Blueprint, Ports, Service
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
        services = [
            await opened(stack, blueprint, settings, keys, clock, bus, tracer=tracers(blueprint.name))
            for blueprint in blueprints(holidays=settings.holidays)
        ]
        yield installation(services, keys, clock)


async def opened(  # noqa: PLR0913 - all that a service is put together from
    stack: AsyncExitStack,
    blueprint: Blueprint,
    settings: Settings,
    keys: Keys,
    clock: Clock,
    bus: Bus,
    *,
    tracer: Tracer = UNTRACED,
) -> Service:
    database = SqliteDatabase(settings.data / f"{blueprint.name}.sqlite")
    views = SqliteViews(database, all_views(blueprint, VAULT))
    ports = Ports(
        store=SqliteStore(database, EventCodec.of(blueprint.events)),
        views=views,
        vault=AesVault(views, vault_key=keys.vault, hash_key=keys.hash),
        bus=bus,
        clock=clock,
        identity=TokenIdentity(OwnIssuer(keys.token), clock),
        new_id=new_id,
        workbooks=XlsxWorkbooks(),
        tracer=tracer,
    )
    await stack.enter_async_context(database)
    return Service(blueprint, ports, settings)
