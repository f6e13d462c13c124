"""The command `sifasuo`."""

import sys
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from deploy import server
from deploy.demo import DemoFailed
from deploy.embedded import CalendarRunsBackwards
from deploy.townships import FaultyTownships
from deploy.verification import NeverQuiet
from services.compliance.core.plan_file import FaultyPlan
from shared.adapters.key_files import KeysUnusable, open_keys
from shared.adapters.sqlite_database import DatabaseInUse
from shared.adapters.system_clock import SystemClock
from shared.adapters.token_identity import OwnIssuer
from shared.ports.identity import ROLES, Caller
from shared.runtime.settings import Settings

DAYS = 30
EXPECTED = (
    CalendarRunsBackwards,
    DatabaseInUse,
    DemoFailed,
    FaultyPlan,
    FaultyTownships,
    KeysUnusable,
    NeverQuiet,
)
app = App(name="sifasuo", version=version("sifasuo"), help="Judicial offices against the plan, live.")


@app.command
def up(*, host: str = "127.0.0.1", port: int = 8000, demo: bool = True) -> None:
    """Run all four services in this process; an empty store gets the demo city, unless --no-demo."""
    server.run(Settings(), host=host, port=port, demo=demo)


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
def verify() -> None:
    """Hold every log against its views, facts and alerts, while nothing else runs; exit 1 names the difference."""
    differences = server.verify(Settings())
    for difference in differences:
        print(difference)
    if differences:
        sys.exit(1)
    print("every log agrees with its views, facts and alerts")


load = App(name="load", help="Load reference data.")
app.command(load)


@load.command
def townships(file: Path, *, overlay: Path | None = None) -> None:
    """Load townships from a CSV file with the columns code, name, county_code, county, statutory."""
    server.load_townships(Settings(), file, overlay)


@app.command
def demo() -> None:
    """Fill an empty store with the synthetic demo city, without serving."""
    server.load_demo(Settings())


def main() -> None:
    """What can be put right by who started it is one line, and no traceback."""
    try:
        app()
    except EXPECTED as fault:
        sys.exit(f"sifasuo: {fault}")


if __name__ == "__main__":
    main()
