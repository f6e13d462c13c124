"""The same services on a genuine Kafka and on FerretDB, where both can be had.

FerretDB stands for MongoDB, and answers one request at a time of all its clients: what is measured on it says how the
services and their bus do, and nothing about MongoDB.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from shared.adapters.kafka_admin import make_topics
from shared.adapters.kafka_bus import Cluster, KafkaBus
from shared.contract.catalogue import SERVICES, topic
from tests.bench.cores import CORES, on_cores
from tests.bench.servers import TODAY
from tests.bench.written_log import history, publish
from tests.servers.ferretdb_build import built
from tests.servers.ferretdb_server import FerretDB
from tests.servers.kafka import Broker, copied

# A session as an installation has it: the tests' is shorter, and a busy machine would be taken for a dead member.
SETTINGS = {"SIFASUO_TODAY": TODAY, "SIFASUO_SESSION_S": "10"}


class NotHere(Exception):
    """Kafka or FerretDB cannot be had on this machine."""


@dataclass(frozen=True)
class Parts:
    """A broker that runs, and what a store is started from. They share all cores with whatever stands on them."""

    directory: Path
    broker: Broker
    program: Path

    def cluster(self, namespace: str) -> Cluster:
        return Cluster(servers=self.broker.address, namespace=namespace)

    @contextmanager
    def store(self) -> Iterator[FerretDB]:
        """An empty one."""
        with TemporaryDirectory(dir=self.directory) as directory, FerretDB(self.program, Path(directory)) as server:
            yield server


@contextmanager
def parts() -> Iterator[Parts]:
    """Raises NotHere."""
    with TemporaryDirectory(prefix="sifasuo-bench-") as directory, on_cores(CORES):
        try:
            broker, program = Broker(copied(), Path(directory)), built()
        except pytest.skip.Exception as why:
            raise NotHere(str(why)) from None
        with broker:
            yield Parts(Path(directory), broker, program)


async def filled(cluster: Cluster, offices: int, events: int) -> None:
    """All four topics are made, and hold a history."""
    await make_topics(cluster, [topic(service) for service in SERVICES], replication=1)
    async with KafkaBus(cluster) as bus:
        await publish(bus, history(offices, events))
