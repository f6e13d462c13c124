"""From a command to its alert, over the stream, at a fixed rate of commands."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.bench.ceilings import durable_commits
from tests.bench.client import Connection, connected, send
from tests.bench.cores import MEASURED, on_core
from tests.bench.figures import Figure
from tests.bench.offices import City
from tests.bench.servers import Server, sifasuo
from tests.bench.streams import opened

PER_SECOND = 500
CONNECTIONS = 64
RATIO = "correction-ratio"
PATIENCE_S = 10
COMMITS = 500


@dataclass
class Watch:
    """Who waits at each office. An alert says how many count there by now: each of them has been heard of."""

    waiting: defaultdict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    counted: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    latencies: list[float] = field(default_factory=list)

    def sent(self, office_id: str, at: float) -> None:
        self.waiting[office_id].append(at)

    def received(self, events: list[bytes]) -> None:
        now = perf_counter()
        for event in events:
            _, found, data = event.partition(b"data: ")
            if found and RATIO.encode() in data:
                self._heard(json.loads(data), now)

    async def heard_of(self, number: int) -> None:
        deadline = perf_counter() + PATIENCE_S
        while len(self.latencies) < number:
            assert perf_counter() < deadline, f"{len(self.latencies)} of {number} were heard of"
            await asyncio.sleep(0.1)

    def _heard(self, alert: dict[str, object], now: float) -> None:
        office_id, figures = str(alert["office_id"]), alert["figures"]
        assert isinstance(figures, dict)
        while self.counted[office_id] < figures["active_offenders"]:
            self.counted[office_id] += 1
            self.latencies.append(now - self.waiting[office_id].popleft())


async def measured(rounds: int, seconds: int, offices: int) -> list[Figure]:
    """Beside it what one durable commit takes: an alert comes after six of them in a row."""
    ours, commits = [], []
    for _ in range(rounds):
        commits.append(bare_commits())
        ours.append(await one_round(seconds, offices))
    return [figure(50, ours, commits, ""), figure(99, ours, commits, "<= 25 ms")]


def figure(percent: int, ours: Sequence[Sequence[float]], commits: Sequence[Sequence[float]], aim: str) -> Figure:
    return Figure(
        name=f"command to alert at {PER_SECOND} commands a second, p{percent}",
        unit="ms",
        ours=[at_percent(latencies, percent) for latencies in ours],
        ceiling="bare commit",
        ceilings=[at_percent(latencies, percent) for latencies in commits],
        aim=aim,
    )


def bare_commits() -> Sequence[float]:
    with TemporaryDirectory(prefix="sifasuo-bench-") as directory, on_core(MEASURED):
        return durable_commits(Path(directory) / "bare.sqlite", COMMITS)


async def one_round(seconds: int, offices: int) -> Sequence[float]:
    """Milliseconds, each from when the command was due to be sent."""
    watch = Watch()
    with sifasuo() as server:
        city = await City.built(server, offices)
        registered = await send(server, city.registrations(seconds * PER_SECOND), 16)
        await asyncio.sleep(1)
        stream = await opened(server, "/compliance/alerts/stream", watch.received)
        people = [(str(body["office_id"]), str(body["id"])) for body in registered.bodies]
        commands = zip((office for office, _ in people), city.enrolments([id for _, id in people]), strict=True)
        await at_a_fixed_rate(server, watch, commands, PER_SECOND)
        await watch.heard_of(len(people))
        await stream.close()
    return [1000 * latency for latency in watch.latencies]


async def at_a_fixed_rate(server: Server, watch: Watch, commands: Iterable[tuple[str, bytes]], per_second: int) -> None:
    """Whether or not those before were answered."""
    free: asyncio.Queue[Connection] = asyncio.Queue()
    for _ in range(CONNECTIONS):
        free.put_nowait(await connected(server.port))

    async def call(connection: Connection, request: bytes) -> None:
        await connection.call(request)
        free.put_nowait(connection)

    began = perf_counter()
    async with asyncio.TaskGroup() as group:
        for nth, (office_id, request) in enumerate(commands):
            due = began + nth / per_second
            await asyncio.sleep(max(0.0, due - perf_counter()))
            watch.sent(office_id, due)
            group.create_task(call(await free.get(), request))


def at_percent(values: Sequence[float], percent: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]
