"""Four processes whose store, or whose brokers, go and come back: what each probe says, and what clients hear."""

import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from shared.contract.catalogue import SERVICES
from tests.servers.ferretdb_build import built
from tests.servers.ferretdb_server import FerretDB
from tests.servers.kafka import Broker
from tests.system.apart import Apart, apart
from tests.system.operator import agrees, opened_office, registered, until
from tests.system.people import offender

pytestmark = pytest.mark.slow

ANSWERED_S = 6


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FerretDB]:
    with FerretDB(built(), tmp_path_factory.mktemp("store")) as store:
        yield store


@pytest.fixture(scope="module")
def broker(kafka_jars: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    with Broker(kafka_jars, tmp_path_factory.mktemp("broker")) as broker:
        yield broker


@pytest.fixture(scope="module")
def hurt(store: FerretDB, broker: Broker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Apart]:
    with apart(tmp_path_factory.mktemp("hurt"), store.address, broker.address, "sifasuo") as running:
        yield running


@pytest.fixture(scope="module")
def client(hurt: Apart) -> Iterator[httpx.Client]:
    with hurt.client() as client:
        yield client


@pytest.fixture(scope="module")
def office_id(client: httpx.Client) -> str:
    return opened_office(client)


def probe(client: httpx.Client, service: str, what: str) -> tuple[int, Mapping[str, Any]]:
    begun = time.monotonic()
    answer = client.get(f"/{service}/health/{what}")
    assert time.monotonic() - begun < ANSWERED_S
    return answer.status_code, answer.json()


def all_well(client: httpx.Client) -> bool:
    return all(probe(client, service, what)[0] == 200 for service in SERVICES for what in ("ready", "accepting"))


def test_without_the_store_commands_are_told_to_come_again(
    hurt: Apart, client: httpx.Client, office_id: str, store: FerretDB
) -> None:
    until(lambda: all_well(client))
    store.kill()
    begun = time.monotonic()
    answer = client.post("/corrections/offenders", json=offender(office_id, 1, "2026-11-02"))
    assert time.monotonic() - begun < ANSWERED_S
    assert answer.status_code == httpx.codes.SERVICE_UNAVAILABLE
    assert answer.headers["content-type"] == "application/problem+json"
    for service in SERVICES:
        status, said = probe(client, service, "accepting")
        assert (status, said["accepting"]) == (503, False)
        assert said["store"].startswith("MongoDB: ")
        status, said = probe(client, service, "ready")
        assert status == httpx.codes.SERVICE_UNAVAILABLE
        assert said["troubles"]["store"].startswith("MongoDB: ")
    assert client.get("/roster/health/live").is_success
    store.start()
    until(lambda: all_well(client))
    registered(client, office_id, 2)
    assert agrees(hurt)


def test_without_brokers_commands_are_taken_and_go_out_later(
    hurt: Apart, client: httpx.Client, office_id: str, broker: Broker
) -> None:
    until(lambda: all_well(client))
    broker.kill()
    for nth in range(10, 15):
        registered(client, office_id, nth)
    for service in SERVICES:
        assert probe(client, service, "accepting")[0] == httpx.codes.OK
        status, said = probe(client, service, "ready")
        assert status == httpx.codes.SERVICE_UNAVAILABLE
        assert said["troubles"]["bus"].startswith("Kafka: ")
    registered(client, office_id, 20)
    broker.start()
    until(lambda: all_well(client))
    assert agrees(hurt)
