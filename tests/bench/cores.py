"""Who runs where: what is measured has one core for itself, and who measures has another."""

import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

CORES = sorted(os.sched_getaffinity(0))
MEASURED, MEASURING = CORES[0], CORES[-1]
TICKS = os.sysconf("SC_CLK_TCK")


def on_core(core: int) -> AbstractContextManager[None]:
    return on_cores([core])


@contextmanager
def on_cores(cores: Iterable[int]) -> Iterator[None]:
    """This thread, and whatever it starts meanwhile: processes and threads keep the cores they were started on."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def cpu_seconds(pid: int) -> float:
    """What a process with all its threads has used of a core so far: nobody else on the machine disturbs it."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def peak_megabytes(pid: int) -> float:
    """The most memory that a process ever had resident."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    [peak] = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
    return int(peak) / 1024
