"""One command is followed over HTTP, the log and the bus to the alert that it leads to; unless nobody follows it."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from deploy import telemetry
from deploy.embedded import embedded
from deploy.installation import Installation
from deploy.telemetry import TelemetryMissing, traced, untraced
from deploy.verification import quiet
from shared.adapters.otel_tracer import OtelTraces
from shared.ports.store import Commit
from shared.runtime.settings import Settings
from tests.system.caseload import DAY, made
from tests.system.inside import TODAY, client, token
from tests.system.offices import office, township
from tests.system.people import offender, worker

COUNTY = "410105"
BY_ONE_WORKER = 15
TRACE = "0af7651916cd43dd8448eb211c80319c"
SENT = f"00-{TRACE}-b7ad6b7169203331-01"
NOT_SAMPLED = f"00-{TRACE}-b7ad6b7169203331-00"
NEVER = "00-00000000000000000000000000000000-0000000000000000-01"


@asynccontextmanager
async def followed(data: Path) -> AsyncIterator[tuple[Installation, InMemorySpanExporter]]:
    spans = InMemorySpanExporter()
    traces = OtelTraces(SimpleSpanProcessor(spans), "sifasuo")
    async with embedded(Settings(data=data, today=TODAY, office_wait_s=0.0), traces.tracer) as installation:
        yield installation, spans


async def at_the_limit(installation: Installation, city: httpx.AsyncClient) -> str:
    """Who breaks 1:15 when he is enrolled."""
    await made(city, "/roster/townships", township(COUNTY))
    office_id = await made(city, "/roster/offices", office(COUNTY))
    await quiet(installation)
    await made(city, "/roster/workers", worker(office_id, 1, DAY, "correction"))
    offenders = [await made(city, "/corrections/offenders", offender(office_id, 2 + n, DAY)) for n in range(16)]
    for id in offenders[:BY_ONE_WORKER]:
        assert (await enrol(city, id)).is_success
    await quiet(installation)
    return offenders[BY_ONE_WORKER]


async def enrol(city: httpx.AsyncClient, id: str, traceparent: str | None = None) -> httpx.Response:
    headers = {"traceparent": traceparent} if traceparent else {}
    return await city.post(f"/corrections/offenders/{id}/enrolment", json={"day": DAY}, headers=headers)


async def log_of(installation: Installation, name: str) -> Sequence[Commit]:
    [service] = [service for service in installation.services if service.name == name]
    return [logged.commit for logged in await service.ports.store.read(0, 10_000)]


def trace_of(span: ReadableSpan) -> str:
    assert span.context
    return f"{span.context.trace_id:032x}"


def span_of(span: ReadableSpan) -> str:
    assert span.context
    return f"{span.context.span_id:016x}"


def parent_of(span: ReadableSpan) -> str | None:
    return f"{span.parent.span_id:016x}" if span.parent else None


def links_of(span: ReadableSpan) -> Sequence[str]:
    return [f"{link.context.span_id:016x}" for link in span.links]


def carried(commit: Commit) -> tuple[str, str]:
    """Trace and span."""
    _, trace, span, _ = str(commit.traceparent).split("-")
    return trace, span


async def test_a_trace_leads_from_the_command_to_its_alert(tmp_path: Path) -> None:
    async with followed(tmp_path) as (installation, exported), client(installation, token(installation)) as city:
        id = await at_the_limit(installation, city)
        before = len(await log_of(installation, "compliance"))
        exported.clear()
        assert (await enrol(city, id, SENT)).is_success
        await quiet(installation)
        raised = (await log_of(installation, "compliance"))[before:]
        enrolled = (await log_of(installation, "corrections"))[-1]
    assert "correction-ratio" in {event.rule for commit in raised for event in commit.events}  # type: ignore[attr-defined]
    assert {carried(commit)[0] for commit in (enrolled, *raised)} == {TRACE}
    spans = [span for span in exported.get_finished_spans() if trace_of(span) == TRACE]
    by_name = {span.name: span for span in spans}
    http, decided = by_name["POST /corrections/offenders/{id}/enrolment"], by_name["offender EnrolOffender"]
    told, taken = by_name["publish sifasuo.corrections"], by_name["process sifasuo.compliance"]
    alert = by_name["alert Assess"]
    assert parent_of(http) == SENT.split("-")[2]
    assert parent_of(decided) == span_of(http)
    assert carried(enrolled)[1] == span_of(decided)
    for span in (told, taken):
        assert links_of(span) == [span_of(decided)]
    assert parent_of(alert) == span_of(decided)
    assert carried(raised[-1])[1] == span_of(alert)
    assert "publish sifasuo.compliance" in by_name
    services = [span.resource.attributes["service.name"] for span in (http, told, taken, alert)]
    assert services == ["sifasuo.corrections", "sifasuo.corrections", "sifasuo.compliance", "sifasuo.compliance"]
    said = " ".join(span.to_json() for span in exported.get_finished_spans())
    assert "测试" not in said
    assert "4101001890" not in said


@pytest.mark.parametrize("traceparent", [None, "nonsense", NEVER])
async def test_a_trace_begins_here_where_the_client_has_none(tmp_path: Path, traceparent: str | None) -> None:
    async with followed(tmp_path) as (installation, exported), client(installation, token(installation)) as city:
        headers = {"traceparent": traceparent} if traceparent else {}
        assert (await city.post("/roster/townships", json=township(COUNTY), headers=headers)).is_success
        [commit] = await log_of(installation, "roster")
    spans = {span.name: span for span in exported.get_finished_spans()}
    assert spans["POST /roster/townships"].parent is None
    assert carried(commit)[0] == trace_of(spans["POST /roster/townships"])


async def test_what_a_command_leads_to_is_followed_in_its_own_service_too(tmp_path: Path) -> None:
    async with followed(tmp_path) as (installation, _), client(installation, token(installation)) as city:
        await city.post("/roster/townships", json=township(COUNTY))
        answer = await city.post("/roster/offices", json=office(COUNTY), headers={"traceparent": SENT})
        assert answer.is_success
        claimed, established = (await log_of(installation, "roster"))[-2:]
    assert claimed.stream.startswith("seatclaim-")
    assert carried(claimed)[0] == carried(established)[0] == TRACE


async def test_a_refusal_is_no_error_and_what_was_wrong_is_said_by_its_kind(tmp_path: Path) -> None:
    async with followed(tmp_path) as (installation, exported), client(installation, token(installation)) as city:
        for name in ("测试街道", "测试别名"):
            await city.post("/roster/townships", json={**township(COUNTY), "name": name})
    refused = [span for span in exported.get_finished_spans() if (span.attributes or {}).get("sifasuo.rule")]
    assert [(span.name, span.status.is_ok, span.events) for span in refused] == [("township CreateTownship", True, ())]
    answered = [
        span.attributes["http.response.status_code"]
        for span in exported.get_finished_spans()
        if span.name.startswith("POST") and span.attributes
    ]
    assert answered == [201, 409]


async def test_what_is_not_sampled_carries_nothing(tmp_path: Path) -> None:
    async with followed(tmp_path) as (installation, exported), client(installation, token(installation)) as city:
        await city.post("/roster/townships", json=township(COUNTY), headers={"traceparent": NOT_SAMPLED})
        [commit] = await log_of(installation, "roster")
        await quiet(installation)
    assert (commit.traceparent, exported.get_finished_spans()) == (None, ())


async def test_nobody_is_followed_unless_it_was_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in telemetry.ENDPOINTS:
        monkeypatch.delenv(name, raising=False)
    async with traced(Settings()) as tracers:
        assert tracers is untraced
    async with embedded(Settings(data=tmp_path, today=TODAY)) as installation:
        async with client(installation, token(installation)) as city:
            await city.post("/roster/townships", json=township(COUNTY), headers={"traceparent": SENT})
        [commit] = await log_of(installation, "roster")
    assert commit.traceparent is None


def test_without_traces_nothing_of_them_is_loaded() -> None:
    asks = "import sys, deploy.server; print([name for name in sys.modules if name.startswith('opentelemetry.sdk')])"
    done = subprocess.run((sys.executable, "-c", asks), capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


async def test_who_asks_for_traces_without_the_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "shared.adapters.otel_tracer", None)
    with pytest.raises(TelemetryMissing, match="telemetry"):
        async with traced(Settings(traces="console")):
            pass


async def test_a_collector_that_is_away_holds_up_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    async with (
        asyncio.timeout(15),
        traced(Settings()) as tracers,
        embedded(Settings(data=tmp_path, today=TODAY), tracers) as installation,
        client(installation, token(installation)) as city,
    ):
        assert (await city.post("/roster/townships", json=township(COUNTY))).is_success
