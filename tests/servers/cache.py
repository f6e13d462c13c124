"""What servers of the tests are started from, made once and kept."""

import hashlib
import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path


def kept() -> Path:
    """Outside the tree: it takes minutes to build, and `make clean` should not cost them."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sifasuo"


def fingerprint(sources: Iterable[Path]) -> str:
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sorted(sources))).hexdigest()[:12]


def patiently(command: Sequence[str]) -> Sequence[str]:
    """After whatever else the machine has to do."""
    nice = shutil.which("nice")
    return [nice, "-n", "19", *command] if nice else command
