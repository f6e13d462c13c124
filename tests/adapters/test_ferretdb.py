"""That the server of the tests does what MongoDB does where the adapters rely on it: one step a document, for all."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from pymongo import MongoClient, ReturnDocument
from pymongo.collection import Collection

from tests.servers.ferretdb_server import FerretDB

pytestmark = pytest.mark.slow

Rows = Collection[dict[str, Any]]
PROCESSES, EACH = 6, 40


@contextmanager
def rows(address: str) -> Iterator[Rows]:
    with MongoClient[dict[str, Any]](address, timeoutMS=5000) as client:
        yield client["races"]["rows"]


def drawn(address: str) -> list[int]:
    """Numbers from the counter that all draw from."""
    with rows(address) as counters:
        increased = [
            counters.find_one_and_update(
                {"_id": "counter"}, {"$inc": {"last": 1}}, return_document=ReturnDocument.AFTER
            )
            for _ in range(EACH)
        ]
    return [int(counter["last"]) for counter in increased if counter]


def swapped(address: str) -> int:
    """How often the row was still as it had been read."""
    won = 0
    with rows(address) as cards:
        while won < EACH:
            card = cards.find_one({"_id": "card"})
            assert card
            newer = {"version": card["version"] + 1, "writes": [*card["writes"], won]}
            won += cards.replace_one({"_id": "card", "version": card["version"]}, newer).modified_count
    return won


@pytest.fixture
def processes() -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(PROCESSES, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


def test_no_two_processes_draw_one_number(mongo_server: FerretDB, processes: ProcessPoolExecutor) -> None:
    with rows(mongo_server.address) as counters:
        counters.insert_one({"_id": "counter", "last": 0})
    numbers = [number for mine in processes.map(drawn, [mongo_server.address] * PROCESSES) for number in mine]
    assert sorted(numbers) == list(range(1, PROCESSES * EACH + 1))


def test_of_what_many_processes_compare_and_set_nothing_is_lost(
    mongo_server: FerretDB, processes: ProcessPoolExecutor
) -> None:
    with rows(mongo_server.address) as cards:
        cards.insert_one({"_id": "card", "version": 0, "writes": []})
        won = sum(processes.map(swapped, [mongo_server.address] * PROCESSES))
        card = cards.find_one({"_id": "card"})
    assert card
    assert won == card["version"] == len(card["writes"]) == PROCESSES * EACH
