"""Traces by OpenTelemetry's SDK: a tracer for each service of the process, and one way out for all of them.

What is sampled, where it goes and how long it is waited for is said in OpenTelemetry's own words, by environment:
OTEL_TRACES_SAMPLER, OTEL_EXPORTER_OTLP_ENDPOINT and so on.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Thread

from opentelemetry.context import Context
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, ConsoleSpanExporter, SimpleSpanProcessor
from opentelemetry.trace import Link, SpanKind, Status, StatusCode, get_current_span
from opentelemetry.trace import Span as Recorded
from opentelemetry.trace import Tracer as Recorder
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from shared.kernel.refusal import Refused
from shared.ports.tracer import NOTHING, Attributes, Kind, Passed, Span

HEADER = "traceparent"
CLOSE_S = 3.0
KINDS = {
    "server": SpanKind.SERVER,
    "internal": SpanKind.INTERNAL,
    "producer": SpanKind.PRODUCER,
    "consumer": SpanKind.CONSUMER,
}
FORMAT = TraceContextTextMapPropagator()
NOT_FOLLOWED = Passed(None)


class OtelSpan:
    """A span that is recorded."""

    def __init__(self, span: Recorded) -> None:
        self._span = span
        context = span.get_span_context()
        self.traceparent = f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"

    def tell(self, name: str, attributes: Attributes) -> None:
        self._span.update_name(name)
        self._span.set_attributes(attributes)


class OtelTracer:
    """Nothing of it is ambient: what a span belongs to is said by whoever begins it."""

    on = True

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    @contextmanager
    def span(
        self, name: str, kind: Kind, parent: str | None, links: Sequence[str] = (), attributes: Attributes = NOTHING
    ) -> Iterator[Span]:
        linked = [Link(get_current_span(context_of(other)).get_span_context()) for other in links]
        span = self._recorder.start_span(name, context_of(parent), KINDS[kind], attributes, linked)
        if not span.is_recording():
            yield NOT_FOLLOWED
            return
        try:
            yield OtelSpan(span)
        except Refused as refusal:
            span.set_attribute("sifasuo.rule", refusal.rule)
            raise
        except BaseException as fault:
            # Its kind and not its words: whatever they say, they are for the log alone.
            span.set_status(Status(StatusCode.ERROR))
            span.set_attribute("error.type", type(fault).__name__)
            raise
        finally:
            span.end()


class OtelTraces:
    """The tracers of one process. To be closed when no service runs any more: then what is left goes out."""

    def __init__(self, processor: SpanProcessor, namespace: str) -> None:
        self._processor, self._namespace = processor, namespace

    def tracer(self, service: str) -> OtelTracer:
        resource = Resource.create({SERVICE_NAME: f"{self._namespace}.{service}"})
        provider = TracerProvider(resource=resource, shutdown_on_exit=False)
        provider.add_span_processor(self._processor)
        return OtelTracer(provider.get_tracer("sifasuo"))

    def close(self) -> None:
        # A collector that does not answer would be tried for longer than a stop may take.
        last = Thread(target=self._processor.shutdown, daemon=True)
        last.start()
        last.join(CLOSE_S)


def to_collector() -> SpanProcessor:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 - and protobuf

    return BatchSpanProcessor(OTLPSpanExporter())


def to_console() -> SpanProcessor:
    return SimpleSpanProcessor(ConsoleSpanExporter())


def context_of(traceparent: str | None) -> Context:
    """An empty one where it is none of ours: then a trace begins."""
    return FORMAT.extract({HEADER: traceparent}, Context()) if traceparent else Context()
