"""`topics` makes what is missing and alters nothing; a service does not get ready on others than it was told of."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.servers.kafka_client import made
from tests.system.apart import Apart, Process
from tests.system.operator import told, until

pytestmark = pytest.mark.slow

TOPICS = ("roster", "corrections", "mediation", "compliance")


@pytest.fixture(scope="module")
def still(
    tmp_path_factory: pytest.TempPathFactory, mongo_address: str, kafka_address: str, kafka_name: Callable[[], str]
) -> Iterator[Apart]:
    """None of its processes has been started; its topics are made."""
    directory = tmp_path_factory.mktemp("still")
    apart = Apart(directory, mongo=mongo_address, kafka=kafka_address, namespace=kafka_name())
    yield apart
    apart.kill()


def test_a_second_time_there_is_nothing_to_make(still: Apart) -> None:
    assert told(still, "topics") == (0, "")


def test_another_number_of_partitions_is_named_and_left(still: Apart) -> None:
    namespace = still.environment["SIFASUO_NAMESPACE"]
    code, said = told(still, "topics", SIFASUO_PARTITIONS="6")
    assert code == 1
    assert said.splitlines() == [
        f"{namespace}.{topic} has 12 partitions, not 6: take another epoch" for topic in TOPICS
    ]
    assert told(still, "topics") == (0, "")


async def test_a_topic_that_forgets_is_named(still: Apart, kafka_address: str) -> None:
    name = f"{still.environment['SIFASUO_NAMESPACE']}.roster.7"
    await made(kafka_address, [name], 12)
    code, said = told(still, "topics", SIFASUO_EPOCH="7")
    assert code == 1
    assert f"{name} has retention.ms=" in said


def test_what_brokers_refuse_is_one_line(still: Apart) -> None:
    code, said = told(still, "topics", SIFASUO_EPOCH="8", SIFASUO_REPLICATION="7")
    assert (code, len(said.splitlines())) == (1, 1)
    assert ".roster.8: " in said


@pytest.mark.parametrize(
    ("other", "trouble"),
    [({"SIFASUO_PARTITIONS": "6"}, "has 12 partitions, not 6"), ({"SIFASUO_EPOCH": "9"}, "is not there: `sifasuo")],
)
def test_a_service_on_other_topics_takes_commands_and_is_not_ready(
    still: Apart, tmp_path: Path, other: dict[str, str], trouble: str
) -> None:
    process = Process("compliance", {**still.environment, **other}, tmp_path / "log")
    process.start()
    try:
        until(lambda: health(process, "accepting") == (200, {"accepting": True, "store": "ok"}))
        status, said = health(process, "ready")
        assert status == httpx.codes.SERVICE_UNAVAILABLE
        assert trouble in said["troubles"]["bus"]
    finally:
        assert process.end() == 0
    assert "Traceback" not in (tmp_path / "log").read_text()


def health(process: Process, what: str) -> tuple[int, dict[str, dict[str, str]]]:
    try:
        answer = httpx.get(f"{process.address}/{process.service}/health/{what}", trust_env=False, timeout=20)
    except httpx.TransportError:
        return 0, {}
    return answer.status_code, answer.json()
