"""Events per second through compliance: a log is decoded, folded, kept and judged from its beginning."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from deploy.embedded import opened
from deploy.installation import Ground
from services.compliance.main import blueprint, read_plan
from shared.adapters.key_files import open_keys
from shared.adapters.local_bus import LocalBus
from shared.adapters.sqlite_database import SqliteDatabase
from shared.adapters.system_clock import SystemClock
from shared.runtime.service import Service
from shared.runtime.settings import Settings
from tests.bench.ceilings import decode_only, durable_loop
from tests.bench.cores import MEASURED, on_core
from tests.bench.figures import Figure
from tests.bench.written_log import history, write


@dataclass
class Rounds:
    """Events per second of each round."""

    taken: list[float] = field(default_factory=list)
    judged: list[float] = field(default_factory=list)
    decoded: list[float] = field(default_factory=list)
    looped: list[float] = field(default_factory=list)


async def measured(rounds: int, offices: int, events: int) -> list[Figure]:
    seen = Rounds()
    with TemporaryDirectory(prefix="sifasuo-bench-") as directory:
        bus = Path(directory) / "bus.sqlite"
        await write(bus, history(offices, events))
        for _ in range(rounds):
            with on_core(MEASURED), TemporaryDirectory(dir=directory) as own:
                await one_round(seen, bus, Path(own), events)
    return [
        Figure(
            name="events taken, folded and kept",
            unit="1/s",
            ours=seen.taken,
            ceiling="bare durable loop",
            ceilings=seen.looped,
            aim=">= 0.6",
        ),
        Figure(
            name="events taken, and every office judged",
            unit="1/s",
            ours=seen.judged,
            ceiling="bare durable loop",
            ceilings=seen.looped,
        ),
        Figure(name="bare durable loop", unit="1/s", ours=seen.looped, ceiling="decode only", ceilings=seen.decoded),
    ]


async def one_round(seen: Rounds, bus: Path, directory: Path, events: int) -> None:
    seen.decoded.append(rate(events, lambda: decode_only(bus)))
    seen.looped.append(rate(events, lambda: durable_loop(bus, directory / "bare.sqlite")))
    taken_s, judged_s = await caught_up(bus, directory)
    seen.taken.append(events / taken_s)
    seen.judged.append(events / judged_s)


def rate(events: int, work: Callable[[], int]) -> float:
    began = perf_counter()
    done = work()
    assert done == events, f"{done} of {events} events"
    return events / (perf_counter() - began)


async def caught_up(bus: Path, directory: Path) -> tuple[float, float]:
    async with AsyncExitStack() as stack:
        return await until_judged(await compliance(stack, bus, directory))


async def until_judged(service: Service) -> tuple[float, float]:
    """After how many seconds compliance, on an empty store, has taken all there is, and judged every office."""
    assert service.consumer
    assert service.reader
    assert service.reader.timers
    began = perf_counter()
    await service.consumer.start()
    while not service.consumer.caught_up:
        await service.consumer.step()
    taken = perf_counter() - began
    while await service.reader.timers.step():
        pass
    judged = perf_counter() - began
    await service.consumer.close()
    return taken, judged


async def compliance(stack: AsyncExitStack, bus: Path, directory: Path) -> Service:
    """The service with its store and its bus, and none of its loops."""
    settings, clock = Settings(data=directory), SystemClock()
    database = SqliteDatabase(bus)
    local = LocalBus(database)
    await stack.enter_async_context(database)
    ground = Ground(settings=settings, keys=open_keys(directory / "keys"), clock=clock, bus=local)
    return await opened(stack, blueprint(read_plan()), ground)
