"""FerretDB, built once from the source that Go has of it, and our own that stands around it.

It is changed in one point (`ferretdb/indexes.patch`): it looks into the indexes that it keeps. By itself it reads a
whole collection for most of our queries, and a log of some thousand commits is slow.
"""

import json
import os
import shutil
import stat
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.servers.cache import fingerprint, kept, patiently

SOURCE = Path(__file__).parent / "ferretdb"
MODULE = "github.com/FerretDB/FerretDB"
BUILD_S = 900


def built() -> Path:
    """Skips where it cannot be built here, and says why."""
    program = kept() / f"ferretdb-{fingerprint(SOURCE.iterdir())}"
    if program.exists():
        return program
    if not (shutil.which("go") and shutil.which("git")):
        pytest.skip(
            "no MongoDB: none is named, no container runs, and FerretDB is built by Go and git, which are not here"
        )
    program.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=program.parent) as directory:
        try:
            return compiled(Path(directory) / "ours").replace(program)
        except subprocess.CalledProcessError as fault:
            because = f"{fault.cmd}: {fault.stderr[-500:]}"
            pytest.skip(f"no MongoDB: none is named, no container runs, and FerretDB cannot be built: {because}")


def compiled(ours: Path) -> Path:
    """From a copy of the module: what Go keeps of it is not to be changed."""
    theirs = ours / "theirs"
    shutil.copytree(SOURCE, ours)
    module = json.loads(output(ours, "go", "mod", "download", "-json", MODULE))
    shutil.copytree(module["Dir"], theirs)
    for path in (theirs, *theirs.rglob("*")):
        path.chmod(path.stat().st_mode | stat.S_IWUSR)
    output(theirs, "git", "apply", "../indexes.patch")
    output(ours, "go", "mod", "edit", f"-replace={MODULE}=./{theirs.name}")
    output(ours, *patiently(["go", "build", "-p", "1", "-trimpath", "-buildvcs=false", "-o", "server", "."]))
    return ours / "server"


def output(at: Path, *command: str) -> str:
    settings = {
        "GOMAXPROCS": "1",
        "GOTOOLCHAIN": "local",
        "CGO_ENABLED": "0",
        "GOFLAGS": "",
        "GIT_CEILING_DIRECTORIES": str(at.parent),  # a patch is for where it is, whatever checkout is around it
    }
    done = subprocess.run(
        command,
        cwd=at,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=BUILD_S,
        check=True,
    )
    return done.stdout
