"""Each service in a process of its own, on MongoDB and Kafka, and a client to whom they are one origin."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from shared.contract.catalogue import SERVICES
from tests.servers.ports import quiet_port
from tests.system.running import SIFASUO

START_S = 60
SESSION_S = "2"


class Process:
    """One service's process. It can be stopped, killed, paused and started again, on its port."""

    def __init__(self, service: str, environment: Mapping[str, str], log: Path) -> None:
        self.service, self.port = service, quiet_port()
        self._environment, self._log = environment, log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def code(self) -> int | None:
        return self._process.poll() if self._process else None

    def start(self) -> None:
        command = (*SIFASUO, "serve", self.service, "--port", str(self.port))
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, env=self._environment, stdout=log, stderr=log)

    def send(self, number: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        assert self._process is not None
        self._process.send_signal(number)
        self._process.send_signal(signal.SIGCONT)
        return self._process.wait(START_S)

    @property
    def ready(self) -> bool:
        try:
            answer = httpx.get(f"{self.address}/{self.service}/health/ready", trust_env=False, timeout=5)
        except httpx.TransportError:
            return False
        return answer.status_code == httpx.codes.OK

    def until_ready(self) -> None:
        deadline = time.monotonic() + START_S
        while not self.ready:
            assert self.runs, f"{self.service} ended, {self.code}: {self._log.read_text()[-2000:]}"
            assert time.monotonic() < deadline, f"{self.service} is not ready: {self._log.read_text()[-2000:]}"
            time.sleep(0.05)


class Apart:
    """What `Running` is for one process. `more` are further instances, by the name of their service."""

    def __init__(self, directory: Path, *, mongo: str, kafka: str, namespace: str, **settings: str) -> None:
        self.environment = {
            **os.environ,
            "SIFASUO_MONGO": mongo,
            "SIFASUO_KAFKA": kafka,
            "SIFASUO_NAMESPACE": namespace,
            "SIFASUO_KEYS": str(directory / "keys"),
            "SIFASUO_SESSION_S": SESSION_S,
            **settings,
        }
        self._directory = directory
        self.processes = [self._process(service) for service in SERVICES]
        self.run("topics")

    def add(self, service: str) -> Process:
        """One more instance, started."""
        process = self._process(service)
        self.processes.append(process)
        process.start()
        return process

    def of(self, service: str) -> Process:
        return next(process for process in self.processes if process.service == service)

    def start(self) -> None:
        for process in self.processes:
            process.start()
        for process in self.processes:
            process.until_ready()

    def stop(self) -> int:
        for process in self.processes:
            process.send(signal.SIGTERM)
        return max(process.end() for process in self.processes)

    def verified(self) -> str:
        """While it runs: what is committed still has to be published, read and judged."""
        said = self.run("verify")
        assert self.stop() == 0
        return said

    def run(self, *arguments: str) -> str:
        """Another command of the same installation."""
        done = subprocess.run((*SIFASUO, *arguments), env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def token(self, role: str = "city", area: str = "4101") -> str:
        return self.run("token", "--role", role, "--area", area)

    def client(self, role: str = "city", area: str = "4101") -> httpx.Client:
        headers = {"Authorization": f"Bearer {self.token(role, area)}"}
        return httpx.Client(base_url="http://sifasuo", headers=headers, transport=OneOrigin(self), timeout=20)

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.kill()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.kill()

    def kill(self) -> None:
        """Whoever still runs."""
        for process in self.processes:
            if process.runs:
                process.end(signal.SIGKILL)

    def _process(self, service: str) -> Process:
        return Process(service, self.environment, self._directory / f"{service}.log")


def directed(apart: Apart, request: httpx.Request) -> httpx.Request:
    """To the first instance that runs of the service that the path names, as a gateway does it."""
    service = request.url.path.split("/")[1]
    there = next((process for process in apart.processes if process.service == service and process.runs), None)
    port = there.port if there else apart.of(service).port
    request.url = request.url.copy_with(host="127.0.0.1", port=port)
    return request


class OneOrigin(httpx.HTTPTransport):
    def __init__(self, apart: Apart) -> None:
        super().__init__()
        self._apart = apart

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return super().handle_request(directed(self._apart, request))


class OneOriginAsync(httpx.AsyncHTTPTransport):
    def __init__(self, apart: Apart) -> None:
        super().__init__(limits=httpx.Limits(max_connections=200))
        self._apart = apart

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await super().handle_async_request(directed(self._apart, request))


@contextmanager
def apart(directory: Path, mongo: str, kafka: str, namespace: str) -> Iterator[Apart]:
    with Apart(directory, mongo=mongo, kafka=kafka, namespace=namespace, SIFASUO_TODAY="2026-11-24") as running:
        yield running
