"""Which offices are in breach, of which rules, with what figures?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.compliance.core.facts import OfficeFacts
from services.compliance.core.judge import Judgement
from services.compliance.core.rules import RULES
from shared.contract.codec import plain
from shared.ports.views import View


def flag(rule: str) -> str:
    """The field that says whether the rule is broken."""
    return f"breach_{rule.replace('-', '_')}"


FLAGS = {rule.id: flag(rule.id) for rule in RULES}
VIEW = View("board", ("county_code",), ("office_id", "compliant", *FLAGS.values()))


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardRow:
    """One office on the board. `worst` is the gravest severity of what it breaks; `closed`: it is there no longer."""

    id: str
    office_id: str
    county_code: str
    name: str
    compliant: bool
    breaches: tuple[str, ...]
    worst: str | None
    figures: Mapping[str, int]
    closed: bool = False


def row(id: str, county_code: str, facts: OfficeFacts, judgement: Judgement) -> Mapping[str, Any]:
    """The document: the row, and a field for each rule by which it is found."""
    broken = {finding.rule: finding.severity for finding in judgement.findings if not finding.compliant}
    shown = BoardRow(
        id=id,
        office_id=id,
        county_code=county_code,
        name=facts.office.name if facts.office else "",
        compliant=not broken,
        breaches=tuple(broken),
        worst=min(broken.values(), default=None),
        figures=judgement.figures,
        closed=facts.office is not None and facts.office.closed_on(judgement.day),
    )
    return {**plain(shown), **{FLAGS[rule]: True for rule in broken}}


def without_flags(document: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if not name.startswith("breach_")}
