"""What the machine does without us: decoding alone, and the barest loop that keeps what it counted."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from time import perf_counter

import msgspec

BATCH = 2_000
ENROLLED, DISCHARGED = "sifasuo.corrections.offender-enrolled.v1", "sifasuo.corrections.offender-discharged.v1"
SCHEMA = (
    "CREATE TABLE offices (id TEXT PRIMARY KEY, body BLOB NOT NULL)",
    "CREATE TABLE positions (place TEXT PRIMARY KEY, next INTEGER NOT NULL)",
)
READ = "SELECT topic, partition, offset, body FROM records WHERE topic IN ('sifasuo.roster', 'sifasuo.corrections')"
KEEP = "INSERT INTO offices VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body"
REACHED = "INSERT INTO positions VALUES (?, ?) ON CONFLICT (place) DO UPDATE SET next = excluded.next"
Record = tuple[str, int, int, bytes]


class Data(msgspec.Struct, gc=False):
    """What every event says."""

    county_code: str
    office_id: str
    day: date


class Event(msgspec.Struct, gc=False):
    id: str
    type: str
    stream: str
    version: int
    recorded_at: datetime
    data: Data


def records(bus: Path) -> Iterator[Sequence[Record]]:
    with closing(sqlite3.connect(f"{bus.as_uri()}?mode=ro", uri=True)) as connection:
        rows = connection.execute(READ)
        while some := rows.fetchmany(BATCH):
            yield some


def decode_only(bus: Path) -> int:
    """How many records there are."""
    decode = msgspec.json.Decoder(Event).decode
    return sum(len([decode(body) for *_, body in some]) for some in records(bus))


def durable_loop(bus: Path, file: Path) -> int:
    """Decodes, passes over what it has seen, counts; each batch's offices and positions are one transaction."""
    decode = msgspec.json.Decoder(Event).decode
    active: defaultdict[str, int] = defaultdict(int)
    seen: dict[str, int] = {}
    taken = 0
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        prepare(connection)
        for some in records(bus):
            changed = {counted(active, seen, decode(body)) for *_, body in some}
            positions = {f"{topic}/{partition}": offset + 1 for topic, partition, offset, _ in some}
            keep(connection, {id: active[id] for id in changed}, positions)
            taken += len(some)
    return taken


def counted(active: dict[str, int], seen: dict[str, int], event: Event) -> str:
    office_id = event.data.office_id
    if event.version > seen.get(event.stream, 0):
        seen[event.stream] = event.version
        active[office_id] += (event.type == ENROLLED) - (event.type == DISCHARGED)
    return office_id


def prepare(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    for statement in SCHEMA:
        connection.execute(statement)


def keep(connection: sqlite3.Connection, active: Mapping[str, int], positions: Mapping[str, int]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(KEEP, [(id, msgspec.json.encode(number)) for id, number in active.items()])
    connection.executemany(REACHED, list(positions.items()))
    connection.execute("COMMIT")


def durable_commits(file: Path, number: int) -> list[float]:
    """Milliseconds of each: one row, and the wait for the disk."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        prepare(connection)
        return [durable_commit(connection, nth) for nth in range(number)]


def durable_commit(connection: sqlite3.Connection, nth: int) -> float:
    began = perf_counter()
    connection.execute(REACHED, ("bare", nth))
    return 1000 * (perf_counter() - began)
