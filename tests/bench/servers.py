"""The servers that are measured, each a process of its own on the measured core."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.cores import MEASURED, on_core
from tests.system.running import START_S, Running, free_port

TODAY = "2026-11-24"


@dataclass(frozen=True)
class Server:
    """Where it is. `token` is that of a caller for whom nothing is out of sight."""

    port: int
    pid: int
    token: str = ""


@contextmanager
def sifasuo(data: Path | None = None) -> Iterator[Server]:
    """`sifasuo up`, on an empty store or on the data that are there."""
    with TemporaryDirectory(prefix="sifasuo-bench-") as empty:
        running = Running(data or Path(empty), SIFASUO_TODAY=TODAY)
        token = running.run("token")
        with on_core(MEASURED):
            running.start()
        assert running.process is not None
        try:
            yield Server(running.port, running.process.pid, token)
        finally:
            running.stop()


@contextmanager
def bare() -> Iterator[Server]:
    """The application without us."""
    port = free_port()
    with on_core(MEASURED):
        process = subprocess.Popen([sys.executable, "-m", "tests.bench.bare_server", str(port)])
    try:
        wait_for(port)
        yield Server(port, process.pid)
    finally:
        process.kill()
        process.wait(START_S)


def wait_for(port: int, patience_s: float = START_S) -> None:
    deadline = time.monotonic() + patience_s
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            assert time.monotonic() < deadline, "it does not get ready"
            time.sleep(0.02)
        else:
            return
