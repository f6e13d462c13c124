"""The first session of the README, run as it is printed: one terminal calls, one listens, and what they show."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO

import pytest

from tests.system.running import Running

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SECTION = re.compile(r"^## A first session\n(.*?)^## ", re.DOTALL | re.MULTILINE)
BLOCK = re.compile(r"^(<!-- third terminal -->\n)?```(sh|text)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
CHANGES_SOMETHING = re.compile(r"\b(post|hire|enrol)\b")
ADDRESS = "http://127.0.0.1:8000"
COMMAND = ".venv/bin/sifasuo"
PATIENCE_S = 10
DONE = "that was the block"
MASKS = (
    (re.compile(r"\b[0-9a-f]{32}\.\d+(-\d+)+"), "CURSOR"),
    (re.compile(r"\b[0-9a-f]{32}\b"), "ID"),
    (re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d"), "INSTANT"),
)


@dataclass(frozen=True)
class Block:
    listening: bool
    kind: str
    text: str


def session() -> Iterator[Block]:
    section = SECTION.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert section
    for third, kind, text in BLOCK.findall(section[1]):
        yield Block(bool(third), kind, text)


def masked(text: str) -> str:
    """Ids, cursors and instants are other ones each time, and a long line may be broken up anywhere."""
    for pattern, mask in MASKS:
        text = pattern.sub(mask, text)
    return "".join(text.split())


def shows(output: str, expected: str) -> bool:
    """An ellipsis stands for anything."""
    rest = masked(output)
    for part in masked(expected).split("…"):
        _, found, rest = rest.partition(part)
        if part and not found:
            return False
    return True


class Terminal:
    """A bash of its own, and all that it has shown."""

    def __init__(self, running: Running) -> None:
        self._running = running
        self._bash = subprocess.Popen(
            ("/usr/bin/env", "bash", "--norc"),
            cwd=ROOT,
            env={**os.environ, **running.environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
        )
        self.shown = ""
        self._since = 0
        self._reading = Thread(target=self._read, args=(self._bash.stdout,))
        self._reading.start()

    def type(self, block: str) -> None:
        here = block.replace(ADDRESS, self._running.address).replace(COMMAND, f"{sys.executable} -m deploy.cli")
        assert self._bash.stdin
        self._since = len(self.shown)
        self._bash.stdin.write(here)
        self._bash.stdin.flush()

    def run(self, block: str) -> None:
        """Types it, and waits for the prompt."""
        self.type(f"{block}echo {DONE}\n")
        wait_for(self, DONE)

    @property
    def latest(self) -> str:
        """What it has shown since something was typed."""
        return self.shown[self._since :].replace(DONE, "")

    def close(self) -> None:
        """Ends it, and what still runs in it."""
        os.killpg(self._bash.pid, signal.SIGKILL)
        self._reading.join()
        with self._bash:
            pass

    def _read(self, stream: IO[str]) -> None:
        for line in stream:
            self.shown += line


def wait_for(terminal: Terminal, expected: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while expected not in terminal.shown[terminal._since :]:
        assert time.monotonic() < deadline, terminal.latest
        time.sleep(0.02)


def must_show(terminal: Terminal, expected: str, asked: str) -> None:
    """Compliance hears of a command a moment later; what only reads is asked again until then."""
    deadline = time.monotonic() + PATIENCE_S
    while not shows(terminal.latest, expected):
        assert time.monotonic() < deadline, f"{asked}\nshows\n{terminal.latest}\nand should show\n{expected}"
        time.sleep(0.05)
        if asked and not CHANGES_SOMETHING.search(asked):
            terminal.run(asked)


def test_the_first_session_is_as_it_is_printed(tmp_path: Path) -> None:
    with Running(tmp_path) as running:
        calling, listening = Terminal(running), Terminal(running)
        asked = ""
        try:
            for block in session():
                match block:
                    case Block(kind="sh", listening=True):
                        listening.type(block.text)
                    case Block(kind="sh"):
                        asked = block.text
                        calling.run(asked)
                    case Block(listening=True):
                        must_show(listening, block.text, "")
                    case _:
                        must_show(calling, block.text, asked)
        finally:
            calling.close()
            listening.close()


def test_there_is_a_session_to_run() -> None:
    blocks = list(session())
    assert sum(block.kind == "text" for block in blocks) >= 10
    assert sum(block.listening for block in blocks) >= 3


@pytest.mark.parametrize(
    ("output", "expected", "same"),
    [
        ("correction-ratio True 1 1\n", "correction-ratio True 1 1", True),
        ("correction-ratio False 1 2\n", "correction-ratio True 1 1", False),
        (f'{{"id":"{"a" * 32}"}}', f'{{"id":\n"{"b" * 32}"}}', True),
        ('{"rule":"a","stage":"open"}', '{"rule":"a", … }', True),
        ('{"rule":"a","stage":"open"}', '{"rule":"b", … }', False),
    ],
)
def test_what_is_shown_is_compared_but_for_what_changes_each_time(output: str, expected: str, same: bool) -> None:
    assert shows(output, expected) is same
