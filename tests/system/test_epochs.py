"""Another set of topics: filled while the old is in use, entered when nobody publishes there, and it misses nothing."""

import asyncio
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from deploy.differences import all_published
from deploy.distributed import connected
from tests.servers.kafka_client import dropped
from tests.system.apart import Apart, apart
from tests.system.operator import agrees, busy, found, opened_office, settings, told, until

pytestmark = pytest.mark.slow


@pytest.fixture
def first(tmp_path: Path, mongo_address: str, kafka_address: str, kafka_name: Callable[[], str]) -> Iterator[Apart]:
    with apart(tmp_path, mongo_address, kafka_address, kafka_name()) as running:
        yield running


def published(apart: Apart, epoch: str) -> set[tuple[str, str]]:
    """The service and the id of every event in the topics of an epoch."""

    async def read() -> set[tuple[str, str]]:
        async with connected(settings(apart, epoch=epoch)) as installation:
            return {
                (service.name, delivery.envelope.id)
                for service in installation.services
                async for delivery in all_published(service)
                if delivery.envelope
            }

    return asyncio.run(read())


def troubles(apart: Apart, service: str) -> dict[str, str]:
    address = apart.of(service).address
    said = httpx.get(f"{address}/{service}/health/ready", trust_env=False, timeout=20).json()
    return dict(said["troubles"])


def republished(apart: Apart, epoch: str) -> None:
    code, said = told(apart, "republish", SIFASUO_EPOCH=epoch)
    assert code == 0, said


def start_with(apart: Apart, epoch: str) -> None:
    apart.environment["SIFASUO_EPOCH"] = epoch
    apart.start()


def test_from_epoch_to_epoch_nothing_is_missed(first: Apart, kafka_address: str) -> None:
    with first.client() as client:
        office_id = opened_office(client)
        with busy(client, office_id, 10) as came:
            until(lambda: len(came) > 2)
            assert told(first, "topics", SIFASUO_EPOCH="2")[0] == 0
            republished(first, "2")
            reached = len(came)
            until(lambda: len(came) > reached + 1)
    code, said = told(first, "serve", "roster", SIFASUO_EPOCH="2")
    assert (code, said) == (1, "sifasuo: an instance still publishes to epoch 1: stop it first")

    assert found(first) == []
    before = published(first, "1")
    paused = first.of("mediation")
    paused.send(signal.SIGSTOP)
    first.processes.remove(paused)
    assert first.stop() == 0
    first.processes.append(first._process("mediation"))
    unfilled = "sifasuo: corrections: epoch 2 is not filled; stop the service, `sifasuo republish`"
    assert told(first, "serve", "corrections", SIFASUO_EPOCH="2") == (1, unfilled)
    republished(first, "2")
    assert published(first, "2") == before

    start_with(first, "2")
    assert agrees(first)
    paused.send(signal.SIGCONT)
    first.processes.insert(0, paused)
    until(lambda: troubles(first, "mediation").get("relay") == "the topics in use are those of epoch 2, not 1")
    assert paused.end() == 0
    first.processes.remove(paused)

    lose_and_mend(first, kafka_address)


def lose_and_mend(apart: Apart, kafka_address: str) -> None:
    lost = f"{apart.environment['SIFASUO_NAMESPACE']}.corrections.2"
    dropped(kafka_address, [lost])
    until(lambda: f"{lost} is not there" in troubles(apart, "compliance").get("bus", ""))
    assert told(apart, "topics") == (1, f"{lost} is lost, and was in use: take another epoch")
    assert apart.stop() == 0
    assert told(apart, "topics", SIFASUO_EPOCH="3")[0] == 0
    republished(apart, "3")
    start_with(apart, "3")
    assert agrees(apart)
