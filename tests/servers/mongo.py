"""A server for the tests of the MongoDB adapters: one that is named, or FerretDB, built once and kept.

FerretDB (Apache-2.0) speaks MongoDB's protocol over SQLite, and is built from source by Go, from pinned modules. Its
single updates are not atomic as MongoDB's are, so its clients get one connection each: one command at a time.
"""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
from pymongo import MongoClient

ADDRESS = "SIFASUO_TEST_MONGO"
SOURCE = Path(__file__).parent / "ferretdb"
BUILD_S = 900


@pytest.fixture(scope="session")
def mongo_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    named = os.environ.get(ADDRESS)
    if named:
        yield named
        return
    with started(built(), tmp_path_factory.mktemp("ferretdb")) as address:
        yield address


@pytest.fixture(scope="session")
def mongo_name(mongo_address: str) -> Iterator[Callable[[], str]]:
    """Names of databases that nobody has, dropped at the end."""
    names: list[str] = []

    def new() -> str:
        names.append(f"sifasuo_test_{token_hex(6)}")
        return names[-1]

    yield new
    with MongoClient[dict[str, Any]](mongo_address) as client:
        for name in names:
            client.drop_database(name)


@contextmanager
def started(program: Path, directory: Path) -> Iterator[str]:
    with (
        (directory / "errors.log").open("w") as errors,
        subprocess.Popen(
            [program, directory], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as server,
    ):
        assert server.stdin
        assert server.stdout
        address = server.stdout.readline().strip()
        assert address, (directory / "errors.log").read_text()
        try:
            yield f"{address}?maxPoolSize=1"
        finally:
            server.stdin.close()  # it ends with its input


def built() -> Path:
    """Skips where it cannot be built here, and says why."""
    program = kept() / f"ferretdb-{fingerprint()}"
    if program.exists():
        return program
    go = shutil.which("go")
    if go is None:
        pytest.skip(f"no MongoDB: {ADDRESS} names none, and there is no Go to build FerretDB with")
    program.parent.mkdir(parents=True, exist_ok=True)
    half = program.with_name(f"{program.name}.{os.getpid()}")
    nice = shutil.which("nice")
    patiently = [nice, "-n", "19"] if nice else []
    build = [go, "build", "-p", "1", "-trimpath", "-buildvcs=false", "-mod=readonly", "-o", str(half), "."]
    outcome = subprocess.run(
        [*patiently, *build],
        cwd=SOURCE,
        env={**os.environ, "GOMAXPROCS": "1", "GOTOOLCHAIN": "local", "CGO_ENABLED": "0", "GOFLAGS": ""},
        capture_output=True,
        text=True,
        timeout=BUILD_S,
        check=False,
    )
    if outcome.returncode:
        pytest.skip(f"no MongoDB: {ADDRESS} names none, and FerretDB cannot be built: {outcome.stderr[-500:]}")
    return half.replace(program)


def kept() -> Path:
    """Outside the tree: it takes minutes to build, and `make clean` should not cost them."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sifasuo"


def fingerprint() -> str:
    sources = [SOURCE / name for name in ("main.go", "go.mod", "go.sum")]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()[:12]
