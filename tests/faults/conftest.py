"""The table that `make faults` prints."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.ledger import Ledger
from tests.servers.ferretdb_build import built


@dataclass(frozen=True)
class Row:
    fault: str
    rounds: int
    ledger: Ledger
    events: int
    seconds: float

    def __str__(self) -> str:
        answered, lost = len(self.ledger.answers), self.ledger.lost
        return f"{self.fault:40} {self.rounds:6} {answered:9} {lost:6} {self.events:8} {self.seconds:7.0f} s"


Table = list[Row]
HEAD = f"{'fault':40} {'rounds':>6} {'answered':>9} {'again':>6} {'events':>8} {'time':>9}"
TABLE = pytest.StashKey[Table]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[TABLE] = []


@pytest.fixture(scope="session")
def fault_table(request: pytest.FixtureRequest) -> Table:
    return request.config.stash[TABLE]


@pytest.fixture(scope="session")
def ferretdb() -> Path:
    """Skips where it cannot be had."""
    return built()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    rows = config.stash[TABLE]
    if rows:
        terminalreporter.section("faults: nothing lost, nothing twice, equal to a clean replay after every round")
        for line in (HEAD, *rows):
            terminalreporter.write_line(str(line))
