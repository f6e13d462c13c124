"""What an operator can get wrong is one line and no traceback; the demo city comes to whatever address is named."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import pytest

from deploy.demo_city import demo_city
from deploy.tasks import load_demo
from tests.system.apart import Apart, apart
from tests.system.operator import agrees, one_address, settings, told, told_with

pytestmark = pytest.mark.slow

NOBODY = "127.0.0.1:1"
STEPS = 300

WRONG: Mapping[str, tuple[Sequence[str], Mapping[str, str], str]] = {
    "an address that is none": (("verify",), {"SIFASUO_MONGO": "mongodb://store:x"}, "MongoDB's address: "),
    "a port that is none": (("topics",), {"SIFASUO_KAFKA": "broker:x"}, "Kafka's address broker:x: "),
    "no store": (("rebuild",), {"SIFASUO_MONGO": f"mongodb://{NOBODY}/"}, "MongoDB: ServerSelectionTimeoutError: "),
    "no brokers": (("topics",), {"SIFASUO_KAFKA": NOBODY}, "Kafka: KafkaConnectionError"),
    "no topics": (("verify",), {"SIFASUO_EPOCH": "77"}, ".roster.77 is not there: `sifasuo topics` makes it"),
    "a number that is none": (
        ("topics",),
        {"SIFASUO_PARTITIONS": "many"},
        "SIFASUO_PARTITIONS: Input should be a valid",
    ),
    "a name that is none": (("topics",), {"SIFASUO_EPOCH": "A B"}, "SIFASUO_EPOCH: String should match"),
    "nobody at the address": (("demo", "--at", f"http://{NOBODY}"), {}, f"nobody answers at http://{NOBODY}"),
    "no address": (("demo", "--at", "http://[::"), {}, "http://[:: is no address"),
}


@pytest.mark.parametrize("case", WRONG)
def test_it_is_one_line(four: Apart, case: str) -> None:
    arguments, wrong, said = WRONG[case]
    code, line = told(four, *arguments, **wrong)
    assert (code, len(line.splitlines())) == (1, 1), line
    assert line.startswith("sifasuo: ")
    assert said in line


@pytest.mark.parametrize("missing", ["SIFASUO_MONGO", "SIFASUO_KAFKA"])
def test_one_of_two_settings_is_one_line(four: Apart, missing: str) -> None:
    kept = {name: value for name, value in four.environment.items() if name != missing}
    for command in (("serve", "roster"), ("topics",)):
        said = told_with(kept, *command)
        assert said == (1, "sifasuo: SIFASUO_MONGO and SIFASUO_KAFKA are set together, or neither")


def test_the_keys_are_made_once(four: Apart, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    assert told(four, "keys", SIFASUO_KEYS=str(keys)) == (0, str(keys))
    made = {path.name: path.read_bytes() for path in keys.iterdir()}
    assert len(made) == 3
    assert told(four, "keys", SIFASUO_KEYS=str(keys)) == (0, str(keys))
    assert {path.name: path.read_bytes() for path in keys.iterdir()} == made


@pytest.fixture
def empty(tmp_path: Path, mongo_address: str, kafka_address: str, kafka_name: Callable[[], str]) -> Iterator[Apart]:
    with apart(tmp_path, mongo_address, kafka_address, kafka_name()) as running:
        yield running


def test_the_demo_comes_to_four_processes(empty: Apart, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of its thousands of steps the first."""
    every_step = demo_city
    monkeypatch.setattr("deploy.demo.demo_city", lambda *given: islice(every_step(*given), STEPS))
    with empty.client() as client, one_address(client) as address:
        asyncio.run(load_demo(settings(empty), address))
        assert client.get("/roster/offices").json()["items"]
        assert told(empty, "demo", "--at", address)[0] == 0
    assert agrees(empty)
