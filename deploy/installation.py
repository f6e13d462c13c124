"""What runs, whatever it stands on: the services of this process, and the one origin before them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from deploy.root import Root
from deploy.telemetry import Tracers, untraced
from services.compliance import main as compliance
from services.corrections import main as corrections
from services.mediation import main as mediation
from services.roster import main as roster
from shared.adapters.aes_vault import AesVault
from shared.adapters.key_files import Keys
from shared.adapters.random_ids import new_id
from shared.adapters.token_identity import OwnIssuer, TokenIdentity
from shared.adapters.xlsx_workbooks import XlsxWorkbooks
from shared.contract.catalogue import SERVICES
from shared.ports.bus import Bus
from shared.ports.clock import Clock
from shared.ports.store import EventStore
from shared.ports.views import Put, View, Views
from shared.runtime.http import application
from shared.runtime.service import Blueprint, Ports, Service
from shared.runtime.settings import Settings

CALENDAR = View("calendar")
LEGAL_DAY = "legal-day"
REFILLED = View("refilled")


class CalendarRunsBackwards(Exception):
    """The store has seen a later legal day than the one that it shall start with."""


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What all services of an installation stand on together; a store and views each has of its own.

    `alone`: no other process serves the same stores.
    """

    settings: Settings
    keys: Keys
    clock: Clock
    bus: Bus
    tracers: Tracers = untraced
    alone: bool = True

    def service(self, blueprint: Blueprint, store: EventStore, views: Views) -> Service:
        ports = Ports(
            store=store,
            views=views,
            vault=AesVault(views, vault_key=self.keys.vault, hash_key=self.keys.hash),
            bus=self.bus,
            clock=self.clock,
            identity=TokenIdentity(OwnIssuer(self.keys.token), self.clock),
            new_id=new_id,
            workbooks=XlsxWorkbooks(),
            tracer=self.tracers(blueprint.name),
            alone=self.alone,
        )
        return Service(blueprint, ports, self.settings)


@dataclass(frozen=True)
class Installation:
    """The services, in the order in which they start, and the one origin before them."""

    services: Sequence[Service]
    root: Root
    keys: Keys
    clock: Clock

    def the(self, name: str) -> Service:
        """The service of that name."""
        return next(service for service in self.services if service.name == name)


def installation(services: Sequence[Service], keys: Keys, clock: Clock) -> Installation:
    root = Root({service.name: application(service) for service in services}, services)
    return Installation(services, root, keys, clock)


def blueprints(names: Sequence[str] = SERVICES, holidays: Path | None = None) -> Sequence[Blueprint]:
    """`holidays`: those of later years. Raises FaultyPlan."""
    made = {
        "roster": lambda: roster.blueprint(roster.read_terms()),
        "corrections": lambda: corrections.BLUEPRINT,
        "mediation": lambda: mediation.BLUEPRINT,
        "compliance": lambda: compliance.blueprint(compliance.read_plan(more_holidays=holidays)),
    }
    return [made[name]() for name in names]


def all_views(blueprint: Blueprint, *more: View) -> Sequence[View]:
    return [*blueprint.all_views, CALENDAR, REFILLED, *more]


async def remember_day(views: Views, today: date) -> None:
    """The legal calendar of a used store does not run backwards. Raises CalendarRunsBackwards."""
    row = await views.get(CALENDAR, LEGAL_DAY)
    if row and today.toordinal() < row.version:
        raise CalendarRunsBackwards(f"the store has seen {row.document['day']}; it cannot start at {today}")
    await views.put([Put(CALENDAR, LEGAL_DAY, today.toordinal(), {"day": today})])
