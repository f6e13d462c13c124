"""Art. 2 管理体制: an office is called ××县(市、区)司法局××司法所; the county bureau manages it, with the township."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from services.compliance.core.checking import never
from services.compliance.core.facts import OfficeFacts
from services.compliance.core.plan import Plan
from services.compliance.core.subjects.mark import Mark
from services.compliance.core.subjects.office import COUNTY_BUREAU, on

compiled = cache(re.compile)


def misnamed(facts: OfficeFacts, plan: Plan, day: date) -> bool:
    """The name is none of an office, or of one in another place. Where no place is known, any will do."""
    office = facts.office
    called = on(office.names, day) if office else None
    named = place_in(called.name, plan.pattern("office-name", day)) if called else None
    seat = on(office.places, day) if office else None
    if seat is None or named is None:
        return named is None
    return named != (place_in(seat.name, plan.pattern("place-name", day)) or seat.name)


def place_in(name: str, pattern: str) -> str | None:
    match = compiled(pattern).fullmatch(name)
    return match["place"] if match else None


def names(facts: OfficeFacts) -> Iterator[Mark]:
    called = (*facts.office.names, *facts.office.places) if facts.office else ()
    yield from (each.mark for each in called)


def singly_managed(facts: OfficeFacts, _: Plan, day: date) -> bool:
    """Not by the county bureau first, and by another body beside it."""
    managed = on(facts.office.managed, day) if facts.office else None
    return managed is None or managed.bodies[0] != COUNTY_BUREAU or len(set(managed.bodies)) == 1


def managements(facts: OfficeFacts) -> Iterator[Mark]:
    yield from (managed.mark for managed in (facts.office.managed if facts.office else ()))


RULES = (
    # 名称为××县（市、区）司法局××司法所
    never("office-name", misnamed, names),
    # 实行县（市、区）司法局和乡镇（街道）双重管理，以县（市、区）司法局管理为主
    never("dual-management", singly_managed, managements),
)
