"""From a command to its alert through four processes, Kafka and FerretDB, at a fixed rate of commands."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import httpx

from shared.contract.catalogue import SERVICES
from tests.bench.client import send
from tests.bench.figures import Figure
from tests.bench.kafka_ceilings import round_trips
from tests.bench.kafka_parts import SETTINGS, Parts, filled
from tests.bench.latency import Watch, at_a_fixed_rate, at_percent
from tests.bench.offices import City
from tests.bench.servers import Server
from tests.bench.streams import opened
from tests.system.apart import Apart

PER_SECOND = 20
OFFICES = 16
CLIENTS = 4
TRIPS = 200
NAMESPACE, BARE = "bench-latency", "bench-bare"
BARE_TOPIC = "sifasuo.roster"
QUIET_S = 120


async def measured(parts: Parts, rounds: int, seconds: int) -> list[Figure]:
    """Beside it the way of one record through the broker: an alert comes after two of them, and some commits."""
    bare, ours, trips = parts.cluster(BARE), [], []
    await filled(bare, 0, 0)
    with parts.store() as store, TemporaryDirectory(dir=parts.directory) as directory:
        address = parts.broker.address
        apart = Apart(Path(directory), mongo=store.address, kafka=address, namespace=NAMESPACE, **SETTINGS)
        with apart:
            installation = await Installation.of(apart)
            for _ in range(rounds):
                trips.append(await round_trips(bare, BARE_TOPIC, TRIPS))
                ours.append(await installation.one_round(seconds))
    return [figure(percent, ours, trips) for percent in (50, 99)]


def figure(percent: int, ours: Sequence[Sequence[float]], trips: Sequence[Sequence[float]]) -> Figure:
    return Figure(
        name=f"command to alert over Kafka and FerretDB at {PER_SECOND} commands a second, p{percent}",
        unit="ms",
        ours=[at_percent(latencies, percent) for latencies in ours],
        ceiling="record there and back",
        ceilings=[at_percent(latencies, percent) for latencies in trips],
    )


class Installation:
    """Four processes with their offices. The watch goes on from round to round: it has heard of those before."""

    def __init__(self, apart: Apart, token: str, city: City) -> None:
        self._apart, self._token, self._city = apart, token, city
        self._watch = Watch()

    @classmethod
    async def of(cls, apart: Apart) -> "Installation":
        token = apart.token()
        built = await City.built(server(apart, "roster", token), OFFICES)
        await quiet(apart)
        return cls(apart, token, City(server(apart, "corrections", token), built.offices))

    async def one_round(self, seconds: int) -> Sequence[float]:
        """Milliseconds, each from when the command was due to be sent."""
        city, watch = self._city, self._watch
        registered = await send(city.server, city.registrations(seconds * PER_SECOND), CLIENTS)
        await quiet(self._apart)
        people = [(str(body["office_id"]), str(body["id"])) for body in registered.bodies]
        commands = zip((office for office, _ in people), city.enrolments([id for _, id in people]), strict=True)
        watch.latencies.clear()
        compliance = server(self._apart, "compliance", self._token)
        stream = await opened(compliance, "/compliance/alerts/stream", watch.received)
        await at_a_fixed_rate(city.server, watch, commands, PER_SECOND)
        await watch.heard_of(len(people))
        await stream.close()
        return [1000 * latency for latency in watch.latencies]


def server(apart: Apart, service: str, token: str) -> Server:
    process = apart.of(service)
    return Server(process.port, process.pid, token)


async def quiet(apart: Apart) -> None:
    """Until everything that was committed has been published and read."""
    deadline = perf_counter() + QUIET_S
    with apart.client("operator") as client:
        while waiting := [service for service in SERVICES if not at_rest(client, service)]:
            assert perf_counter() < deadline, f"{', '.join(waiting)} do not come to rest"
            await asyncio.sleep(0.2)


def at_rest(client: httpx.Client, service: str) -> bool:
    relay = client.get(f"/{service}/operations/relay").raise_for_status().json()
    lag = client.get(f"/{service}/operations/lag").raise_for_status().json()
    return bool(relay["backlog"] == 0 and lag["events"] == 0)
