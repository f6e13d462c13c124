"""A workbook imported by the command: each of its sheets goes to the service that keeps such a register."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deploy import demo
from deploy.asgi_client import Answer, AsgiClient, Upload
from deploy.remote import RemoteClient, remote
from deploy.server import installed
from services.corrections.api import imports as corrections
from services.roster.api import imports as roster
from shared.adapters.key_files import open_keys
from shared.adapters.system_clock import SystemClock
from shared.adapters.xlsx_workbooks import XlsxWorkbooks
from shared.ports.workbooks import MEDIA_TYPE, TooLarge, Unreadable
from shared.runtime.settings import Settings

# In this order: offenders may be at offices of the same file.
REGISTERS = {"roster": roster.TEMPLATES, "corrections": corrections.TEMPLATES}
OK = 200
WRONG = 422


class NothingToImport(Exception):
    """The file cannot be read, or holds no sheet that a service knows; or the service does not take it."""


@dataclass
class Outcome:
    """What to print, a line each, and whether anything was wrong."""

    lines: list[str] = field(default_factory=list)
    faulty: bool = False


async def import_workbook(
    settings: Settings, file: Path, address: str | None, token: str | None, *, dry_run: bool
) -> Outcome:
    """Raises NothingToImport, and what opening an installation raises. A service that finds a fault is the last."""
    content, services = opened(file)
    outcome = Outcome()
    async with client_of(settings, address, token) as client:
        for service in services:
            upload = Upload(file.name, content, MEDIA_TYPE)
            answer = await client.upload(f"/{service}/imports?dry_run={str(dry_run).lower()}", upload)
            outcome.lines += told(service, answer)
            if answer.status != OK:
                outcome.faulty = True
                break
    return outcome


def opened(file: Path) -> tuple[bytes, Sequence[str]]:
    """The file, and which services have a sheet in it. Raises NothingToImport."""
    try:
        content = file.read_bytes()
        titles = [sheet.title for sheet in XlsxWorkbooks().read(content)]
    except OSError as fault:
        raise NothingToImport(f"{file} cannot be read: {fault.strerror}") from fault
    except (Unreadable, TooLarge) as fault:
        raise NothingToImport(f"{file} is no workbook that can be imported: {fault}") from fault
    services = [name for name, templates in REGISTERS.items() for t in templates if any(map(t.is_called, titles))]
    if not services:
        raise NothingToImport(f"{file} has none of the sheets of the templates, but {', '.join(titles)}")
    return content, list(dict.fromkeys(services))


@asynccontextmanager
async def client_of(
    settings: Settings, address: str | None, token: str | None
) -> AsyncIterator[AsgiClient | RemoteClient]:
    if address:
        token = token or demo.token(open_keys(settings.keys_directory), SystemClock(settings.today).now())
        async with remote(address, token) as client:
            yield client
    else:
        async with installed(settings) as installation:
            yield AsgiClient(installation.root, token) if token else demo.inside(installation)


def told(service: str, answer: Answer) -> Sequence[str]:
    """Raises NothingToImport where the service says no to the whole file."""
    body: Mapping[str, Any] = answer.body if isinstance(answer.body, dict) else {}
    if answer.status == OK:
        how = "would be created" if body["dry_run"] else "created"
        return [
            f"{service} {kind}: {counts['created']} {how}, {counts['unchanged']} unchanged"
            for kind, counts in body["kinds"].items()
        ]
    errors = [error for error in body.get("errors", ()) if "sheet" in error]
    if not errors:
        raise NothingToImport(f"{service}: {answer.status} {body.get('detail', answer.body)}")
    return [*map(line_of, errors), f"{service}: {body['detail']}"]


def line_of(error: Mapping[str, Any]) -> str:
    """司法所!G5 批准日期: …"""
    place = f"{error['sheet']}!{error['column'] or ''}{error['row']}"
    head = f" {error['head']}" if error["head"] else ""
    return f"{place}{head}: {error['text']['zh']} ({error['text']['en']})"
