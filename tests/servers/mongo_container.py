"""MongoDB itself in a container, as a replica set of one, where there is an engine that has the image or pulls it.

A set of one already answers by majority, and takes an election to begin.
"""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pymongo import MongoClient
from pymongo.errors import AutoReconnect, OperationFailure

from tests.servers.ports import quiet_port

IMAGE = "mongo:8"
ENGINE_S, PULL_S, READY_S = 5, 300, 60
TRIED = (AutoReconnect, OperationFailure)


@contextmanager
def container() -> Iterator[str | None]:
    """Its address; none where there is no engine, or no image, which where nothing is there is known at once."""
    docker = shutil.which("docker")
    if docker is None or not answers([docker, "version"], ENGINE_S) or not answers([docker, "pull", IMAGE], PULL_S):
        yield None
        return
    port = quiet_port()
    command = [docker, "run", "--rm", "--detach", "--publish", f"127.0.0.1:{port}:{port}", IMAGE]
    mongod = ["mongod", "--replSet", "tests", "--port", str(port), "--bind_ip_all"]
    id = subprocess.run([*command, *mongod], capture_output=True, text=True, check=True).stdout.strip()
    try:
        elected(port)
        yield f"mongodb://127.0.0.1:{port}/?replicaSet=tests"
    finally:
        subprocess.run([docker, "rm", "--force", id], capture_output=True, check=True)


def answers(command: list[str], within_s: float) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=within_s, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def elected(port: int) -> None:
    """Makes the set, whose one member calls itself as we call it."""
    members = [{"_id": 0, "host": f"127.0.0.1:{port}"}]
    deadline = time.monotonic() + READY_S
    with MongoClient[dict[str, Any]](
        f"mongodb://127.0.0.1:{port}/", directConnection=True, serverSelectionTimeoutMS=1000
    ) as client:
        while not client.is_primary:
            assert time.monotonic() < deadline, "the container does not get ready"
            try:
                client.admin.command("replSetInitiate", {"_id": "tests", "members": members})
            except TRIED:  # not there yet, or it is made and votes
                time.sleep(0.2)
