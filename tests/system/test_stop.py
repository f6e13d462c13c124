"""How it starts and ends: at once, cleanly, alone on its data, in one line where it cannot, and with its keys kept."""

import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import httpx
import pytest

from tests.system.offices import office, township
from tests.system.people import identity_number, offender
from tests.system.running import SIFASUO, Running, free_port

pytestmark = pytest.mark.slow

STOPS_S = 1.0
OWNER_ALONE = 0o600
CONTROL_C = signal.SIGINT


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with Running(tmp_path, SIFASUO_TODAY="2026-11-24") as running:
        yield running


class Listener:
    """Somebody who holds an alert stream open, in a thread of their own."""

    def __init__(self, client: httpx.Client) -> None:
        self._client, self._open = client, threading.Event()
        self._thread = threading.Thread(target=self._listen)
        self.ended = False

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._open.wait(5), "the stream does not open"
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.join(5)
        assert not self._thread.is_alive(), "the stream goes on"

    def _listen(self) -> None:
        with self._client.stream("GET", "/compliance/alerts/stream", timeout=30) as answer:
            try:
                for _ in answer.iter_raw():
                    self._open.set()
                self.ended = True
            except httpx.TransportError:
                return  # cut off, without an end


@pytest.mark.parametrize("number", [signal.SIGTERM, CONTROL_C])
def test_it_ends_within_a_second_though_somebody_listens(running: Running, number: signal.Signals) -> None:
    with running.client() as client:
        with Listener(client) as one, Listener(client) as another:
            began = time.monotonic()
            assert running.stop(number) == 0
            assert time.monotonic() - began < STOPS_S
        assert (one.ended, another.ended) == (True, True)


def refused(running: Running, *arguments: str, **settings: str) -> str:
    """The one line with which a command gives up."""
    environment = {**running.environment, **settings}
    done = subprocess.run(
        (*SIFASUO, *arguments), env=environment, capture_output=True, text=True, timeout=20, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    [line] = done.stderr.splitlines()
    return line


def test_a_second_process_on_the_same_data_is_told_so(running: Running) -> None:
    another = ("up", "--no-demo", "--port", str(free_port()))
    assert "in use" in refused(running, *another)
    assert "in use" in refused(running, "verify")
    assert running.process is not None
    assert running.process.poll() is None


def test_the_calendar_does_not_run_backwards(running: Running) -> None:
    assert running.stop() == 0
    line = refused(running, "up", "--no-demo", "--port", str(free_port()), SIFASUO_TODAY="2026-11-23")
    assert "2026-11-24" in line
    running.environment["SIFASUO_TODAY"] = "2026-11-25"
    running.start()


def test_a_port_that_is_taken_ends_it(running: Running, tmp_path: Path) -> None:
    other = {**running.environment, "SIFASUO_DATA": str(tmp_path / "other")}
    command = (*SIFASUO, "up", "--no-demo", "--port", str(running.port))
    done = subprocess.run(command, env=other, capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert str(running.port) in done.stdout + done.stderr


def key_texts(data: Path) -> list[str]:
    keys = [path for path in (data / "keys").iterdir() if path.is_file()]
    assert len(keys) == 3
    for path in keys:
        assert path.stat().st_mode & 0o777 == OWNER_ALONE, path
    secrets = [path.read_text().strip() for path in keys]
    return [*secrets, *(text.split('"d": "')[1].split('"')[0] for text in secrets if '"d": "' in text)]


def test_what_it_prints_holds_no_key_and_no_personal_data(tmp_path: Path) -> None:
    running = Running(tmp_path, SIFASUO_TODAY="2026-11-24")
    command = (*SIFASUO, "up", "--no-demo", "--port", str(running.port))
    with (tmp_path / "said").open("wb") as said:
        running.process = subprocess.Popen(command, env=running.environment, stdout=said, stderr=said)
        wait_until_ready(running)
        with running.client() as client:
            persons_come(client)
        assert running.stop() == 0
    printed = (tmp_path / "said").read_text()
    assert running.address in printed
    for text in (*key_texts(tmp_path), "测试某", *map(identity_number, range(3))):
        assert text not in printed
    tokens = running.run("token")
    assert not [text for text in key_texts(tmp_path) if text in tokens]


def wait_until_ready(running: Running) -> None:
    deadline = time.monotonic() + 30
    while not running._ready():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def persons_come(client: httpx.Client) -> None:
    """As they should, twice, wrongly, and nowhere."""
    client.post("/roster/townships", json=township("410105"))
    office_id = client.post("/roster/offices", json=office("410105")).json()["id"]
    statuses = [
        client.post("/corrections/offenders", json=body).status_code
        for body in (
            offender(office_id, 1, "2026-11-02"),
            {**offender(office_id, 1, "2026-11-02"), "sentence": "parole"},
            {**offender(office_id, 2, "2026-11-02"), "ends": "9999-01-01"},
            offender("nowhere", 2, "2026-11-02"),
        )
    ]
    assert statuses == [201, 409, 422, 409]


def test_keys_that_others_can_read_are_not_used(running: Running) -> None:
    assert running.stop() == 0
    (running.data / "keys" / "vault.key").chmod(0o644)
    assert "chmod 600" in refused(running, "up", "--no-demo", "--port", str(free_port()))
    (running.data / "keys" / "vault.key").chmod(OWNER_ALONE)
    (running.data / "keys" / "vault.key").rename(running.data / "vault.key")
    assert "missing" in refused(running, "up", "--no-demo", "--port", str(free_port()))
