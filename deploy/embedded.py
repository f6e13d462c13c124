"""All four services in one process, on SQLite and the local bus: the same code as distributed, other adapters."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import date

from deploy.root import Root
from services.compliance import main as compliance
from services.corrections import main as corrections
from services.mediation import main as mediation
from services.roster import main as roster
from shared.adapters.aes_vault import VAULT, AesVault
from shared.adapters.key_files import Keys, open_keys
from shared.adapters.local_bus import LocalBus
from shared.adapters.random_ids import new_id
from shared.adapters.sqlite_database import SqliteDatabase
from shared.adapters.sqlite_store import SqliteStore
from shared.adapters.sqlite_views import SqliteViews
from shared.adapters.system_clock import SystemClock
from shared.adapters.token_identity import OwnIssuer, TokenIdentity
from shared.contract.codec import EventCodec
from shared.ports.bus import Bus
from shared.ports.clock import Clock
from shared.runtime.http import application
from shared.runtime.service import Blueprint, Ports, Service
from shared.runtime.settings import Settings


class CalendarRunsBackwards(Exception):
    """The store has seen a later legal day than the one that it shall start with."""


@dataclass(frozen=True)
class Installation:
    """What runs: the services, in the order in which they start, and the one origin before them."""

    services: Sequence[Service]
    root: Root
    keys: Keys
    clock: Clock


def blueprints() -> Sequence[Blueprint]:
    """Raises FaultyPlan."""
    return (
        roster.BLUEPRINT,
        corrections.BLUEPRINT,
        mediation.BLUEPRINT,
        compliance.blueprint(compliance.read_plan()),
    )


@asynccontextmanager
async def embedded(settings: Settings) -> AsyncIterator[Installation]:
    """Runs until it is left. Raises DatabaseInUse, KeysUnusable, FaultyPlan, CalendarRunsBackwards."""
    settings.data.mkdir(parents=True, exist_ok=True)
    keys, clock = open_keys(settings.keys_directory), SystemClock(settings.today)
    async with AsyncExitStack() as stack:
        database = SqliteDatabase(settings.data / "bus.sqlite")
        bus = LocalBus(database)
        await stack.enter_async_context(database)
        services = [await opened(stack, blueprint, settings, keys, clock, bus) for blueprint in blueprints()]
        remember_day(settings, clock.today())
        for service in services:
            await service.start()
            stack.push_async_callback(service.stop)
        root = Root({service.name: application(service) for service in services}, services)
        yield Installation(services, root, keys, clock)


async def opened(
    stack: AsyncExitStack, blueprint: Blueprint, settings: Settings, keys: Keys, clock: Clock, bus: Bus
) -> Service:
    database = SqliteDatabase(settings.data / f"{blueprint.name}.sqlite")
    views = SqliteViews(database, [*blueprint.all_views, VAULT])
    ports = Ports(
        store=SqliteStore(database, EventCodec.of(blueprint.events)),
        views=views,
        vault=AesVault(views, vault_key=keys.vault, hash_key=keys.hash),
        bus=bus,
        clock=clock,
        identity=TokenIdentity(OwnIssuer(keys.token), clock),
        new_id=new_id,
    )
    await stack.enter_async_context(database)
    return Service(blueprint, ports, settings)


def remember_day(settings: Settings, today: date) -> None:
    """The legal calendar of a used store does not run backwards. Called by who holds the store, and by nobody else."""
    path, unfinished = settings.data / "legal-day", settings.data / "legal-day.new"
    seen = date.fromisoformat(path.read_text().strip()) if path.exists() else date.min
    if today < seen:
        raise CalendarRunsBackwards(f"{settings.data} has seen {seen}; it cannot start at {today}")
    unfinished.write_text(today.isoformat())
    unfinished.replace(path)
