"""One office from its township to its alert, over HTTP against the real process, with a restart in between."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.system.apart import Apart, apart
from tests.system.people import offender, worker
from tests.system.running import Running, alert_stream

DAY = "2026-11-02"
RATIO = "correction-ratio"
pytestmark = pytest.mark.slow


@pytest.fixture(params=["one process", "four processes"])
def running(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Running | Apart]:
    if request.param == "one process":
        with Running(tmp_path, SIFASUO_TODAY="2026-11-24") as running:
            yield running
    else:
        mongo, kafka, name = map(request.getfixturevalue, ("mongo_address", "kafka_address", "kafka_name"))
        with apart(tmp_path, mongo, kafka, name()) as running:
            yield running


def made(client: httpx.Client, path: str, body: dict[str, Any], status: int = 201) -> dict[str, Any]:
    answer = client.post(path, json=body)
    assert answer.status_code == status, answer.text
    return dict(answer.json())


def office(client: httpx.Client) -> str:
    township = {"code": "410105001", "name": "经八路街道", "county_code": "410105", "county": "金水区"}
    made(client, "/roster/townships", township)
    approval = {"authority": "金水区委编办", "document": "金编〔2020〕1号", "day": "2020-01-02"}
    body = {
        "name": "金水区司法局经八路司法所",
        "county_code": "410105",
        "township_code": "410105001",
        "kind": "township",
        "approval": approval,
    }
    return str(made(client, "/roster/offices", body)["id"])


def enrolled(client: httpx.Client, office_id: str, nth: int) -> str:
    person = made(client, "/corrections/offenders", offender(office_id, nth, DAY))
    made(client, f"/corrections/offenders/{person['id']}/enrolment", {"day": DAY}, 200)
    return str(person["id"])


def ratio(client: httpx.Client, office_id: str) -> dict[str, Any]:
    findings = client.get(f"/compliance/offices/{office_id}").json()["findings"]
    return dict(next(finding for finding in findings if finding["rule"] == RATIO))


def ratio_when(client: httpx.Client, office_id: str, figure: int, required: int) -> dict[str, Any]:
    """The finding, once what was answered has been read and judged."""
    deadline = time.monotonic() + 5
    while (found := ratio(client, office_id))["figure"] != figure or found["required"] != required:
        assert time.monotonic() < deadline, found
        time.sleep(0.01)
    return found


def next_ratio(stream: Iterator[tuple[str, dict[str, Any]]]) -> tuple[str, dict[str, Any]]:
    return next((cursor, alert) for cursor, alert in stream if alert["rule"] == RATIO)


def alerts(client: httpx.Client, **filters: str) -> list[dict[str, Any]]:
    return list(client.get("/compliance/alerts", params={"rule": RATIO, **filters}).json()["items"])


def test_the_sixteenth_offender_alerts_and_the_second_worker_resolves(running: Running | Apart) -> None:
    with running.client() as client:
        office_id = office(client)
        made(client, "/roster/workers", worker(office_id, 1, "2026-01-05"))
        for nth in range(15):
            enrolled(client, office_id, nth)
        assert ratio_when(client, office_id, 1, 1)["compliant"]
        assert alerts(client) == []
        cursor = client.get("/compliance/alerts").json()["cursor"]
        with alert_stream(client, cursor) as stream:
            began = time.monotonic()
            sixteenth = enrolled(client, office_id, 15)
            cursor, opened = next_ratio(stream)
            assert time.monotonic() - began < 1
        assert (opened["stage"], opened["severity"], opened["article"]) == ("open", "P1", 4)
        assert opened["caused_by"] == [f"offender-{sixteenth}.2"]
        assert opened["figures"]["active_offenders"] == 16
    stand = alerts_after_restart(running, office_id)
    with running.client() as client, alert_stream(client, cursor) as stream:
        assert stand == [opened]
        made(client, "/roster/workers", worker(office_id, 2, "2026-11-20"))
        _, resolved = next_ratio(stream)
        assert (resolved["id"], resolved["stage"]) == (opened["id"], "resolved")
        assert alerts(client) == [resolved]
        history = client.get(f"/compliance/alerts/{opened['id']}").json()["history"]
        assert [change["stage"] for change in history] == ["open", "resolved"]


def alerts_after_restart(running: Running | Apart, office_id: str) -> list[dict[str, Any]]:
    with running.client() as client:
        before = (client.get(f"/compliance/offices/{office_id}").json(), alerts(client))
    assert running.stop() == 0
    running.start()
    with running.client() as client:
        assert (client.get(f"/compliance/offices/{office_id}").json(), alerts(client)) == before
    return before[1]


def test_a_stopped_installation_agrees_with_itself(running: Running | Apart) -> None:
    with running.client() as client:
        office_id = office(client)
        for nth in range(20):
            enrolled(client, office_id, nth)
    assert running.verified() == "every log agrees with its views, facts, alerts and published events"
