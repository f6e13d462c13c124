"""The command `sifasuo`."""

import sys
from collections.abc import Iterator, Mapping
from datetime import timedelta
from importlib.metadata import version
from os import environ
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import App, Parameter
from pydantic import ValidationError

from deploy import importing, server, tasks
from deploy.demo import DemoFailed
from deploy.epochs import NotFilled
from deploy.importing import NothingToImport
from deploy.installation import CalendarRunsBackwards
from deploy.remote import NotThere
from deploy.tasks import NotDistributed, Refused, done
from deploy.telemetry import TelemetryMissing
from deploy.townships import FaultyTable
from deploy.verification import NeverQuiet
from services.compliance.core.plan_file import FaultyPlan
from shared.adapters.key_files import KeysUnusable, open_keys
from shared.adapters.sqlite_database import DatabaseInUse
from shared.adapters.system_clock import SystemClock
from shared.adapters.token_identity import OwnIssuer
from shared.ports.identity import ROLES, Caller
from shared.ports.unavailable import Unavailable, Unusable
from shared.runtime.lease import StillHeld
from shared.runtime.settings import HalfDistributed, Settings

DAYS = 30
EXPECTED = (
    CalendarRunsBackwards,
    DatabaseInUse,
    DemoFailed,
    FaultyPlan,
    FaultyTable,
    HalfDistributed,
    KeysUnusable,
    NeverQuiet,
    NotDistributed,
    NotFilled,
    NotThere,
    NothingToImport,
    Refused,
    StillHeld,
    TelemetryMissing,
    Unavailable,
    Unusable,
)
EXTRAS = ("aiokafka", "pymongo")
HERE = "http://127.0.0.1:8000"
Which = Literal["roster", "corrections", "mediation", "compliance"]
app = App(name="sifasuo", version=version("sifasuo"), help="Judicial offices against the plan, live.")


@app.command
def up(*, host: str = "127.0.0.1", port: int = 8000, demo: bool = True) -> None:
    """Run all four services in this process; an empty store gets the demo city, unless --no-demo.

    On SQLite in SIFASUO_DATA, or on MongoDB and Kafka where SIFASUO_MONGO and SIFASUO_KAFKA name them.
    """
    server.run(Settings(), host=host, port=port, demo=demo)


@app.command
def serve(service: Which, /, *, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Run one service, on MongoDB and Kafka; as many processes of it as you like."""
    settings = Settings()
    if not settings.distributed:
        raise NotDistributed("one service by itself needs SIFASUO_MONGO and SIFASUO_KAFKA; `sifasuo up` needs neither")
    server.run(settings, (service,), host=host, port=port, demo=False)


@app.command
def token(
    *,
    role: str = "city",
    area: str = "4101",
    office: str | None = None,
    days: Annotated[int, Parameter(help="how many days it is good for")] = DAYS,
) -> None:
    """Print a token of this installation for a role (city, county, office, operator, auditor) in an area."""
    if role not in ROLES:
        sys.exit(f"sifasuo: no role {role}; there are {', '.join(ROLES)}")
    if (role == "office") is (office is None):
        sys.exit("sifasuo: the role office takes --office ID, and no other role does")
    clock, keys = SystemClock(), open_keys(Settings().keys_directory)
    caller = Caller(sub=f"{role}@{area}", name=f"{role} {area}", scopes=ROLES[role], area=area, office=office)
    print(OwnIssuer(keys.token).issue(caller, at=clock.now(), until=clock.now() + timedelta(days=days)))


@app.command
def keys() -> None:
    """Make the installation's keys, where they are missing."""
    open_keys(Settings().keys_directory)
    print(Settings().keys_directory)


@app.command
def verify() -> None:
    """Hold every log against its views, facts, alerts and published events; exit 1 names the difference.

    Embedded, while nothing else runs; distributed, while no commands come in.
    """
    differences = done(tasks.verify(Settings()))
    for difference in differences:
        print(difference)
    if differences:
        sys.exit(1)
    print("every log agrees with its views, facts, alerts and published events")


@app.command
def rebuild() -> None:
    """Make documents, copies and facts again from the logs. Distributed, while everything runs; nothing is announced
    but what is then found to differ."""
    rebuilt = done(tasks.rebuild(Settings()))
    print(
        f"{rebuilt.documents} documents read, {rebuilt.mended} written; the facts of {rebuilt.facts} offices made anew"
    )


@app.command
def topics() -> None:
    """Make the topics of SIFASUO_EPOCH where they are missing, and say what differs; nothing live is altered."""
    made, differing = done(tasks.topics(Settings()))
    for name in made:
        print(f"{name}: made")
    for difference in differing:
        print(difference)
    if differing:
        sys.exit(1)


@app.command
def republish() -> None:
    """Fill the topics of SIFASUO_EPOCH, a new one, from the logs: once while the old is in use, and once more when the
    services have stopped, before they start with the new."""
    for service, events in done(tasks.republish(Settings())).items():
        print(f"{service}: {events} events")


letters = App(name="dead-letters", help="Events that a service could not take, at the address where it answers.")
app.command(letters)


@letters.command(name="list")
def list_letters(service: Which, *, at: str = HERE) -> None:
    """Print them, one a line: id, stage, reason."""
    for letter in done(tasks.dead_letters(Settings(), at, service)):
        print(f"{letter['id']}  {letter['stage']}  {letter['reason']}")


@letters.command
def retry(service: Which, id: str, *, at: str = HERE) -> None:
    """Try one again, and what waits behind it."""
    print(outcome(done(tasks.ask(Settings(), at, service, id, "retry"))))


@letters.command
def drop(service: Which, id: str, *, at: str = HERE) -> None:
    """Give one up, recorded; what waits behind it goes on."""
    print(outcome(done(tasks.ask(Settings(), at, service, id, "drop"))))


def outcome(letter: Mapping[str, Any]) -> str:
    """A letter that was given up already is no longer tried."""
    return f"{letter['request']}: asked for" if letter["request"] else str(letter["stage"])


load = App(name="load", help="Load reference data.")
app.command(load)


@load.command
def townships(file: Path, *, overlay: Path | None = None) -> None:
    """Load townships from a CSV file with the columns code, name, county_code, county, statutory."""
    done(tasks.load_townships(Settings(), file, overlay))


@load.command
def villages(file: Path) -> None:
    """Load villages from a CSV file, .gz too, with the columns township_code, village_code, village.

    They go to the offices of their townships, so those come first.
    """
    waiting = done(tasks.load_villages(Settings(), file))
    if waiting:
        print(f"{len(waiting)} townships have no office yet; load their villages again when they do")


@app.command
def demo(*, at: str | None = None) -> None:
    """Fill an empty store with the synthetic demo city: this machine's, or that of the installation at an address."""
    done(tasks.load_demo(Settings(), at))


@app.command(name="import")
def import_workbook(
    file: Path,
    *,
    at: Annotated[str | None, Parameter(help="where an installation answers; else this machine's is opened")] = None,
    token: Annotated[str | None, Parameter(help="who imports; else the city, by the installation's key")] = None,
    dry_run: bool = False,
) -> None:
    """Import offices, posts, workers, offenders and releases from an Excel workbook: all rows of a service, or none.

    Every fault is printed, one a line, and exit 1. The same file may be imported again: what is there stays as it is.
    """
    token = token or environ.get("SIFASUO_TOKEN")
    imported = done(importing.import_workbook(Settings(), file, at, token, dry_run=dry_run))
    for line in imported.lines:
        print(line)
    if imported.faulty:
        sys.exit(1)


def main() -> None:
    """What can be put right by who started it is one line, and no traceback."""
    try:
        app()
    except EXPECTED as fault:
        sys.exit(f"sifasuo: {fault}")
    except ValidationError as fault:
        sys.exit(f"sifasuo: {'; '.join(settings_faults(fault))}")
    except ModuleNotFoundError as fault:
        if fault.name not in EXTRAS:
            raise
        sys.exit(f"sifasuo: {fault.name} is missing here: pip install 'sifasuo[distributed]'")


def settings_faults(fault: ValidationError) -> Iterator[str]:
    """Each by the variable that sets it."""
    for error in fault.errors():
        yield f"SIFASUO_{'_'.join(map(str, error['loc'])).upper()}: {error['msg']}"


if __name__ == "__main__":
    main()
