"""The process is killed at random moments under load: what was answered is there once, what was not, at most once."""

import asyncio
import os
import ssl
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest

from tests.faults.ledger import Ledger, send_again
from tests.faults.stories import Teller, tell
from tests.system.offices import COUNTIES, office, township
from tests.system.running import SIFASUO, Running

pytestmark = pytest.mark.slow

ROUNDS = 50
CLIENTS = 8
LIVES_S = (0.2, 1.2)
VERIFY_EVERY = 10
SEED = 20191101
SERVICES = ("roster", "corrections", "mediation", "compliance")
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # made once: a client would load its certificates every time
ONCE = "compliance.alert-opened"
AGREED = "every log agrees with its views, facts, alerts and published events"


@dataclass
class Logs:
    """What the logs say, read on from round to round."""

    positions: dict[str, str] = field(default_factory=lambda: dict.fromkeys(SERVICES, ""))
    ids: set[str] = field(default_factory=set)
    counted: Counter[str] = field(default_factory=Counter)
    opened: set[str] = field(default_factory=set)

    async def read(self, client: httpx.AsyncClient, service: str) -> None:
        """Everything new; no event twice, and no alert opened twice."""
        while True:
            query = {"after": self.positions[service], "limit": "500"}
            page = (await client.get(f"/{service}/operations/events", params=query)).json()
            for event in page["items"]:
                self._take(service, event)
            if page["next"] is None:
                return
            self.positions[service] = page["next"]

    def _take(self, service: str, event: dict[str, Any]) -> None:
        if event["id"] in self.ids:
            return  # the last page, read again from where it began
        self.ids.add(event["id"])
        name = event["type"].removeprefix("sifasuo.").removesuffix(".v1")
        self.counted[name] += 1
        if name == ONCE:
            assert event["subject"] not in self.opened, f"{service}: {event['id']} opened the alert once more"
            self.opened.add(event["subject"])


@dataclass
class Trial:
    """One installation whose store grows over all rounds."""

    running: Running
    tokens: dict[str, str]
    teller: Teller
    ledger: Ledger
    chance: Random
    logs: Logs = field(default_factory=Logs)
    checked: dict[str, int] = field(default_factory=dict)

    def client(self, role: str = "city") -> httpx.AsyncClient:
        headers = {"Authorization": f"Bearer {self.tokens[role]}"}
        return httpx.AsyncClient(base_url=self.running.address, headers=headers, verify=NO_TLS, timeout=20)

    async def under_load(self) -> None:
        """Clients send, and at some moment the process is gone."""
        async with self.client() as client:
            self.teller.client = client
            clients = [asyncio.create_task(tell(self.teller)) for _ in range(CLIENTS)]
            await asyncio.sleep(self.chance.uniform(*LIVES_S))
            self.running.kill()
            await asyncio.gather(*clients)

    async def after_restart(self) -> None:
        async with self.client() as client:
            await send_again(client, self.ledger)
        await self.things_are_there()
        await self.logs_agree()
        self.rivals_won_once()

    async def things_are_there(self) -> None:
        """Each thing as far as it was answered, or further."""
        async with self.client("auditor") as client:
            for thing, version in self.ledger.versions.items():
                if self.checked.get(thing) != version:
                    answer = await client.get(thing)
                    assert answer.status_code == httpx.codes.OK, (thing, answer.text)
                    assert answer.json()["version"] >= version, (thing, version, answer.text)
        self.checked = dict(self.ledger.versions)

    async def logs_agree(self) -> None:
        """As many events of each kind as commands that were answered with an effect: none lost, none twice."""
        async with self.client("operator") as client:
            for service in SERVICES:
                await self.logs.read(client, service)
        found = {event: self.logs.counted[event] for event in self.ledger.effects}
        assert found == dict(self.ledger.effects)

    def rivals_won_once(self) -> None:
        for pair in self.teller.rivals:
            won = [self.ledger.answers[key].good for key in pair if key in self.ledger.answers]
            assert sum(won) == 1, f"{pair} were answered {won}"
        self.teller.rivals.clear()


def rounds() -> int:
    return int(os.environ.get("SIFASUO_FAULT_ROUNDS", ROUNDS))


def verified(running: Running) -> None:
    """Of what stands still, or was just killed: documents, facts and alerts equal to a clean replay."""
    command = (*SIFASUO, "verify")
    done = subprocess.run(command, env=running.environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, AGREED), done.stdout + done.stderr


def founded(running: Running, token: str) -> list[str]:
    """Three offices in three counties."""
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=running.address, headers=headers, timeout=20) as client:
        for county in COUNTIES:
            assert client.post("/roster/townships", json=township(county)).status_code == httpx.codes.CREATED
        return [client.post("/roster/offices", json=office(county)).json()["id"] for county in COUNTIES]


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[Trial]:
    running = Running(tmp_path, SIFASUO_TODAY="2026-11-24")
    tokens = {role: running.run("token", "--role", role) for role in ("city", "auditor", "operator")}
    running.start()
    ledger, chance = Ledger(), Random(SEED)
    teller = Teller(ledger, founded(running, tokens["city"]), Random(SEED + 1))
    yield Trial(running, tokens, teller, ledger, chance)
    if running.process and running.process.poll() is None:
        running.kill()


def test_nothing_answered_is_lost_and_nothing_counts_twice(trial: Trial, capsys: pytest.CaptureFixture[str]) -> None:
    running, ledger = trial.running, trial.ledger
    for nth in range(1, rounds() + 1):
        asyncio.run(trial.under_load())
        if nth % VERIFY_EVERY == 0:
            verified(running)
        running.start()
        asyncio.run(trial.after_restart())
    assert running.stop() == 0
    verified(running)
    with capsys.disabled():
        summary = f"{len(ledger.answers)} commands answered, {ledger.lost} of them only when they were sent again"
        print(
            f"\n{rounds()} rounds: {summary} ({ledger.repeated} twice); {len(trial.logs.ids)} events", file=sys.stderr
        )
