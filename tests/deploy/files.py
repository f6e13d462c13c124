"""What an operator is handed, read as it lies there, and the tools that check it, where this machine has them."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
PLACES = f"{os.environ.get('PATH', '')}:/usr/local/sbin:/usr/sbin:/sbin"
PROGRAMS = {
    "docker compose": ("docker", "compose", "version"),
    "nginx": ("nginx", "-v"),
    "promtool": ("promtool", "--version"),
    "kubectl kustomize": ("kubectl", "kustomize", "--help"),
}


def documents(path: Path) -> Iterator[Any]:
    return (document for document in yaml.safe_load_all(path.read_text(encoding="utf-8")) if document)


def document(path: Path) -> Any:
    (only,) = documents(path)
    return only


def tool(name: str) -> Sequence[str]:
    """How it is called here; the test is skipped where it is not."""
    program, *words = PROGRAMS[name]
    path = shutil.which(program, path=PLACES)
    if path is None or subprocess.run((path, *words), capture_output=True, check=False).returncode:
        pytest.skip(f"there is no {name} on this machine")
    return (path, *words[:-1])


def checked(*command: str | Path) -> str:
    """What it prints, if it found nothing wrong."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
