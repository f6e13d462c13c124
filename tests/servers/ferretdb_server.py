"""FerretDB as a server that can be stopped, killed and started again where it was.

FerretDB (Apache-2.0) speaks MongoDB's protocol over SQLite. What it has answered, no kill takes away.
It takes one request at a time, of all its clients (`ferretdb/turns.go`).
"""

import signal
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.servers.ports import quiet_port

STOP_S = 10


class FerretDB:
    """On one port and one directory for all its lives."""

    def __init__(self, program: Path, directory: Path) -> None:
        self._program, self._directory = program, directory
        self.port = quiet_port()
        self._process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"mongodb://127.0.0.1:{self.port}/"

    @property
    def pid(self) -> int:
        return self._running().pid

    def start(self) -> None:
        """Returns when it listens."""
        with (self._directory / "errors.log").open("a") as errors:
            self._process = subprocess.Popen(
                [self._program, self._directory, f"127.0.0.1:{self.port}"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        assert self._process.stdout
        listens = self._process.stdout.readline().strip()
        assert listens == self.address, (self._directory / "errors.log").read_text()

    def stop(self) -> None:
        """The request that it is at is answered, or not, but done."""
        process = self._running()
        assert process.stdin
        process.stdin.close()  # it ends with its input
        self._ended(process)

    def kill(self) -> None:
        process = self._running()
        process.kill()
        self._ended(process)

    def restart(self) -> None:
        self.kill()
        self.start()

    def pause(self) -> None:
        """It takes connections and requests, and answers none."""
        self._running().send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._running().send_signal(signal.SIGCONT)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        if self._process:
            self.kill()

    def _running(self) -> subprocess.Popen[str]:
        assert self._process, "it was not started"
        return self._process

    def _ended(self, process: subprocess.Popen[str]) -> None:
        self._process = None
        with process:  # closes its pipes
            process.wait(STOP_S)
