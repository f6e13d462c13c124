"""A collector of traces, as far as a test needs one: whoever is told to sends it spans over OTLP."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import NamedTuple

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


class Told(NamedTuple):
    """One span: whose it is, what it did, and where it belongs."""

    service: str
    name: str
    trace: str
    span: str
    links: Sequence[str]


class Collector(ThreadingHTTPServer):
    """What it was told so far, in the order in which it came."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Spans)
        self.told: list[Told] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Spans(BaseHTTPRequestHandler):
    """Takes what is posted."""

    server: Collector

    def do_POST(self) -> None:
        sent = ExportTraceServiceRequest.FromString(self.rfile.read(int(self.headers["content-length"])))
        for of_service in sent.resource_spans:
            named = {each.key: each.value.string_value for each in of_service.resource.attributes}
            for span in (span for scope in of_service.scope_spans for span in scope.spans):
                links = [link.span_id.hex() for link in span.links]
                told = Told(named["service.name"], span.name, span.trace_id.hex(), span.span_id.hex(), links)
                self.server.told.append(told)
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """It says nothing."""


@contextmanager
def collecting() -> Iterator[Collector]:
    with Collector() as collector:
        Thread(target=collector.serve_forever, daemon=True).start()
        yield collector
        collector.shutdown()
