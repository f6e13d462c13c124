"""The writer thread: groups of operations, each of which fails alone."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from shared.adapters import sqlite_database
from shared.adapters.sqlite_database import DatabaseClosed, DatabaseInUse, SqliteDatabase
from shared.ports.unavailable import Unavailable

Operation = Callable[[sqlite3.Connection], int]
SCHEMA = "CREATE TABLE IF NOT EXISTS numbers (number INTEGER PRIMARY KEY)"
NUMBERS = "SELECT number FROM numbers ORDER BY number"


def declared(path: Path) -> SqliteDatabase:
    database = SqliteDatabase(path / "numbers.db")
    database.declare(SCHEMA)
    return database


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    async with declared(tmp_path) as database:
        yield database


def inserting(*numbers: int) -> Operation:
    def operation(connection: sqlite3.Connection) -> int:
        for number in numbers:
            connection.execute("INSERT INTO numbers VALUES (?)", (number,))
        return len(numbers)

    return operation


def numbers(database: SqliteDatabase) -> list[int]:
    return [number for (number,) in database.read(NUMBERS)]


async def test_a_write_answers_once_everybody_sees_it(database: SqliteDatabase) -> None:
    assert await database.write(inserting(1)) == 1
    assert numbers(database) == [1]
    assert await database.scan(NUMBERS) == [(1,)]


async def test_one_that_fails_hurts_none_of_its_companions(database: SqliteDatabase) -> None:
    writes = [database.write(inserting(number)) for number in (1, 2, 1, 3)]
    outcomes = await asyncio.gather(*writes, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [int, int, sqlite3.IntegrityError, int]
    assert numbers(database) == [1, 2, 3]


async def test_one_with_a_savepoint_fails_as_a_whole(database: SqliteDatabase) -> None:
    writes = [database.write(inserting(*some), savepoint=True) for some in ((1, 2), (3, 1), (4, 5))]
    outcomes = await asyncio.gather(*writes, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [int, sqlite3.IntegrityError, int]
    assert numbers(database) == [1, 2, 4, 5]


async def test_many_callers_share_few_transactions(database: SqliteDatabase) -> None:
    commits = 0

    def count(statement: str) -> None:
        nonlocal commits
        commits += statement == "COMMIT"

    database._writer.set_trace_callback(count)
    await asyncio.gather(*[database.write(inserting(number)) for number in range(1000)])
    assert len(numbers(database)) == 1000
    assert commits < 100


async def test_a_commit_that_fails_fails_everybody_in_it(tmp_path: Path) -> None:
    database = declared(tmp_path)
    database.declare(
        "CREATE TABLE owed (number INTEGER REFERENCES numbers DEFERRABLE INITIALLY DEFERRED)",
        "PRAGMA foreign_keys = ON",
    )

    def owe(connection: sqlite3.Connection) -> int:
        return connection.execute("INSERT INTO owed VALUES (77)").rowcount

    async with database:
        outcomes = await asyncio.gather(
            database.write(inserting(1)), database.write(owe), database.write(inserting(2)), return_exceptions=True
        )
        assert [type(outcome) for outcome in outcomes] == [sqlite3.IntegrityError] * 3
        assert numbers(database) == []
        assert await database.write(inserting(1)) == 1


async def test_who_makes_sqlite_give_up_the_transaction_fails_it_for_everybody(database: SqliteDatabase) -> None:
    def give_up(connection: sqlite3.Connection) -> int:
        connection.execute("ROLLBACK")  # as SQLite does by itself on a full disk
        raise sqlite3.OperationalError("database or disk is full")

    outcomes = await asyncio.gather(
        database.write(inserting(1)), database.write(give_up), database.write(inserting(2)), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes] == [sqlite3.OperationalError] * 3
    assert numbers(database) == []
    assert await database.write(inserting(1)) == 1


async def test_a_full_disk_is_an_outage_and_over_when_there_is_room_again(database: SqliteDatabase) -> None:
    def grow(connection: sqlite3.Connection) -> int:
        return connection.execute("CREATE TABLE IF NOT EXISTS much AS SELECT zeroblob(1000000)").rowcount

    [[pages]] = database.read("PRAGMA page_count")
    database._writer.execute(f"PRAGMA max_page_count = {pages + 1}")
    outcomes = await asyncio.gather(database.write(inserting(1)), database.write(grow), return_exceptions=True)
    assert Unavailable in [type(outcome) for outcome in outcomes]
    database._writer.execute("PRAGMA max_page_count = 1000000")
    await database.write(grow)
    assert await database.write(inserting(2)) == 1


async def test_a_file_that_is_not_to_be_had_is_an_outage(database: SqliteDatabase, tmp_path: Path) -> None:
    (tmp_path / "numbers.db").rename(tmp_path / "elsewhere.db")
    with pytest.raises(Unavailable):
        await database.scan(NUMBERS)


async def test_what_a_cancelled_caller_asked_for_is_done_all_the_same(database: SqliteDatabase) -> None:
    writing = asyncio.create_task(database.write(inserting(1)))
    await asyncio.sleep(0)
    writing.cancel()
    await database.write(inserting(2))
    assert numbers(database) == [1, 2]


async def test_more_callers_than_there_is_room_for_wait(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sqlite_database, "WAITING", 3)
    async with declared(tmp_path) as database:
        sizes = []
        for number in range(20):
            writing = asyncio.create_task(database.write(inserting(number)))
            await asyncio.sleep(0)
            sizes.append(len(database._waiting))
        await writing
        assert max(sizes) <= 3
        assert len(numbers(database)) == 20


async def test_closing_writes_first_what_was_asked_for(tmp_path: Path) -> None:
    database = declared(tmp_path)
    await database.open()
    writes = [asyncio.create_task(database.write(inserting(number))) for number in range(100)]
    await asyncio.sleep(0)
    await database.close()
    await database.close()
    assert await asyncio.gather(*writes) == [1] * 100
    with pytest.raises(DatabaseClosed):
        await database.write(inserting(1))
    async with declared(tmp_path) as reopened:
        assert len(numbers(reopened)) == 100


async def test_a_file_has_one_writer(tmp_path: Path, database: SqliteDatabase) -> None:
    with pytest.raises(DatabaseInUse):
        await declared(tmp_path).open()
    assert await database.write(inserting(1)) == 1


async def test_readers_cannot_write(database: SqliteDatabase) -> None:
    for read in (database.read, database._scan):
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            read("INSERT INTO numbers VALUES (1)", ())


async def test_tables_are_declared_before_the_file_is_opened(database: SqliteDatabase) -> None:
    with pytest.raises(RuntimeError):
        database.declare(SCHEMA)


async def test_every_answer_is_on_the_disk(database: SqliteDatabase) -> None:
    pragmas = [database._writer.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
    assert pragmas == ["wal", 2]
