"""The plan of Zhengzhou as it is delivered, and what it would be with something changed."""

import tomllib
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

from services.compliance.core.plan import Plan
from services.compliance.main import read_calendar

FILE = Path(__file__).parents[2] / "services" / "compliance" / "plans" / "zhengzhou_2019.toml"
CALENDAR = read_calendar(None)
ZHENGZHOU = Plan.of(tomllib.loads(FILE.read_text(encoding="utf-8")), CALENDAR)


def content() -> dict[str, Any]:
    """The file as it is parsed, to be spoilt."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def with_number(name: str, value: int, since: date) -> Plan:
    """From that day on the number is another one."""
    return with_version("numbers", name, {"value": value, "from": since})


def with_choice(name: str, value: str, since: date) -> Plan:
    return with_version("choices", name, {"value": value, "from": since})


def with_rule_from(rule: str, since: date) -> Plan:
    """The rule is not in force before that day."""
    changed = content()
    changed["rules"][rule][0]["from"] = since
    return Plan.of(changed, CALENDAR)


def without(*rules: str) -> Plan:
    """As if they had never been in force."""
    changed = content()
    for rule in rules:
        del changed["rules"][rule]
    return Plan.of(changed, CALENDAR)


def with_version(kind: str, name: str, changes: dict[str, Any]) -> Plan:
    changed = content()
    versions = changed[kind][name]
    versions.append({**deepcopy(versions[-1]), **changes})
    return Plan.of(changed, CALENDAR)
