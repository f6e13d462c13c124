"""What many commands meet in: one span a batch, linked to each that is followed, and never one a record."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from shared.contract.envelope import Envelope
from shared.ports.bus import Delivery, Publisher
from shared.ports.tracer import Kind, Span, Tracer
from shared.runtime.consumer import Fault, Sink


def batch(tracer: Tracer, name: str, kind: Kind, traced: Sequence[str]) -> AbstractContextManager[Span]:
    """In the trace of the first, so that a command by itself is one whole trace; the others are linked."""
    each = list(dict.fromkeys(traced))
    return tracer.span(name, kind, each[0], each, {"messaging.batch.message_count": len(traced)})


class TracedPublisher:
    """Publisher that shows when what is followed was published."""

    def __init__(self, publisher: Publisher, tracer: Tracer) -> None:
        self._publisher, self._tracer = publisher, tracer

    async def publish(self, topic: str, envelopes: Sequence[Envelope[Any]]) -> None:
        traced = [envelope.traceparent for envelope in envelopes if envelope.traceparent]
        if traced:
            with batch(self._tracer, f"publish {topic}", "producer", traced):
                await self._publisher.publish(topic, envelopes)
        else:
            await self._publisher.publish(topic, envelopes)


class TracedSink:
    """Sink that shows when what is followed was taken, and how long that took. Nobody follows what is caught up on."""

    def __init__(self, sink: Sink, tracer: Tracer, group: str) -> None:
        self._sink, self._tracer, self._group = sink, tracer, group
        self._traced: list[str] = []

    async def begin(self) -> None:
        self._traced.clear()
        await self._sink.begin()

    async def take(self, deliveries: Sequence[Delivery]) -> Sequence[Fault]:
        envelopes = [delivery.envelope for delivery in deliveries]
        self._traced += [envelope.traceparent for envelope in envelopes if envelope and envelope.traceparent]
        return await self._sink.take(deliveries)

    async def settle(self, *, announce: bool) -> None:
        traced, self._traced = self._traced, []
        if traced and announce:
            with batch(self._tracer, f"process {self._group}", "consumer", traced):
                await self._sink.settle(announce=announce)
        else:
            await self._sink.settle(announce=announce)
