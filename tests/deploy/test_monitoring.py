"""Prometheus and Grafana ask for what there is, say what to do, and the alerts fire when they should."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from shared.contract.catalogue import SERVICES
from shared.runtime.metrics import counters, gauges
from tests.deploy.files import DEPLOY, ROOT, checked, document, tool

METRICS = {
    f"{family.name}_total" if family.type == "counter" else family.name for family in (*gauges(()), *counters(()))
}
NAME = re.compile(r"\bsifasuo_\w+")
OPERATIONS = ROOT / "docs" / "operations.md"


def board() -> Any:
    return json.loads((DEPLOY / "grafana" / "sifasuo.json").read_text(encoding="utf-8"))


def rules() -> list[Any]:
    (group,) = document(DEPLOY / "prometheus" / "alerts.yml")["groups"]
    return list(group["rules"])


def named(expressions: Iterator[str]) -> set[str]:
    return {name.removesuffix("_bucket") for expression in expressions for name in NAME.findall(expression)}


def test_the_dashboard_shows_every_metric_and_no_other() -> None:
    shown = board()
    assert named(target["expr"] for panel in shown["panels"] for target in panel["targets"]) == METRICS
    assert named(variable["definition"] for variable in shown["templating"]["list"]) <= METRICS


def test_the_dashboard_asks_the_source_that_is_provisioned() -> None:
    (source,) = document(DEPLOY / "grafana" / "datasource.yml")["datasources"]
    shown = board()
    used = {target["datasource"]["uid"] for panel in shown["panels"] for target in panel["targets"]}
    assert used == {source["uid"]}
    assert len({panel["id"] for panel in shown["panels"]}) == len(shown["panels"])


def test_alerts_are_about_metrics_that_there_are() -> None:
    assert named(rule["expr"] for rule in rules()) <= METRICS


def test_every_alert_has_its_page_and_every_page_its_alert() -> None:
    page = OPERATIONS.read_text(encoding="utf-8").partition("## When an alert of Prometheus fires")[2]
    assert re.findall(r"^### (\w+)$", page, re.MULTILINE) == [rule["alert"] for rule in rules()]


def test_every_instance_of_every_service_is_scraped() -> None:
    jobs = document(DEPLOY / "prometheus" / "prometheus.yml")["scrape_configs"]
    (names,) = (sd["names"] for job in jobs for sd in job.get("dns_sd_configs", ()))
    assert names == list(SERVICES)


@pytest.mark.parametrize("command", [("check", "config", "prometheus.yml"), ("test", "rules", "alerts_test.yml")])
def test_prometheus_itself_agrees(command: tuple[str, ...]) -> None:
    *words, file = command
    checked(*tool("promtool"), *words, DEPLOY / "prometheus" / file)
