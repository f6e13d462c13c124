"""A log that an earlier version of this program wrote is read as it was meant."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.contract.opened import sqlite_store
from tests.contract.samples import ENROLLED, NOTED, commit


async def test_a_commit_from_before_there_were_traces_is_read(tmp_path: Path) -> None:
    path, written = tmp_path / "log.sqlite", commit("offender-a", 1, ENROLLED, NOTED, key="k", fingerprint="f")
    async with sqlite_store(path) as store:
        await store.append(written)
    with closing(sqlite3.connect(path)) as connection, connection:
        [(body,)] = connection.execute("SELECT body FROM commits").fetchall()
        fields = json.loads(body)
        del fields["traceparent"]
        connection.execute("UPDATE commits SET body = ?", (json.dumps(fields).encode(),))
    async with sqlite_store(path) as store:
        assert list(await store.load("offender-a")) == [written]
