"""What Prometheus is told: what happened, of whom, and never an error."""

import asyncio
import math
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from shared.ports.unavailable import Unavailable
from shared.runtime import metrics as asked
from shared.runtime.dead_letters import DeadLetters
from tests.deploy.files import tool
from tests.deploy.test_monitoring import METRICS
from tests.system.caseload import DAY
from tests.system.city import City
from tests.system.inside import client, installed
from tests.system.people import offender

pytestmark = pytest.mark.asyncio(loop_scope="module")

OFFENDERS = "/corrections/offenders"
AT_MOST_S = 3.0

Samples = Mapping[tuple[str, frozenset[tuple[str, str]]], float]


async def scraped(anybody: httpx.AsyncClient) -> Samples:
    answer = await anybody.get("/metrics")
    assert answer.status_code == httpx.codes.OK
    families = text_string_to_metric_families(answer.text)
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value for each in families for sample in each.samples
    }


def of(samples: Samples, name: str, **labels: str) -> float:
    return samples.get((f"sifasuo_{name}", frozenset(labels.items())), 0.0)


async def test_there_is_every_metric_that_is_looked_at_and_no_other(city: City) -> None:
    families = text_string_to_metric_families((await city.by["nobody"].get("/metrics")).text)
    counted = {"counter": "_total"}
    assert {f"{family.name}{counted.get(family.type, '')}" for family in families} == METRICS


async def test_prometheus_finds_nothing_wrong_with_them(city: City) -> None:
    command = (*tool("promtool"), "check", "metrics")
    text = (await city.by["nobody"].get("/metrics")).content
    done = await asyncio.to_thread(subprocess.run, command, input=text, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


async def test_a_command_is_counted_by_what_became_of_it_and_by_its_service_alone(city: City) -> None:
    post, before = city.by["city"].post, await scraped(city.by["nobody"])
    body = offender(city.here.office_id, 800, DAY)
    path = f"{OFFENDERS}/{(await post(OFFENDERS, json=body)).json()['id']}"
    again = await post(OFFENDERS, json=body)
    assert again.status_code == httpx.codes.OK
    for _ in range(2):
        await post(f"{path}/enrolment", json={"day": DAY}, headers={"Idempotency-Key": "enrolled-and-counted"})
    refused = await post(f"{path}/discharge", json={"day": DAY, "reason": "served"})
    assert (refused.status_code, refused.json()["rule"]) == (409, "end-of-term")
    unknown = await post(OFFENDERS, json=offender("no-such-office", 801, DAY))
    assert unknown.json()["rule"] == "office-unknown"
    assert (await post(f"{path}/discharge", json={"day": "never"})).status_code == httpx.codes.UNPROCESSABLE_ENTITY
    after = await scraped(city.by["nobody"])

    def more(name: str, **labels: str) -> float:
        return of(after, name, service="corrections", **labels) - of(before, name, service="corrections", **labels)

    outcomes = ("done", "unchanged", "refused", "failed")
    assert [more("commands_total", outcome=outcome) for outcome in outcomes] == [2, 2, 2, 0]
    assert [more("refusals_total", rule=rule) for rule in ("end-of-term", "office-unknown")] == [1, 1]
    assert (more("command_seconds_count"), more("command_seconds_bucket", le="10.0")) == (6, 6)
    assert 0 < more("command_seconds_sum") < AT_MOST_S
    for outcome in outcomes:
        labels = {"service": "mediation", "outcome": outcome}
        assert of(after, "commands_total", **labels) == of(before, "commands_total", **labels)


async def test_a_command_that_fails_is_counted_whatever_has_failed(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    [corrections] = [each for each in city.installation.services if each.name == "corrections"]
    monkeypatch.setattr(corrections.ports.store, "append", away(slowly=False))
    labels = {"service": "corrections", "outcome": "failed"}
    before = of(await scraped(city.by["nobody"]), "commands_total", **labels)
    answer = await city.by["city"].post(OFFENDERS, json=offender(city.here.office_id, 802, DAY))
    assert answer.status_code == httpx.codes.SERVICE_UNAVAILABLE
    assert of(await scraped(city.by["nobody"]), "commands_total", **labels) == before + 1
    monkeypatch.setattr(corrections.ports.store, "append", None)
    with pytest.raises(TypeError):
        await city.by["city"].post(OFFENDERS, json=offender(city.here.office_id, 803, DAY))
    assert of(await scraped(city.by["nobody"]), "commands_total", **labels) == before + 2


def read_up(samples: Samples) -> bool:
    told = [of(samples, "relay_events_total", service=name) for name in ("roster", "corrections", "mediation")]
    return all(told) and of(samples, "consumer_events_total", service="compliance") == sum(told)


async def test_what_goes_out_comes_in_is_judged_and_raises_alerts(city: City) -> None:
    async with asyncio.timeout(5):
        while not read_up(samples := await scraped(city.by["nobody"])):  # noqa: ASYNC110 - nobody tells when
            await asyncio.sleep(0.05)
    assert of(samples, "rules_judged_total", service="compliance") > 0
    assert ("sifasuo_rules_judged_total", frozenset({("service", "roster")})) not in samples
    opened = await city.all("city", "/compliance/alerts", limit=500)
    changes = [value for (name, labels), value in samples.items() if name == "sifasuo_alerts_total" and value]
    assert sum(changes) >= len(opened) > 0


def away(slowly: bool) -> Any:
    async def refuses(*_: object, **__: object) -> Any:
        if slowly:
            await asyncio.sleep(60)
        raise Unavailable("gone")

    return refuses


@pytest.mark.parametrize("slowly", [False, True])
async def test_what_cannot_be_had_is_said_so_and_soon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slowly: bool
) -> None:
    async with installed(tmp_path) as installation:
        roster, corrections, _, _ = installation.services
        monkeypatch.setattr(roster.ports.store, "backlog", away(slowly))
        monkeypatch.setattr(DeadLetters, "count", away(slowly))
        assert corrections.consumer is not None
        monkeypatch.setattr(corrections.consumer, "lag", away(slowly))
        monkeypatch.setattr(asked, "PATIENCE_S", 0.2)
        async with client(installation, None) as anybody, asyncio.timeout(1):
            samples = await scraped(anybody)
    assert [of(samples, "ready", service=name) for name in ("roster", "compliance")] == [0, 1]
    lost = ("relay_backlog_commits", "relay_backlog_age_seconds", "dead_letters")
    assert all(math.isnan(of(samples, name, service="roster")) for name in lost)
    assert math.isnan(of(samples, "consumer_lag_events", service="corrections"))
    assert of(samples, "relay_backlog_commits", service="corrections") == 0


async def test_who_asks_is_answered_before_prometheus_gives_up() -> None:
    assert asked.PATIENCE_S < AT_MOST_S
