"""What is done with the demo city's offenders: nearly all are met in time, and a few are the findings."""

from collections.abc import Iterator
from datetime import date, timedelta

from deploy.demo_people import Chance
from deploy.demo_steps import Body

# Assumptions. In no category yet, an offender is met every 15 days.
UNDECLARED, UNMET, UNMET_FOR_LONG = 0.01, 0.01, 0.003
LOST, ON_LEAVE, TOO_LOW, ADMONISHED, POSITIONED = 0.001, 0.01, 0.1, 0.01, 0.005
LEAVE_DAYS, TOO_LONG_DAYS = 6, 12
CAUSES = ("injunction", "left-area", "refused-report", "punished")


def supervision(chance: Chance, enrolled: date, today: date) -> Iterator[tuple[str, Body]]:
    """In the order of the days, none of which is to come."""
    if not chance.likely(UNDECLARED):
        yield "declaration", {"day": str(min(today, enrolled + timedelta(days=chance.randint(0, 3))))}
    met = max(last_contact(chance, today), min(today, enrolled + timedelta(days=3)))
    yield "contacts", {"day": str(met), "kind": chance.choice(("report", "visit", "talk", "check"))}
    if chance.likely(ADMONISHED):
        yield "warnings", {"day": str(met), "kind": "admonition"}
    if chance.likely(POSITIONED):
        yield "positioning", {"day": str(met), "cause": chance.choice(CAUSES)}
    if chance.likely(ON_LEAVE):
        yield "leave", leave(chance, max(met, chance.ago(today, 0, 5)))
    elif chance.likely(LOST):
        yield "absence", {"since": str(max(met, chance.ago(today, 0, 12)))}


def last_contact(chance: Chance, today: date) -> date:
    """In time, but for a few: once missed, or twice."""
    if chance.likely(UNMET_FOR_LONG):
        return chance.ago(today, 31, 60)
    return chance.ago(today, 16, 28) if chance.likely(UNMET) else chance.ago(today, 0, 14)


def leave(chance: Chance, since: date) -> Body:
    """Approved by the office, also where it is too long for that."""
    days = TOO_LONG_DAYS if chance.likely(TOO_LOW) else LEAVE_DAYS
    until = since + timedelta(days=days)
    return {"since": str(since), "until": str(until), "destination": "演示市演示路", "approved_by": "office"}
