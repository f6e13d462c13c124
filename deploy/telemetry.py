"""Whether commands are followed, and where to: nobody pays for what nobody asked for."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from shared.ports.tracer import UNTRACED, Tracer
from shared.runtime.settings import Settings

ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")

Tracers = Callable[[str], Tracer]


class TelemetryMissing(Exception):
    """Traces are asked for, and what makes them is not installed."""


def untraced(_: str) -> Tracer:
    return UNTRACED


@asynccontextmanager
async def traced(settings: Settings) -> AsyncIterator[Tracers]:
    """A tracer for each service. Raises TelemetryMissing."""
    collector = any(os.environ.get(name) for name in ENDPOINTS)
    if not collector and settings.traces is None:
        yield untraced
        return
    try:
        from shared.adapters.otel_tracer import OtelTraces, to_collector, to_console  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as fault:
        raise TelemetryMissing(f"{fault}: traces need the extra `telemetry`") from None
    traces = OtelTraces(to_collector() if settings.traces is None else to_console(), settings.namespace)
    try:
        yield traces.tracer
    finally:
        await asyncio.to_thread(traces.close)
