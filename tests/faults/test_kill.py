"""The process is killed at random moments under load: what was answered is there once, what was not, at most once."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.faults.ledger import Ledger
from tests.faults.stories import Teller
from tests.faults.trial import AGREED, ROLES, Trial, founded
from tests.system.running import SIFASUO, Running

pytestmark = pytest.mark.slow

ROUNDS = 50
CLIENTS = 8
LIVES_S = (0.2, 1.2)
VERIFY_EVERY = 10
SEED = 20191101


async def under_load(trial: Trial, running: Running) -> None:
    """Clients send, and at some moment the process is gone."""
    async with trial.client() as client:
        clients = trial.telling(client, CLIENTS)
        await asyncio.sleep(trial.chance.uniform(*LIVES_S))
        running.kill()
        await asyncio.gather(*clients)


def rounds() -> int:
    return int(os.environ.get("SIFASUO_FAULT_ROUNDS", ROUNDS))


def verified(running: Running) -> None:
    """Of what stands still, or was just killed: documents, facts and alerts equal to a clean replay."""
    command = (*SIFASUO, "verify")
    done = subprocess.run(command, env=running.environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, AGREED), done.stdout + done.stderr


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    running = Running(tmp_path, SIFASUO_TODAY="2026-11-24")
    yield running
    if running.process and running.process.poll() is None:
        running.kill()


@pytest.fixture
def trial(running: Running) -> Trial:
    tokens = {role: running.run("token", "--role", role) for role in ROLES}
    running.start()
    with running.client() as client:
        offices = founded(client)
    ledger = Ledger()
    return Trial(running.address, tokens, Teller(ledger, offices, Random(SEED + 1)), ledger, Random(SEED))


def test_nothing_answered_is_lost_and_nothing_counts_twice(
    running: Running, trial: Trial, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = trial.ledger
    for nth in range(1, rounds() + 1):
        asyncio.run(under_load(trial, running))
        if nth % VERIFY_EVERY == 0:
            verified(running)
        running.start()
        asyncio.run(trial.agrees())
    assert running.stop() == 0
    verified(running)
    with capsys.disabled():
        summary = f"{len(ledger.answers)} commands answered, {ledger.lost} of them only when they were sent again"
        print(
            f"\n{rounds()} rounds: {summary} ({ledger.repeated} twice); {len(trial.logs.ids)} events", file=sys.stderr
        )
