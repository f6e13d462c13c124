"""What the compliance service is made of."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from services.compliance import api
from services.compliance.api.alerts import TICKETS
from services.compliance.core.holiday_file import FaultyHolidays, year_tables
from services.compliance.core.plan import Plan
from services.compliance.core.plan_file import FaultyPlan
from services.compliance.reactions import ALERT, COUNTY_FACTS, alert_change, county_policy, policy
from services.compliance.views import board
from shared.kernel.legal_calendar import LegalCalendar, YearTable
from shared.runtime.keeper import FACTS, Keeper
from shared.runtime.keepers import Keepers
from shared.runtime.reminder import Reminder, reminded
from shared.runtime.service import Blueprint, Reader, Service
from shared.runtime.timers import Timers

PLAN = Path(__file__).parent / "plans" / "zhengzhou_2019.toml"
HOLIDAYS = Path(__file__).parent / "plans" / "holidays.csv"


def read_plan(path: Path = PLAN, more_holidays: Path | None = None) -> Plan:
    """Raises FaultyPlan with the file and the key or the line."""
    calendar = read_calendar(more_holidays)
    try:
        return Plan.of(tomllib.loads(path.read_text(encoding="utf-8")), calendar)
    except tomllib.TOMLDecodeError as fault:
        raise FaultyPlan(str(path), str(fault)) from None
    except FaultyPlan as fault:
        raise FaultyPlan(f"{path}: {fault.where}", fault.reason) from None


def read_calendar(more_holidays: Path | None) -> LegalCalendar:
    """A year of the bureau's own file stands in place of the one that is delivered. Raises FaultyPlan."""
    own = read_holidays(more_holidays) if more_holidays else {}
    return LegalCalendar({**read_holidays(HOLIDAYS), **own})


def read_holidays(path: Path) -> Mapping[int, YearTable]:
    try:
        return year_tables(path.read_text(encoding="utf-8-sig").splitlines())
    except FaultyHolidays as fault:
        raise FaultyPlan(f"{path}:{fault.line}", fault.reason) from None
    except (OSError, UnicodeDecodeError) as fault:
        raise FaultyPlan(str(path), str(fault)) from None


def blueprint(plan: Plan) -> Blueprint:
    return Blueprint(
        name="compliance",
        title="The plan: facts, findings, deadlines and alerts (all articles)",
        aggregates=(ALERT,),
        reactions={},
        views=(FACTS, COUNTY_FACTS, board.VIEW, TICKETS),
        routers=api.ROUTERS,
        knowledge=plan,
        reader=lambda service: reader(service, plan),
        alert_change=alert_change,
    )


def reader(service: Service, plan: Plan) -> Reader:
    """The rows of the counties whose events come to this process are judged here, and no others."""
    holds = lambda county_code: service.consumer is not None and service.consumer.holds(county_code)  # noqa: E731
    caught_up = lambda: service.consumer is not None and service.consumer.caught_up  # noqa: E731
    views, clock = service.ports.views, service.ports.clock
    keeper = Keepers(
        Keeper(views, clock, policy(plan, service.handler), holds),
        Keeper(views, clock, county_policy(plan, service.handler), holds),
    )
    wanted = Reminder(clock, "holidays-missing", plan.calendar.missing)
    return Reader(
        topics=("roster", "corrections", "mediation"),
        sink=keeper,
        timers=Timers(reminded(wanted, keeper.tend), caught_up),
        at_rest=lambda: keeper.reviewed,
        judged=lambda: keeper.rules_judged,
    )
