"""The real thing in a process of its own, and a client that speaks to it over HTTP."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

SIFASUO = (sys.executable, "-m", "deploy.cli")
START_S = 30


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Running:
    """`sifasuo up` on its own data; it can be stopped, killed and started again."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.data, self.port = data, free_port()
        self.environment = {**os.environ, "SIFASUO_DATA": str(data), **settings}
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = (*SIFASUO, "up", "--port", str(self.port), "--no-demo")
        self.process = subprocess.Popen(command, env=self.environment)
        deadline = time.monotonic() + START_S
        while not self._ready():
            assert self.process.poll() is None, "it ended at once"
            assert time.monotonic() < deadline, "it does not get ready"
            time.sleep(0.02)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(START_S)

    def kill(self) -> None:
        self.stop(signal.SIGKILL)

    def verified(self) -> str:
        """Stopped: nobody else may hold its files."""
        assert self.stop() == 0
        return self.run("verify")

    def run(self, *arguments: str) -> str:
        """Another command of the same installation."""
        done = subprocess.run((*SIFASUO, *arguments), env=self.environment, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def client(self, role: str = "city", area: str = "4101", office: str | None = None) -> httpx.Client:
        narrowed = ("--office", office) if office else ()
        token = self.run("token", "--role", role, "--area", area, *narrowed)
        return httpx.Client(base_url=self.address, headers={"Authorization": f"Bearer {token}"}, timeout=20)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        if self.process and self.process.poll() is None:
            self.stop()

    def _ready(self) -> bool:
        try:
            return httpx.get(f"{self.address}/compliance/health/ready").status_code == httpx.codes.OK
        except httpx.TransportError:
            return False


@contextmanager
def alert_stream(client: httpx.Client, cursor: str | None = None) -> Iterator[Iterator[tuple[str, dict[str, Any]]]]:
    """The alerts as they come, each with the cursor after it."""
    headers = {"Last-Event-ID": cursor} if cursor else {}
    with client.stream("GET", "/compliance/alerts/stream", headers=headers, timeout=10) as answer:
        assert answer.status_code == httpx.codes.OK
        yield events(answer)


def events(answer: httpx.Response) -> Iterator[tuple[str, dict[str, Any]]]:
    fields: dict[str, str] = {}
    for line in answer.iter_lines():
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif fields.get("event") == "alert":
            yield fields["id"], json.loads(fields["data"])
            fields = {}
        else:
            fields = {}
