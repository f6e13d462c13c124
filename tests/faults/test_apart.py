"""Four processes on Kafka and MongoDB's protocol: whatever part is hurt, nothing is lost, repeated or left wrong."""

import asyncio
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from tests.faults.conftest import Row, Table
from tests.faults.faults import FAULTS, Fault, Scene
from tests.faults.ledger import Ledger
from tests.faults.stories import Teller
from tests.faults.trial import AGREED, ROLES, Trial, founded
from tests.servers.ferretdb_server import FerretDB
from tests.servers.kafka import Broker
from tests.system.apart import Apart, OneOriginAsync, apart

pytestmark = pytest.mark.slow

ROUNDS = 1
CLIENTS = 3
PAUSE_S = 0.05
BEFORE_S, AFTER_S = 0.5, 0.5
SEED = int(os.environ.get("SIFASUO_FAULT_SEED", "20191102"))


def rounds() -> int:
    return int(os.environ.get("SIFASUO_FAULT_ROUNDS_APART", ROUNDS))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, ferretdb: Path) -> Iterator[FerretDB]:
    with FerretDB(ferretdb, tmp_path_factory.mktemp("ferretdb")) as server:
        yield server


@pytest.fixture
def running(tmp_path: Path, store: FerretDB, kafka_broker: Broker, kafka_name: Callable[[], str]) -> Iterator[Apart]:
    with apart(tmp_path, store.address, kafka_broker.address, kafka_name()) as running:
        yield running


@pytest.fixture
def trial(running: Apart) -> Trial:
    with running.client() as client:
        offices = founded(client)
    ledger = Ledger()
    teller = Teller(ledger, offices, Random(SEED + 1), pause_s=PAUSE_S)
    tokens = {role: running.token(role) for role in ROLES}
    return Trial("http://sifasuo", tokens, teller, ledger, Random(SEED), lambda: OneOriginAsync(running))


async def hurt(trial: Trial, fault: Fault, scene: Scene) -> None:
    """Commands flow before, while and after; then they stop."""
    async with trial.client() as client:
        trial.teller.telling = True
        clients = trial.telling(client, CLIENTS)
        await asyncio.sleep(BEFORE_S)
        await fault(scene)
        await asyncio.sleep(AFTER_S)
        trial.teller.telling = False
        await asyncio.gather(*clients)
    await trial.agrees()


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_is_hurt_all_agrees_afterwards(
    fault: str, running: Apart, trial: Trial, store: FerretDB, kafka_broker: Broker, fault_table: Table
) -> None:
    scene = Scene(running, kafka_broker, store, trial.chance)
    began = time.monotonic()
    for _ in range(rounds()):
        asyncio.run(hurt(trial, FAULTS[fault], scene))
        assert running.run("verify") == AGREED
    assert running.stop() == 0
    fault_table.append(Row(fault, rounds(), trial.ledger, len(trial.logs.ids), time.monotonic() - began))
