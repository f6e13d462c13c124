"""The files that are made, what differs from them, and what must not be written."""

from collections.abc import Mapping
from pathlib import Path

from deploy.docs.asyncapi import asyncapi
from deploy.docs.compatibility import breaches
from deploy.docs.events import events
from deploy.docs.lifecycles import lifecycles
from deploy.docs.rules import rules
from deploy.docs.schemas import Schema, schemas
from shared.contract.codec import decode, pretty

DOCS = Path(__file__).parents[2] / "docs"
SCHEMAS = "schemas"


def made() -> Mapping[str, str]:
    """Each file's text, by its place below docs/."""
    return {
        "events.md": events(),
        "lifecycles.md": lifecycles(),
        "rules.md": rules(),
        "asyncapi.json": pretty(asyncapi()),
        **{f"{SCHEMAS}/{name}.json": pretty(schema) for name, schema in schemas().items()},
    }


def published(docs: Path = DOCS) -> Mapping[str, Schema]:
    """The schemas that others were given: those in the tree."""
    return {path.stem: decode(path.read_bytes()) for path in sorted((docs / SCHEMAS).glob("*.json"))}


def refused(docs: Path = DOCS) -> list[str]:
    """Why the files must not be written: the schemas in the tree are what a change is held against."""
    return breaches(published(docs), schemas())


def stale(files: Mapping[str, str], docs: Path = DOCS) -> list[str]:
    """Those that no longer say what the code says."""
    return [
        name
        for name, text in files.items()
        if not (docs / name).is_file() or (docs / name).read_text(encoding="utf-8") != text
    ]


def write(files: Mapping[str, str], docs: Path = DOCS) -> None:
    for name, text in files.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, encoding="utf-8")
