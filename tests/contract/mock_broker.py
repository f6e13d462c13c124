"""Brokers in this process: the mock cluster of librdkafka, which comes inside confluent-kafka's wheel.

It speaks Kafka's protocol over a socket and keeps records in memory. It proves how a client behaves, also when
brokers fail; it is no proof of Kafka's durability, of transactions, or of topics' settings.
"""

import ctypes
import importlib.util
import socket
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import pytest

PRODUCE, FETCH, LIST_OFFSETS, METADATA, INIT_PRODUCER_ID = 0, 1, 2, 3, 22
NOT_LEADER, REQUEST_TIMED_OUT, MESSAGE_TOO_LARGE, OUT_OF_ORDER = 6, 7, 10, 45
UNKNOWN_TOPIC, OFFSET_OUT_OF_RANGE = 3, 1

_PRODUCER = 0
_Handle = ctypes.c_void_p


@cache
def library() -> ctypes.CDLL:
    """Skips the test where there is none."""
    wheel = importlib.util.find_spec("confluent_kafka")
    if wheel is None or wheel.origin is None:
        pytest.skip("confluent-kafka, which brings the mock brokers, is not installed")
    importlib.import_module("confluent_kafka")
    package = Path(wheel.origin).parent
    folders = (package.parent / "confluent_kafka.libs", package / ".dylibs")
    for path in (path for folder in folders for path in sorted(folder.glob("librdkafka*"))):
        return _declared(ctypes.CDLL(str(path)))
    pytest.skip("this wheel of confluent-kafka brings no librdkafka of its own")


def _declared(lib: ctypes.CDLL) -> ctypes.CDLL:
    lib.rd_kafka_conf_new.restype = _Handle
    lib.rd_kafka_conf_set.argtypes = [_Handle, *[ctypes.c_char_p] * 3, ctypes.c_size_t]
    lib.rd_kafka_new.restype = _Handle
    lib.rd_kafka_new.argtypes = [ctypes.c_int, _Handle, ctypes.c_char_p, ctypes.c_size_t]
    lib.rd_kafka_destroy.argtypes = [_Handle]
    lib.rd_kafka_mock_cluster_new.restype = _Handle
    lib.rd_kafka_mock_cluster_new.argtypes = [_Handle, ctypes.c_int]
    lib.rd_kafka_mock_cluster_destroy.argtypes = [_Handle]
    lib.rd_kafka_mock_cluster_bootstraps.restype = ctypes.c_char_p
    lib.rd_kafka_mock_cluster_bootstraps.argtypes = [_Handle]
    lib.rd_kafka_mock_topic_create.argtypes = [_Handle, ctypes.c_char_p, ctypes.c_int, ctypes.c_int]
    lib.rd_kafka_mock_topic_delete.argtypes = [_Handle, ctypes.c_char_p]
    lib.rd_kafka_mock_partition_set_leader.argtypes = [_Handle, ctypes.c_char_p, ctypes.c_int32, ctypes.c_int32]
    lib.rd_kafka_mock_broker_set_down.argtypes = [_Handle, ctypes.c_int32]
    lib.rd_kafka_mock_broker_set_up.argtypes = [_Handle, ctypes.c_int32]
    lib.rd_kafka_mock_group_initial_rebalance_delay_ms.argtypes = [_Handle, ctypes.c_int32]
    lib.rd_kafka_mock_push_request_errors_array.argtypes = [
        _Handle,
        ctypes.c_int16,
        ctypes.c_size_t,
        ctypes.POINTER(ctypes.c_int),
    ]
    return lib


class MockBrokers:
    """A cluster whose brokers are numbered from 1."""

    def __init__(self, lib: ctypes.CDLL, handle: int, count: int) -> None:
        self._lib, self._handle, self._count = lib, handle, count
        self._asking = ThreadPoolExecutor(max_workers=1)
        servers: bytes = lib.rd_kafka_mock_cluster_bootstraps(handle)
        self.servers = servers.decode()

    def create(self, topic: str, partitions: int = 12) -> None:
        """Anew and empty."""
        with suppress(AssertionError):
            self._ask("topic_delete", topic.encode())
        self._ask("topic_create", topic.encode(), partitions, self._count)

    def lead(self, topic: str, partition: int, broker: int) -> None:
        self._ask("partition_set_leader", topic.encode(), partition, broker)

    def down(self, *brokers: int) -> None:
        for broker in brokers:
            self._ask("broker_set_down", broker)

    def up(self, *brokers: int) -> None:
        for broker in brokers:
            self._ask("broker_set_up", broker)

    def fail(self, request: int, *errors: int) -> None:
        """The next requests of that kind are answered by these errors, one each."""
        array = (ctypes.c_int * len(errors))(*errors)
        self._lib.rd_kafka_mock_push_request_errors_array(self._handle, request, len(errors), array)

    def destroy(self) -> None:
        self._nudged(self._asking.submit(self._lib.rd_kafka_mock_cluster_destroy, self._handle))
        self._asking.shutdown()

    def _ask(self, function: str, *arguments: bytes | int) -> None:
        called = getattr(self._lib, f"rd_kafka_mock_{function}")
        error = self._nudged(self._asking.submit(called, self._handle, *arguments))
        assert error == 0, f"librdkafka's error {error}"

    def _nudged(self, answer: Future[int]) -> int:
        """The cluster's thread misses some requests, and then looks once a second; a connection wakes it."""
        places = [server.rsplit(":", 1) for server in self.servers.split(",")]
        while not answer.done():
            for host, port in places:
                with suppress(OSError):
                    socket.create_connection((host, int(port)), timeout=0.1).close()
            wait([answer], timeout=0.002)
        return answer.result()


@contextmanager
def mock_brokers(count: int = 1) -> Iterator[MockBrokers]:
    lib = library()
    reason = ctypes.create_string_buffer(512)
    settings = lib.rd_kafka_conf_new()
    lib.rd_kafka_conf_set(settings, b"log_level", b"0", reason, len(reason))
    client = lib.rd_kafka_new(_PRODUCER, settings, reason, len(reason))
    assert client, reason.value.decode()
    cluster = lib.rd_kafka_mock_cluster_new(client, count)
    assert cluster, "no mock cluster"
    lib.rd_kafka_mock_group_initial_rebalance_delay_ms(cluster, 0)
    brokers = MockBrokers(lib, cluster, count)
    try:
        yield brokers
    finally:
        brokers.destroy()
        lib.rd_kafka_destroy(client)
