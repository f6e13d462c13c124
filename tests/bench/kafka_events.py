"""Events per second through compliance from Kafka: on SQLite, where only the bus is another than embedded, and on
FerretDB."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from deploy import distributed, embedded
from deploy.installation import Ground
from services.compliance.main import blueprint, read_plan
from shared.adapters.kafka_bus import Cluster, KafkaBus
from shared.adapters.key_files import open_keys
from shared.adapters.system_clock import SystemClock
from shared.contract.catalogue import topic
from shared.runtime.service import Service
from shared.runtime.settings import Settings
from tests.bench.cores import MEASURED, on_core
from tests.bench.events import until_judged
from tests.bench.figures import Figure
from tests.bench.kafka_ceilings import decode_only
from tests.bench.kafka_parts import Parts, filled

NAMESPACE = "bench-events"
READ = [topic(service) for service in ("roster", "corrections", "mediation")]
CALLS = ("get", "get_many", "put", "swap", "find", "count")


@dataclass
class Waiting:
    """How long at least one of the calls that are watched was under way."""

    seconds: float = 0.0
    calls: int = 0
    _under_way: int = 0
    _since: float = 0.0

    def watch(self, thing: object) -> None:
        for name in CALLS:
            setattr(thing, name, self._timed(getattr(thing, name)))

    def _timed(self, call: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def timed(*given: Any, **named: Any) -> Any:
            if not self._under_way:
                self._since = perf_counter()
            self._under_way += 1
            self.calls += 1
            try:
                return await call(*given, **named)
            finally:
                self._under_way -= 1
                if not self._under_way:
                    self.seconds += perf_counter() - self._since

        return timed


@dataclass
class Ceiling:
    """Events per second of each round that are only decoded, and microseconds of processor time for each event."""

    decoded: list[float] = field(default_factory=list)
    cpu_us: list[float] = field(default_factory=list)

    async def measure(self, cluster: Cluster, events: int) -> None:
        decoded, cpu_us = await decode_only(cluster, READ, events)
        self.decoded.append(decoded)
        self.cpu_us.append(cpu_us)


@dataclass
class Store:
    """Events per second of each round on one kind of store, and the part of the time that it was waited for."""

    name: str
    taken: list[float] = field(default_factory=list)
    judged: list[float] = field(default_factory=list)
    cpu_us: list[float] = field(default_factory=list)
    waiting: list[float] = field(default_factory=list)

    def figures(self, ceiling: Ceiling) -> list[Figure]:
        taken = f"events taken, folded and kept on Kafka and {self.name}"
        judged = f"events taken, and every office judged on Kafka and {self.name}"
        bare, decoded = "getmany and decode", ceiling.decoded
        return [
            Figure(name=taken, unit="1/s", ours=self.taken, ceiling=bare, ceilings=decoded),
            Figure(
                name=judged,
                unit="1/s",
                ours=self.judged,
                ceiling=bare,
                ceilings=decoded,
                cpu_us=self.cpu_us,
                ceiling_cpu_us=ceiling.cpu_us,
            ),
            Figure(name=f"of that time, {self.name} was waited for", unit="%", ours=self.waiting),
        ]

    async def measure(self, service: Service, events: int) -> None:
        waiting, used = Waiting(), process_time()
        waiting.watch(service.ports.views)
        taken_s, judged_s = await until_judged(service)
        self.taken.append(events / taken_s)
        self.judged.append(events / judged_s)
        self.cpu_us.append((process_time() - used) / events * 1e6)
        self.waiting.append(100 * waiting.seconds / judged_s)


async def measured(parts: Parts, rounds: int, offices: int, events: int) -> list[Figure]:
    cluster, ceiling = parts.cluster(NAMESPACE), Ceiling()
    sqlite, ferretdb = Store("SQLite"), Store("FerretDB")
    await filled(cluster, offices, events)
    for _ in range(rounds):
        with on_core(MEASURED):
            await ceiling.measure(cluster, events)
            await on_sqlite(sqlite, parts.directory, cluster, events)
        await on_ferretdb(ferretdb, parts, cluster, events)
    return [*sqlite.figures(ceiling), *ferretdb.figures(ceiling)]


async def on_sqlite(store: Store, directory: Path, cluster: Cluster, events: int) -> None:
    async with AsyncExitStack() as stack:
        data = Path(stack.enter_context(TemporaryDirectory(dir=directory)))
        bus = await stack.enter_async_context(KafkaBus(cluster))
        settings, keys = Settings(data=data), open_keys(data / "keys")
        ground = Ground(settings=settings, keys=keys, clock=SystemClock(), bus=bus)
        service = await embedded.opened(stack, blueprint(read_plan()), ground)
        await store.measure(service, events)


async def on_ferretdb(store: Store, parts: Parts, cluster: Cluster, events: int) -> None:
    """The store has the cores to itself but one."""
    async with AsyncExitStack() as stack:
        settings = Settings(data=parts.directory, mongo=stack.enter_context(parts.store()).address)
        stack.enter_context(on_core(MEASURED))
        bus = await stack.enter_async_context(KafkaBus(cluster))
        keys = open_keys(parts.directory / "keys")
        ground = Ground(settings=settings, keys=keys, clock=SystemClock(), bus=bus, alone=False)
        service = await distributed.opened(stack, blueprint(read_plan()), ground)
        await store.measure(service, events)
