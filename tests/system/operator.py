"""An operator at an installation of four processes: commands by their exit code, and a hand in the stores."""

import asyncio
import json
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
from pymongo import MongoClient
from pymongo.collection import Collection

from deploy.repair import Rebuilt
from deploy.tasks import rebuild
from deploy.verification import differences
from shared.runtime.settings import Settings
from tests.system.apart import Apart
from tests.system.offices import office, township
from tests.system.people import offender, worker
from tests.system.running import SIFASUO

COUNTY = "410105"
DAY = "2026-11-02"
PASSED_ON = ("Authorization", "Content-Type", "Idempotency-Key")
COMMAND_S = 120
PATIENCE_S = 60
AGREES = (0, "every log agrees with its views, facts, alerts and published events")


def told(apart: Apart, *arguments: str, **settings: str) -> tuple[int, str]:
    """The exit code of a command, and all that it said."""
    return told_with({**apart.environment, **settings}, *arguments)


def told_with(environment: Mapping[str, str], *arguments: str) -> tuple[int, str]:
    command = (*SIFASUO, *arguments)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=COMMAND_S)
    return done.returncode, (done.stdout + done.stderr).strip()


def agrees(apart: Apart) -> bool:
    """By the command, which gives up where the store is too busy for it; then it is asked again."""
    said = told(apart, "verify")
    while said[1].startswith("sifasuo: MongoDB: "):
        said = told(apart, "verify")
    assert said == AGREES
    return True


def settings(apart: Apart, **others: Any) -> Settings:
    names = ("mongo", "kafka", "namespace", "keys", "session_s", "today", "epoch")
    said: dict[str, Any] = {
        name: apart.environment[f"SIFASUO_{name.upper()}"]
        for name in names
        if f"SIFASUO_{name.upper()}" in apart.environment
    }
    return Settings(**{**said, **others})


def found(apart: Apart) -> Sequence[str]:
    """What `verify` finds, without another process."""
    return asyncio.run(differences(settings(apart)))


def rebuilt(apart: Apart) -> Rebuilt:
    """`rebuild`, without another process."""
    return asyncio.run(rebuild(settings(apart)))


@contextmanager
def collection(apart: Apart, service: str, name: str) -> Iterator[Collection[dict[str, Any]]]:
    """`commits` or `view_NAME` of a service."""
    with MongoClient[dict[str, Any]](apart.environment["SIFASUO_MONGO"]) as client:
        yield client[f"{apart.environment['SIFASUO_NAMESPACE']}_{service}"][name]


def altered(rows: Collection[dict[str, Any]], id: str, change: Callable[[dict[str, Any]], None]) -> None:
    """The document of a row, at the version that it has."""
    row = rows.find_one({"_id": id})
    assert row
    document = json.loads(row["body"])
    change(document)
    rows.update_one({"_id": id}, {"$set": {"body": json.dumps(document)}})


def until(true: Callable[[], Any], patience_s: float = PATIENCE_S) -> Any:
    deadline = time.monotonic() + patience_s
    while not (outcome := true()):
        assert time.monotonic() < deadline, f"not within {patience_s} s"
        time.sleep(0.05)
    return outcome


def made(client: httpx.Client, path: str, body: Mapping[str, Any]) -> str:
    answer = client.post(path, json=body)
    assert answer.status_code == httpx.codes.CREATED, answer.text
    return str(answer.json()["id"])


def opened_office(client: httpx.Client, nth: int = 1) -> str:
    """An office with one worker. It breaks the plan, as every new office does."""
    made(client, "/roster/townships", township(COUNTY, nth))
    office_id = made(client, "/roster/offices", office(COUNTY, nth))
    made(client, "/roster/workers", worker(office_id, nth, "2026-01-05"))
    return office_id


def registered(client: httpx.Client, office_id: str, nth: int) -> str:
    return made(client, "/corrections/offenders", offender(office_id, nth, DAY))


def enrolled(client: httpx.Client, person: str) -> None:
    answer = client.post(f"/corrections/offenders/{person}/enrolment", json={"day": DAY})
    assert answer.is_success, answer.text


@contextmanager
def busy(client: httpx.Client, office_id: str, first: int) -> Iterator[list[str]]:
    """Offenders come as fast as they are answered, until it is left; the ids of those that came."""
    came: list[str] = []
    over, faults = threading.Event(), list[BaseException]()

    def send() -> None:
        try:
            while not over.is_set():
                person = registered(client, office_id, first + len(came))
                enrolled(client, person)
                came.append(person)
        except BaseException as fault:  # noqa: BLE001 - for the test's own thread
            faults.append(fault)

    sending = threading.Thread(target=send)
    sending.start()
    try:
        yield came
    finally:
        over.set()
        sending.join()
    assert not faults, faults
    assert came


@contextmanager
def one_address(client: httpx.Client) -> Iterator[str]:
    """What a gateway does: the four processes at one address."""

    class Passing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            kept = {name: self.headers[name] for name in PASSED_ON if name in self.headers}
            answer = client.request(self.command, self.path, content=body, headers=kept)
            self.send_response(answer.status_code)
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        do_POST = do_GET  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:
            """Nobody reads it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Passing) as server:
        serving = threading.Thread(target=server.serve_forever, args=(0.05,))
        serving.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            serving.join()
