"""Kafka for the tests: brokers that are named, or Apache Kafka itself, from its jars, which Maven copies once.

It is one broker that is its own controller. It is restarted on its port and its data, so that clients find it again.
"""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import Self

import pytest

from tests.servers.cache import fingerprint, kept, patiently
from tests.servers.kafka_client import answers, dropped
from tests.servers.ports import quiet_port

ADDRESS = "SIFASUO_TEST_KAFKA"
SOURCE = Path(__file__).parent / "kafka"
COPY_S = 900
START_S = 60.0
STOP_S = 15.0
CLUSTER = "c2lmYXN1by10ZXN0cy0wMQ"  # sixteen bytes, as Kafka writes them
JAVA = (
    "-Xms256m",
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:-UsePerfData",
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
    "-Dorg.slf4j.simpleLogger.showDateTime=true",
)


class Broker:
    """All of it waits, and none of it needs a loop: from a coroutine, call it by `asyncio.to_thread`."""

    def __init__(self, jars: Path, directory: Path) -> None:
        self._jars, self._directory = jars, directory
        self._settings, self.log = directory / "server.properties", directory / "server.log"
        self._port, controller = quiet_port(), quiet_port()
        self.address = f"127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None
        self._guard: subprocess.Popen[bytes] | None = None
        where = [
            f"listeners=BROKER://{self.address},CONTROLLER://127.0.0.1:{controller}",
            f"advertised.listeners=BROKER://{self.address}",
            f"controller.quorum.voters=1@127.0.0.1:{controller}",
            f"log.dirs={directory / 'data'}",
        ]
        self._settings.write_text("\n".join([(SOURCE / "server.properties").read_text(), *where, ""]))
        self._format()

    @property
    def running(self) -> bool:
        """Paused or not."""
        return self._process is not None

    def start(self) -> None:
        """Returns when it answers."""
        assert self._process is None, "it runs already"
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._java("kafka.Kafka", str(self._settings)),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._guard = guarding(self._process.pid)
        try:
            self._answers(self._process, time.monotonic() + START_S)
        except BaseException:
            self.kill()
            raise

    def stop(self) -> None:
        """In good order; what does not end in time is killed."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        self.kill()
        self.start()

    def pause(self) -> None:
        """Its connections stay, and nothing answers. Returns when the last of its threads has stopped."""
        self._signal(signal.SIGSTOP)
        assert self._process is not None
        os.waitid(os.P_PID, self._process.pid, os.WSTOPPED)

    def go_on(self) -> None:
        self._signal(signal.SIGCONT)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.kill()

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        guard, self._guard = self._guard, None
        if process is None:
            return
        process.send_signal(how)
        process.send_signal(signal.SIGCONT)
        try:
            process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if guard is not None:
            guard.kill()  # before its input ends: the number may be another's by now
            guard.communicate()

    def _signal(self, what: signal.Signals) -> None:
        assert self._process is not None, "it does not run"
        self._process.send_signal(what)

    def _answers(self, process: subprocess.Popen[bytes], deadline: float) -> None:
        while not self._listens():
            assert process.poll() is None, f"Kafka ended: {self.log.read_text()[-2000:]}"
            assert time.monotonic() < deadline, f"Kafka is silent: {self.log.read_text()[-2000:]}"
            time.sleep(0.02)
        answers(self.address, deadline - time.monotonic())

    def _listens(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self._port), timeout=1):
            return True
        return False

    def _format(self) -> None:
        format_ = ["format", "--cluster-id", CLUSTER, "--config", str(self._settings)]
        outcome = subprocess.run(
            self._java("kafka.tools.StorageTool", *format_),
            capture_output=True,
            text=True,
            timeout=START_S,
            check=False,
        )
        if "UnsupportedClassVersionError" in outcome.stderr:
            pytest.skip(f"no Kafka: {ADDRESS} names none, and this Java is too old for it")
        assert outcome.returncode == 0, outcome.stdout + outcome.stderr

    def _java(self, main: str, *arguments: str) -> list[str]:
        return ["java", *JAVA, "-cp", str(self._jars / "*"), main, *arguments]


@pytest.fixture(scope="session")
def kafka_jars() -> Path:
    return copied()


@pytest.fixture(scope="session")
def kafka_broker(kafka_jars: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """One that tests may kill and pause, and leave running. What the environment names is left alone."""
    with Broker(kafka_jars, tmp_path_factory.mktemp("kafka")) as broker:
        yield broker


@pytest.fixture(scope="session")
def kafka_address(request: pytest.FixtureRequest) -> str:
    named = os.environ.get(ADDRESS)
    if named:
        return named
    broker: Broker = request.getfixturevalue("kafka_broker")
    return broker.address


@pytest.fixture(scope="session")
def kafka_name(kafka_address: str) -> Iterator[Callable[[], str]]:
    """Namespaces that nobody has; their topics are dropped at the end."""
    names: list[str] = []

    def new() -> str:
        names.append(f"sifasuo-test-{token_hex(6)}")
        return names[-1]

    yield new
    if os.environ.get(ADDRESS) and names:
        dropped(kafka_address, names)


def copied() -> Path:
    """Skips where there is no Java or no Maven, and says so."""
    jars = kept() / f"kafka-{fingerprint([SOURCE / 'pom.xml'])}"
    if shutil.which("java") is None:
        pytest.skip(f"no Kafka: {ADDRESS} names none, and there is no Java to run it with")
    if jars.exists():
        return jars
    maven = shutil.which("mvn")
    if maven is None:
        pytest.skip(f"no Kafka: {ADDRESS} names none, and there is no Maven to copy its jars with")
    half = jars.with_name(f"{jars.name}.{os.getpid()}")
    half.mkdir(parents=True, exist_ok=True)
    copy = [maven, "--quiet", "--batch-mode", "dependency:copy-dependencies", "-DincludeScope=runtime"]
    outcome = subprocess.run(
        patiently([*copy, f"-DoutputDirectory={half}"]),
        cwd=SOURCE,
        capture_output=True,
        text=True,
        timeout=COPY_S,
        check=False,
    )
    if outcome.returncode:
        shutil.rmtree(half)
        pytest.skip(f"no Kafka: {ADDRESS} names none, and its jars cannot be copied: {outcome.stdout[-500:]}")
    with suppress(OSError):  # somebody else was as fast
        half.rename(jars)
    shutil.rmtree(half, ignore_errors=True)
    return jars


def guarding(process: int) -> subprocess.Popen[bytes]:
    """Ends the process when we end, however we end: then its standard input does."""
    return subprocess.Popen(
        ["/bin/sh", "-c", 'cat >/dev/null; kill -9 "$0"', str(process)], stdin=subprocess.PIPE, start_new_session=True
    )
