"""One SQLite file: one connection writes, many callers' work in one transaction; everybody else only reads.

Statements run on the event loop, where each takes some microseconds; only the COMMIT, which waits for the disk, runs
in a thread, while the next transaction gathers. A thread for the statements would ask for the interpreter's lock
after each of them, and wait for it longer than the statement took.

A single connection writes and checkpoints, whatever the release: with two of them, SQLite before 3.51.3 can corrupt
a file whose log is reset at the wrong moment. A lock beside the file keeps a second process away.
"""

import asyncio
import fcntl
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any, NoReturn, Self, TypeVar

from shared.ports.unavailable import Unavailable

Result = TypeVar("Result")
Parameters = Sequence[str | bytes | int | None]
Rows = list[tuple[Any, ...]]

BATCH = 512
WAITING = 4096
# FULL: what was answered survives a power cut. Deleted rows are overwritten: the vault erases by deleting.
WRITER = ("journal_mode = WAL", "synchronous = FULL", "busy_timeout = 5000", "secure_delete = ON")
READER = ("query_only = ON", "busy_timeout = 5000")
# A disk that is full or fails, a file that is not to be had now: it may pass, and nothing in us is wrong.
PASSING = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN}
PRIMARY = 0xFF  # of a result code; what is above says it more exactly


class DatabaseInUse(Exception):
    """Another process, or another object of this one, has the file."""


class DatabaseClosed(Exception):
    """Nothing can be written before open and after close."""


@dataclass(slots=True)
class Job:
    """One caller's operation, and what came of it."""

    operation: Callable[[sqlite3.Connection], Any]
    savepoint: bool
    emptied: bool
    answer: asyncio.Future[Any]
    result: Any = None
    failure: Exception | None = None

    def hand_back(self) -> None:
        if self.answer.done():
            return  # the caller was cancelled; what it asked for is done all the same
        if self.failure is None:
            self.answer.set_result(self.result)
        else:
            self.answer.set_exception(_told(self.failure))


class SqliteDatabase:
    """`async with SqliteDatabase(path)`; tables are declared before it is opened."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._schema: list[str] = []
        self._waiting: deque[Job] = deque()
        self._gathered: SimpleQueue[Sequence[Job] | None] = SimpleQueue()
        self._idle = asyncio.Event()
        self._idle.set()
        self._room = asyncio.Semaphore(WAITING)
        self._open = False

    def declare(self, *statements: str) -> None:
        """Statements that make what an adapter needs where it is not there yet, run when the file is opened."""
        if self._open:
            raise RuntimeError("tables are declared before the database is opened")
        self._schema += statements

    async def open(self) -> None:
        """Raises DatabaseInUse."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(self._path)
        self._writer = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        _set(self._writer, WRITER)
        for statement in self._schema:
            self._writer.execute(statement)
        self._reader = self._read_only()
        self._loop = asyncio.get_running_loop()
        # Not an executor: what that does around one call takes as long as the call.
        self._committer = Thread(target=self._commit, name=f"sqlite-{self._path.stem}", daemon=True)
        self._committer.start()
        self._open = True

    async def close(self) -> None:
        """Everything that was asked for is written first."""
        if not self._open:
            return
        self._open = False
        await self._idle.wait()
        self._gathered.put(None)
        self._committer.join()
        self._reader.close()
        self._writer.close()
        self._lock.close()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def write(
        self, operation: Callable[[sqlite3.Connection], Result], *, savepoint: bool = False, emptied: bool = False
    ) -> Result:
        """The operation's result, once it is durable.

        What it raises is raised here and hurts nobody else; where the disk is at fault it is Unavailable. An operation
        of more than one statement that could fail half-way asks for a savepoint; a single statement undoes itself.
        Who erases asks for the write-ahead log to be `emptied`: until then it keeps what was overwritten.
        """
        async with self._room:
            if not self._open:
                raise DatabaseClosed(self._path)
            job = Job(operation, savepoint, emptied, self._loop.create_future())
            self._ask(job)
            result: Result = await job.answer
            return result

    def read(self, query: str, parameters: Parameters = ()) -> Rows:
        """On the event loop itself, which for a few rows is cheaper than any thread; sees every answered write.

        Raises Unavailable, as `scan` does.
        """
        try:
            return self._reader.execute(query, parameters).fetchall()
        except sqlite3.OperationalError as fault:
            _raise(fault)

    async def scan(self, query: str, parameters: Parameters = ()) -> Rows:
        """As `read`, in a thread of its own: for what may take longer than a millisecond or two."""
        return await asyncio.to_thread(self._scan, query, parameters)

    def _scan(self, query: str, parameters: Parameters) -> Rows:
        try:
            with closing(self._read_only()) as connection:
                return connection.execute(query, parameters).fetchall()
        except sqlite3.OperationalError as fault:
            _raise(fault)

    def _read_only(self) -> sqlite3.Connection:
        connection = sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
        _set(connection, READER)
        return connection

    def _ask(self, job: Job) -> None:
        self._waiting.append(job)
        if self._idle.is_set():
            self._idle.clear()
            # Not at once: what else this turn of the loop asks for goes into the same transaction.
            self._loop.call_soon(self._begin)

    def _begin(self) -> None:
        """One transaction of what waits; its statements run here, and only the wait for the disk in the thread."""
        jobs = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
        try:
            self._writer.execute("BEGIN IMMEDIATE")
            for job in jobs:
                self._run(job)
        except Exception as failure:  # noqa: BLE001 - whatever it is, every caller of the batch is told
            self._end(jobs, failure)
        else:
            self._gathered.put(jobs)

    def _commit(self) -> None:
        """In the thread, one transaction after the other."""
        while (jobs := self._gathered.get()) is not None:
            failure: Exception | None = None
            try:
                self._writer.execute("COMMIT")
                if any(job.emptied for job in jobs):
                    self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            except Exception as fault:  # noqa: BLE001 - its callers are told
                failure = fault
            self._loop.call_soon_threadsafe(self._end, jobs, failure)

    def _end(self, jobs: Sequence[Job], failure: Exception | None) -> None:
        if failure is not None:
            with suppress(sqlite3.Error):
                self._writer.rollback()
        for job in jobs:
            job.failure = failure or job.failure
            job.hand_back()
        if self._waiting:
            self._loop.call_soon(self._begin)
        else:
            self._idle.set()

    def _run(self, job: Job) -> None:
        try:
            if job.savepoint:
                job.result = _within_savepoint(self._writer, job.operation)
            else:
                job.result = job.operation(self._writer)
        except Exception as failure:
            if not self._writer.in_transaction:
                raise  # a full disk, say: SQLite has given up the others' work too
            job.failure = failure


def _told(fault: Exception) -> Exception:
    code = getattr(fault, "sqlite_errorcode", 0) & PRIMARY
    return Unavailable(f"SQLite: {fault}") if code in PASSING else fault


def _raise(fault: Exception) -> NoReturn:
    told = _told(fault)
    if told is fault:
        raise fault
    raise told from fault


def _within_savepoint(connection: sqlite3.Connection, operation: Callable[[sqlite3.Connection], Result]) -> Result:
    connection.execute("SAVEPOINT operation")
    try:
        return operation(connection)
    except Exception:
        if connection.in_transaction:
            connection.execute("ROLLBACK TO operation")
        raise
    finally:
        if connection.in_transaction:
            connection.execute("RELEASE operation")


def _set(connection: sqlite3.Connection, pragmas: Sequence[str]) -> None:
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")


def _locked(path: Path) -> IO[bytes]:
    # A file of its own: closing a second handle of the database itself would drop SQLite's own locks on it.
    lock = path.with_name(f"{path.name}.lock").open("wb")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise DatabaseInUse(f"{path} is in use by another process") from None
    return lock
