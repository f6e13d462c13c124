"""`verify` and `rebuild` of one process that was stopped: each kind of difference is one line, and names what it is."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio

from deploy.tasks import rebuild
from deploy.verification import differences
from shared.runtime.settings import Settings
from tests.system.caseload import entered
from tests.system.inside import TODAY, client, installed, token

COUNTY = "410105"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("filled")
    async with installed(data) as installation, client(installation, token(installation)) as city:
        await entered(installation, city, COUNTY, 1, 10)
    return data


@pytest.fixture
def copied(filled: Path, tmp_path: Path) -> Path:
    return shutil.copytree(filled, tmp_path / "copied")


def of(data: Path) -> Settings:
    return Settings(data=data, keys=data / "keys", today=TODAY)


Spoil = Callable[[sqlite3.Connection], object]


def spoiled(data: Path, file: str, spoil: Spoil) -> None:
    with closing(sqlite3.connect(data / f"{file}.sqlite")) as connection, connection:
        spoil(connection)


def offender_records(bus: sqlite3.Connection) -> Sequence[tuple[str, int, int, bytes]]:
    rows = bus.execute("SELECT topic, partition, offset, body FROM records ORDER BY offset").fetchall()
    return [row for row in rows if row[0] == "sifasuo.corrections" and b'"stream":"offender-' in row[3]]


def put(bus: sqlite3.Connection, *row: object) -> None:
    bus.execute("INSERT OR REPLACE INTO records (topic, partition, offset, body) VALUES (?, ?, ?, ?)", row)


def unpublished(bus: sqlite3.Connection) -> None:
    """Something else stands in its place."""
    [first, second] = offender_records(bus)
    put(bus, *second[:3], first[3])


def disordered(bus: sqlite3.Connection) -> None:
    [first, second] = offender_records(bus)
    put(bus, *first[:3], second[3])
    put(bus, *second[:3], first[3])


def foreign(bus: sqlite3.Connection) -> None:
    [first, second] = offender_records(bus)
    record = {**json.loads(first[3]), "stream": "offender-foreign", "id": "offender-foreign.1", "subject": "foreign"}
    put(bus, *second[:2], 100, json.dumps(record).encode())


def unread_document(corrections: sqlite3.Connection) -> None:
    corrections.execute("UPDATE view_offenders SET body = json_set(body, '$.stage', 'nowhere')")


def forgetful(compliance: sqlite3.Connection) -> None:
    compliance.execute("UPDATE view_facts SET body = json_set(body, '$.facts.offenders', json('{}'))")


def speechless(compliance: sqlite3.Connection) -> None:
    compliance.execute("DELETE FROM commits WHERE stream = (SELECT min(stream) FROM commits)")


def holed(corrections: sqlite3.Connection) -> None:
    corrections.execute("DELETE FROM commits WHERE version = 1 AND stream LIKE 'offender-%'")


SPOILED: Mapping[str, tuple[str, Spoil, str]] = {
    "an event was not published": ("bus", unpublished, "corrections: version 2 of offender-"),
    "an event was published too early": ("bus", disordered, "corrections: version 1 of offender-"),
    "an event is in no log": ("bus", foreign, "corrections: offender-foreign was published, and is not in the log"),
    "a version is missing": ("corrections", holed, "corrections: in the log, offender-"),
    "a document is another": ("corrections", unread_document, "corrections: the document of offender-"),
    "facts are others": ("compliance", forgetful, "compliance: the facts of office "),
    "an alert was never said": ("compliance", speechless, "compliance: alert "),
}


@pytest.mark.parametrize("case", SPOILED)
async def test_what_differs_is_named(copied: Path, case: str) -> None:
    file, spoil, said = SPOILED[case]
    assert await differences(of(copied)) == []
    spoiled(copied, file, spoil)
    named = await differences(of(copied))
    assert any(line.startswith(said) for line in named), named
    assert not any("\n" in line for line in named)


async def test_documents_copies_and_facts_are_made_again(copied: Path) -> None:
    spoiled(copied, "corrections", unread_document)
    spoiled(copied, "mediation", lambda mediation: mediation.execute("DELETE FROM view_offices"))
    spoiled(copied, "compliance", forgetful)
    spoiled(copied, "compliance", lambda compliance: compliance.execute("DELETE FROM view_board"))
    before = said(copied)
    rebuilt = await rebuild(of(copied))
    assert (rebuilt.mended, rebuilt.facts) == (2, 1)
    assert await differences(of(copied)) == []
    assert said(copied) == before


def said(data: Path) -> int:
    """How many commits of alerts there are."""
    with closing(sqlite3.connect(data / "compliance.sqlite")) as connection:
        [count] = connection.execute("SELECT count(*) FROM commits").fetchone()
    return int(count)
