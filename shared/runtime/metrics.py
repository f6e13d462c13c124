"""What Prometheus may ask for: `/metrics`, once a process."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.responses import Response

from shared.ports.store import Backlog
from shared.runtime.consumer import Lag
from shared.runtime.service import Service

PATIENCE_S = 2.5
OF_SERVICE = ("service",)

Told = TypeVar("Told")
Labelled = Mapping[tuple[str, ...], float]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What only store and bus know. None is what they did not tell in time."""

    service: Service
    troubles: Mapping[str, str] | None
    backlog: Backlog | None
    lag: Lag | None
    letters: int | None

    def age_s(self, backlog: Backlog) -> float:
        return backlog.age_s(self.service.ports.clock.now())


class Families(Collector):
    """For the client library, which writes them down."""

    def __init__(self, families: Iterable[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterable[Metric]:
        return self._families


async def metrics(services: Sequence[Service]) -> Response:
    """Never fails, and never keeps who asks waiting: what cannot be had is NaN, and its service not ready."""
    told = await asyncio.gather(*(ask(service) for service in services))
    families = Families([*gauges(told), *counters(services)])
    return Response(generate_latest(families), media_type=CONTENT_TYPE_LATEST)


async def ask(service: Service) -> Asked:
    troubles, backlog, lag, letters = await asyncio.gather(
        in_time(service.troubles()),
        in_time(service.ports.store.backlog()),
        in_time(service.consumer.lag() if service.consumer else nothing()),
        in_time(service.letters.count()),
    )
    return Asked(service=service, troubles=troubles, backlog=backlog, lag=lag, letters=letters)


async def in_time(asked: Awaitable[Told]) -> Told | None:
    try:
        async with asyncio.timeout(PATIENCE_S):
            return await asked
    except Exception:  # noqa: BLE001 - whatever it is, the others are told all the same
        return None


async def nothing() -> None:
    """A service that reads nobody is behind nobody."""


def gauges(told: Sequence[Asked]) -> Iterator[Metric]:
    reading = [each for each in told if each.service.consumer]
    yield gauge("ready", "Whether the service is ready", {of(each): each.troubles == {} for each in told})
    yield gauge(
        "relay_backlog_commits",
        "Commits not dispatched yet",
        {of(each): known(each.backlog, attrgetter("commits")) for each in told},
    )
    yield gauge(
        "relay_backlog_age_seconds",
        "Age of the oldest of them",
        {of(each): known(each.backlog, each.age_s) for each in told},
    )
    yield gauge(
        "consumer_lag_events",
        "Published events not read yet",
        {of(each): known(each.lag, attrgetter("events")) for each in reading},
    )
    yield gauge(
        "consumer_lag_seconds",
        "For how long at most what was read stands still",
        {of(each): known(each.lag, attrgetter("seconds")) for each in reading},
    )
    yield gauge(
        "dead_letters", "Events that are parked, or wait", {of(each): known(each.letters, float) for each in told}
    )
    yield gauge("stream_listeners", "Open event streams", {of(each): each.service.hub.listening for each in told})


def counters(services: Sequence[Service]) -> Iterator[Metric]:
    reading = [service for service in services if service.consumer]
    yield counter("commands", "Commands by what became of them", labelled(services, "commands"), "outcome")
    yield counter("refusals", "Refused commands by rule", labelled(services, "refusals"), "rule")
    yield durations(services)
    yield counter("relay_events", "Events published", {(each.name,): each.relay.published for each in services})
    yield counter(
        "consumer_events",
        "Events read",
        {(each.name,): each.consumer.read for each in reading if each.consumer},
    )
    yield counter(
        "rules_judged",
        "Rules judged, each for one office on one day",
        {(each.name,): each.reader.judged() for each in services if each.reader and each.reader.judged},
    )
    alerts: Labelled = {change: number for service in services for change, number in service.counts.alerts.items()}
    yield family(CounterMetricFamily, "alerts", "Changes of alerts", alerts, ("change", "severity"))


def durations(services: Sequence[Service]) -> Metric:
    told = HistogramMetricFamily("sifasuo_command_seconds", "How long commands take", labels=OF_SERVICE)
    for service in services:
        spent = service.counts.durations
        told.add_metric([service.name], spent.up_to(), spent.total_s)
    return told


def labelled(services: Sequence[Service], name: str) -> Labelled:
    return {(each.name, key): number for each in services for key, number in getattr(each.counts, name).items()}


def counter(name: str, help: str, samples: Labelled, *more: str) -> Metric:
    return family(CounterMetricFamily, name, help, samples, (*OF_SERVICE, *more))


def gauge(name: str, help: str, samples: Labelled) -> Metric:
    return family(GaugeMetricFamily, name, help, samples, OF_SERVICE)


def family(kind: Any, name: str, help: str, samples: Labelled, labels: Sequence[str]) -> Metric:
    told: Metric = kind(f"sifasuo_{name}", help, labels=labels)
    for values, number in samples.items():
        kind.add_metric(told, values, number)
    return told


def of(asked: Asked) -> tuple[str]:
    return (asked.service.name,)


def known(told: Told | None, number: Callable[[Told], float]) -> float:
    return math.nan if told is None else number(told)
