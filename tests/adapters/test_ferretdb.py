"""That the server of the tests does what MongoDB does, where the adapters and the tests of faults rely on it."""

import multiprocessing
import socket
import struct
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from time import sleep
from typing import Any

import bson
import pytest
from pymongo import MongoClient, ReturnDocument, WriteConcern
from pymongo.collection import Collection
from pymongo.errors import ConnectionFailure

from tests.servers.ferretdb_server import FerretDB

pytestmark = pytest.mark.slow

Rows = Collection[dict[str, Any]]
PROCESSES, EACH = 6, 40
OP_MSG = 2013


@contextmanager
def rows(address: str) -> Iterator[Rows]:
    with MongoClient[dict[str, Any]](address, timeoutMS=5000) as client:
        yield client["races"]["rows"]


def drawn(address: str) -> Sequence[int]:
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


def answered_until_it_ends(address: str, writer: int) -> Sequence[str]:
    """What was inserted and answered before the server was gone."""
    answered: list[str] = []
    with rows(address) as written:
        while True:
            id = f"{writer}-{len(answered)}"
            try:
                written.insert_one({"_id": id})
            except ConnectionFailure:
                return answered
            answered.append(id)


def request(command: dict[str, Any]) -> bytes:
    body = struct.pack("<iB", 0, 0) + bson.encode({**command, "$db": "admin"})
    return struct.pack("<iiii", len(body) + 16, 1, 0, OP_MSG) + body


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


def test_what_was_answered_is_there_after_a_kill(mongo_server: FerretDB) -> None:
    answered: set[str] = set()
    with ThreadPoolExecutor() as threads:
        for life in range(3):
            writers = [
                threads.submit(answered_until_it_ends, mongo_server.address, 10 * life + nth) for nth in range(4)
            ]
            sleep(0.3)
            mongo_server.kill()
            mongo_server.start()
            answered |= {id for writer in writers for id in writer.result()}
    with rows(mongo_server.address) as written:
        there = {document["_id"] for document in written.find()}
    assert answered
    assert answered <= there


def test_who_goes_away_in_the_middle_holds_up_nobody(mongo_server: FerretDB) -> None:
    whole = request({"ping": 1})
    for part in (b"", whole[:3], whole[:20], whole):
        with socket.create_connection(("127.0.0.1", mongo_server.port)) as gone:
            gone.sendall(part)
    with socket.create_connection(("127.0.0.1", mongo_server.port)) as slow, rows(mongo_server.address) as written:
        slow.sendall(whole[:20])
        written.insert_one({"_id": "a"})
        slow.sendall(whole[20:])
        assert slow.recv(1)


def test_who_wants_no_answer_gets_none(mongo_server: FerretDB) -> None:
    with rows(mongo_server.address) as written:
        silent = written.with_options(write_concern=WriteConcern(0))
        for number in range(20):
            silent.insert_one({"_id": str(number)})
        assert written.count_documents({}) == 20


def test_a_filter_finds_by_index_what_it_finds_without(mongo_server: FerretDB) -> None:
    things: Sequence[dict[str, Any]] = [
        {"_id": "a", "of": "x"},
        {"_id": "b", "of": ["y", "x"]},
        {"_id": "c", "of": 7},
        {"_id": "d"},
    ]
    filters: Sequence[tuple[dict[str, Any], str]] = [
        ({"of": "x"}, "ab"),
        ({"of": {"$in": ["x", "z"]}}, "ab"),
        ({"of": {"$gt": 6}}, "c"),
        ({"of": {"$gte": "x"}}, "ab"),
        ({"of": None}, "d"),
        ({"of": {"$ne": "x"}}, "cd"),
        ({"_id": {"$in": ["a", "d"]}, "of": "x"}, "a"),
    ]
    with rows(mongo_server.address) as written:
        written.create_index("of", name="of")
        written.insert_many(things)
        found = ["".join(sorted(document["_id"] for document in written.find(filter))) for filter, _ in filters]
    assert found == [wanted for _, wanted in filters]
