"""The gateway's own configuration, in nginx itself, before the real services."""

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import httpx
import pytest

from shared.contract.catalogue import SERVICES
from tests.deploy.files import DEPLOY, checked, tool
from tests.system.offices import office, township
from tests.system.running import Running, alert_stream, free_port

GATEWAY = DEPLOY / "gateway"
CONFIGURATION = (GATEWAY / "nginx.conf").read_text(encoding="utf-8")
START_S = 10
SILENT_S = 0.5
PROBLEM = "application/problem+json"
MIB = 1_048_576


def here(directory: Path, port: int, behind: int) -> Path:
    """The same configuration, but for where things are: all services at one address, which needs no resolver."""
    text = CONFIGURATION
    for there, where in {
        "http://$service:8000": f"http://127.0.0.1:{behind}",
        "listen 8080": f"listen 127.0.0.1:{port}",
        "root /srv": f"root {GATEWAY}",
        " /run/": f" {directory}/",
    }.items():
        assert there in text, there
        text = text.replace(there, where)
    written = directory / "nginx.conf"
    written.write_text(text, encoding="utf-8")
    return written


class Gateway:
    """nginx before one running installation."""

    def __init__(self, nginx: str, directory: Path, running: Running) -> None:
        self.running, self.port = running, free_port()
        self._command = (nginx, "-c", str(here(directory, self.port, running.port)), "-g", "daemon off;" + who())
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        deadline = time.monotonic() + START_S
        while not self._there():
            assert time.monotonic() < deadline, "the gateway does not start"
            time.sleep(0.02)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def client(self) -> httpx.Client:
        client = self.running.client()
        client.base_url = httpx.URL(self.address)
        return client

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(START_S)

    def _there(self) -> bool:
        try:
            return httpx.get(self.address).is_success
        except httpx.TransportError:
            return False


def who() -> str:
    """Started by root, nginx would give its work to a user that may not enter the test's directory."""
    return "user root;" if os.geteuid() == 0 else ""


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[Gateway]:
    (nginx,) = tool("nginx")
    (tmp_path / "data").mkdir()
    with Running(tmp_path / "data", SIFASUO_TODAY="2026-11-24") as running:
        gateway = Gateway(nginx, tmp_path, running)
        yield gateway
        gateway.close()


@pytest.fixture
def client(gateway: Gateway) -> Iterator[httpx.Client]:
    with gateway.client() as client:
        yield client


def test_nginx_takes_the_configuration(tmp_path: Path) -> None:
    checked(*tool("nginx"), "-t", "-c", here(tmp_path, free_port(), free_port()))


@pytest.mark.slow
def test_an_alert_is_passed_on_when_it_comes(client: httpx.Client) -> None:
    with alert_stream(client) as alerts:
        client.post("/roster/townships", json=township("410105")).raise_for_status()
        client.post("/roster/offices", json=office("410105")).raise_for_status()
        began = time.monotonic()
        opened = [next(alerts)[1]["stage"] for _ in range(3)]
    assert opened == ["open"] * 3
    assert time.monotonic() - began < START_S


@pytest.mark.slow
def test_a_stream_that_is_silent_goes_on(client: httpx.Client) -> None:
    with alert_stream(client) as alerts:
        client.post("/roster/townships", json=township("410105")).raise_for_status()
        late = Timer(SILENT_S, lambda: client.post("/roster/offices", json=office("410105")))
        late.start()
        assert next(alerts)[1]["stage"] == "open"
        late.join()


@pytest.mark.slow
def test_every_service_is_there_and_metrics_are_not(client: httpx.Client) -> None:
    for service in SERVICES:
        assert client.get(f"/{service}/health/ready").status_code == httpx.codes.OK
        assert f"/{service}/openapi.json" in client.get("/").text
    for path in ("/metrics", "/roster", "/elsewhere/", "/index.html"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Content-Type"]) == (httpx.codes.NOT_FOUND, PROBLEM), path
        assert answer.json()["status"] == httpx.codes.NOT_FOUND


@pytest.mark.slow
def test_a_body_that_is_too_long_is_refused_by_the_service_or_before_it(client: httpx.Client) -> None:
    for mib in (1.5, 3):
        answer = client.post("/roster/townships", content=b" " * int(mib * MIB))
        assert (answer.status_code, answer.headers["Content-Type"]) == (413, PROBLEM), mib


@pytest.mark.slow
def test_a_service_that_is_away_may_be_asked_again(gateway: Gateway, client: httpx.Client) -> None:
    gateway.running.kill()
    answer = client.get("/roster/health/ready")
    assert (answer.status_code, answer.headers["Content-Type"]) == (503, PROBLEM)
    assert answer.headers["Retry-After"] == "2"
    assert answer.json()["detail"] == "roster does not answer"
