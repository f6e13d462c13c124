"""`python -m tests.bench`: measures all that is promised, and prints a table. `--quick` for a first look."""

import argparse
import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import uvloop

from tests.bench import commands, distributed, events, fanout, latency, memory
from tests.bench.cores import MEASURING
from tests.bench.figures import Figure
from tests.bench.table import show


@dataclass(frozen=True, kw_only=True)
class Scale:
    """How often, and how much."""

    rounds: int = 5
    commands: int = 2_000
    busy_offices: int = 50
    offices: int = 204
    events: int = 200_000
    latency_s: int = 6
    streams: int = 200
    townships: int = 41_352
    replayed: int = 300_000


QUICK = Scale(rounds=2, commands=500, events=40_000, latency_s=3, townships=2_000, replayed=100_000)

Measured = Callable[[Scale], Awaitable[list[Figure]]]
ALL: Mapping[str, Measured] = {
    "commands": lambda scale: commands.measured(scale.rounds, scale.commands, scale.busy_offices),
    "events": lambda scale: events.measured(scale.rounds, scale.offices, scale.events),
    "latency": lambda scale: latency.measured(scale.rounds, scale.latency_s, scale.busy_offices),
    "fanout": lambda scale: fanout.measured(scale.rounds, scale.streams, scale.commands // 4, scale.busy_offices),
    "memory": lambda scale: memory.measured(scale.townships),
    "distributed": lambda scale: distributed.measured(
        rounds=scale.rounds,
        offices=scale.offices,
        events=scale.events,
        seconds=scale.latency_s,
        replayed=scale.replayed,
    ),
}


async def measured(names: list[str], scale: Scale) -> list[Figure]:
    figures: list[Figure] = []
    for name in names:
        print(f"measuring {name}", flush=True)
        figures += await ALL[name](scale)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="figure", help=f"of {', '.join(ALL)}; all unless named")
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(ALL)
    if unknown:
        parser.error(f"no figure {', '.join(sorted(unknown))}")
    os.sched_setaffinity(0, {MEASURING})
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        show(runner.run(measured(arguments.names or list(ALL), QUICK if arguments.quick else Scale())))


if __name__ == "__main__":
    main()
