"""Deadlines whose last day hangs on holidays: rolled, or said not to be computable while a year is missing."""

from collections.abc import Iterator
from datetime import date

import pytest

from services.compliance.core.plan import Plan
from services.compliance.core.rule import Deadline, Finding, Stage
from services.compliance.core.standing import Standing, standing
from services.compliance.core.timing import Obligation, none_overdue
from shared.kernel.legal_calendar import LegalCalendar
from shared.kernel.periods import add_days
from tests.examples.offices import an_office
from tests.examples.plans import CALENDAR, content

RULE = "release-handover"
BEGINS, MET = date(2026, 2, 10), date(2026, 2, 25)
ENDS, ROLLED = date(2026, 2, 20), date(2026, 2, 24)  # over Spring Festival
NO_2026 = LegalCalendar({year: table for year, table in CALENDAR.tables.items() if year != 2026})


def plan_of(calendar: LegalCalendar = CALENDAR, *, rolls: object = True) -> Plan:
    file = content()
    file["rules"][RULE][0]["rolls"] = rolls
    return Plan.of(file, calendar)


def read(plan: Plan, day: date, met: date | None = None) -> tuple[Deadline, Finding]:
    def owed(_: Standing, plan: Plan) -> Iterator[Obligation]:
        last, computable = plan.last_day(RULE, add_days(BEGINS, 10), day)
        in_time = met is None or met <= last
        yield Obligation("x", BEGINS, last, "cause", last, met=met, in_time=in_time, computable=computable)

    answer = none_overdue(RULE, owed).read(standing(an_office().facts, plan, day), plan)
    assert answer is not None
    (deadline,) = answer.deadlines
    return deadline, answer.finding


def test_a_term_rolls_where_its_rule_says_so_and_only_there() -> None:
    assert plan_of().last_day(RULE, ENDS, BEGINS) == (ROLLED, True)
    assert plan_of(rolls=False).last_day(RULE, ENDS, BEGINS) == (ENDS, True)
    assert plan_of().last_day("vacancy", ENDS, BEGINS) == (ENDS, True)


def test_rolls_is_true_or_false() -> None:
    with pytest.raises(Exception, match="true or false"):
        plan_of(rolls="yes")


def test_a_rolled_term_is_overdue_from_the_day_after_the_next_working_day() -> None:
    assert read(plan_of(), ROLLED)[0].stage is Stage.DUE_SOON
    deadline, found = read(plan_of(), date(2026, 2, 25))
    assert (deadline.stage, deadline.due, deadline.since) == (Stage.OVERDUE, ROLLED, date(2026, 2, 25))
    assert not found.compliant


def test_without_the_years_table_it_is_said_that_nobody_can_tell_and_no_breach_is_found() -> None:
    assert read(plan_of(NO_2026), ENDS)[0].stage is Stage.DUE_SOON
    deadline, found = read(plan_of(NO_2026), date(2026, 2, 21))
    assert (deadline.stage, deadline.due, deadline.since) == (Stage.NOT_COMPUTABLE, ENDS, date(2026, 2, 21))
    assert (deadline.severity, found.compliant, found.figure) == ("P1", True, 0)
    assert "2026-02-20" in deadline.text["zh"]
    assert "table is missing" in deadline.text["en"]


def test_what_was_done_after_a_day_that_cannot_be_computed_is_not_called_late() -> None:
    assert read(plan_of(NO_2026), MET, MET)[0].stage is Stage.MET
    assert read(plan_of(), MET, MET)[0].stage is Stage.MET_LATE
