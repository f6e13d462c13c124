"""What Prometheus may ask for: `/metrics`, once a process."""

import math
from collections.abc import Sequence

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from starlette.responses import Response

from shared.runtime.service import Service


async def metrics(services: Sequence[Service]) -> Response:
    """Backlogs and lags are read when they are asked for; they cost a running command nothing."""
    registry = CollectorRegistry()
    ready = Gauge("sifasuo_ready", "Whether the service is ready", ["service"], registry=registry)
    backlog = Gauge("sifasuo_relay_backlog_commits", "Commits not dispatched yet", ["service"], registry=registry)
    age = Gauge("sifasuo_relay_backlog_age_seconds", "Age of the oldest of them", ["service"], registry=registry)
    lag = Gauge("sifasuo_consumer_lag_events", "Published events not read yet", ["service"], registry=registry)
    listeners = Gauge("sifasuo_stream_listeners", "Open event streams", ["service"], registry=registry)
    for service in services:
        waiting = await service.ports.store.backlog()
        ready.labels(service.name).set(not await service.troubles())
        backlog.labels(service.name).set(waiting.commits)
        age.labels(service.name).set(waiting.age_s(service.ports.clock.now()))
        listeners.labels(service.name).set(service.hub.listening)
        if service.consumer:
            behind = await service.consumer.lag()
            lag.labels(service.name).set(behind.events if behind else math.nan)
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)
