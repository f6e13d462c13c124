"""Peak memory of the one process: with the demo city, and with an office in each township of the country."""

import os
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.cores import MEASURED, on_core, peak_megabytes
from tests.bench.figures import Figure
from tests.bench.servers import TODAY, wait_for
from tests.bench.written_log import STAFF, history, write
from tests.system.running import SIFASUO, START_S, free_port

JUDGED = "SELECT count(*) FROM view_facts WHERE body ->> '$.next_day' > ''"
DEMO_OFFICES = 150
PATIENCE_S = 600
LOOK_S = 0.5


async def measured(townships: int) -> list[Figure]:
    events = townships * (1 + len(STAFF))
    with TemporaryDirectory(prefix="sifasuo-bench-") as directory:
        demo, country = Path(directory) / "demo", Path(directory) / "country"
        with up(demo) as process:
            filled = peak(process, demo, DEMO_OFFICES)
        country.mkdir()
        await write(country / "bus.sqlite", history(townships, events))
        with up(country, "--no-demo") as process:
            loaded = peak(process, country, townships)
    return [
        Figure(name="peak memory, demo city filled and judged", unit="MB", ours=[filled]),
        Figure(name=f"peak memory, {townships:,} offices with their staff", unit="MB", ours=[loaded]),
    ]


@contextmanager
def up(data: Path, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """Once it answers, and the demo city, where it is wanted, is there."""
    port = free_port()
    command = (*SIFASUO, "up", "--port", str(port), *options)
    environment = {**os.environ, "SIFASUO_DATA": str(data), "SIFASUO_TODAY": TODAY}
    with on_core(MEASURED):
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(port, PATIENCE_S)
        yield process
    finally:
        process.terminate()
        process.wait(START_S)


def peak(process: subprocess.Popen[bytes], data: Path, offices: int) -> float:
    """Megabytes, once so many offices have been judged and nothing has come for a while."""
    deadline = time.monotonic() + PATIENCE_S
    before, now = -1, judged(data)
    while now < offices or now != before:
        assert process.poll() is None, "it ended"
        assert time.monotonic() < deadline, f"{now} of {offices} offices are judged"
        time.sleep(LOOK_S)
        before, now = now, judged(data)
    return peak_megabytes(process.pid)


def judged(data: Path) -> int:
    """How many offices, as the file tells."""
    file = data / "compliance.sqlite"
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
            return int(connection.execute(JUDGED).fetchone()[0])
    except sqlite3.OperationalError:
        return 0
