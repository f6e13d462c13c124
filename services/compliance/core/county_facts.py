"""What the rules may see of a county: its townships, and of its offices what is read over all of them together."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from services.compliance.core import facts as office_facts
from services.compliance.core.facts import OfficeFacts, all_by
from services.compliance.core.plan import Plan
from services.compliance.core.subjects.mark import Mark
from services.compliance.core.subjects.offender import OFFENDERS
from services.compliance.core.subjects.office import OFFICE
from services.compliance.core.subjects.seat import SEATS, Seat
from services.compliance.core.subjects.worker import WORKERS
from shared.contract.envelope import Envelope

POOLED = frozenset({*OFFENDERS.folds, *WORKERS.folds})


@dataclass(frozen=True, slots=True)
class CountyFacts:
    """`versions` are those of the townships' streams; each office's facts have their own."""

    townships: Mapping[str, Seat] = field(default_factory=dict)
    offices: Mapping[str, OfficeFacts] = field(default_factory=dict)
    versions: Mapping[str, int] = field(default_factory=dict)


def pools(plan: Plan) -> bool:
    """Whether the plan ever reads 1:15 over the county: only then its row has to know everybody."""
    return any(dated.value == "county" for dated in plan.choices["correction-ratio-reading"])


def county_of(envelope: Envelope[Any], *, with_people: bool) -> str | None:
    """Whose facts an event belongs to; nobody's where no rule on counties reads it."""
    kind = type(envelope.data)
    read = kind in SEATS.folds or kind in OFFICE.folds or (with_people and kind in POOLED)
    return str(envelope.data.county_code) if read else None


def evolve(facts: CountyFacts, envelope: Envelope[Any]) -> CountyFacts:
    """Each version of a stream counts once. What is an office's is folded as the office folds it."""
    kind, office_id = type(envelope.data), envelope.data.office_id
    if kind not in SEATS.folds:
        became = office_facts.evolve(facts.offices.get(office_id, OfficeFacts()), envelope)
        return replace(facts, offices={**facts.offices, office_id: became})
    if envelope.version <= facts.versions.get(envelope.stream, 0):
        return facts
    facts = replace(facts, versions={**facts.versions, envelope.stream: envelope.version})
    mark = Mark(envelope.data.day, envelope.id, envelope.recorded_at)
    then = SEATS.folds[kind](facts.townships.get(envelope.subject), envelope.data, mark)
    return replace(facts, townships={**facts.townships, envelope.subject: then}) if then else facts


def known(facts: CountyFacts, instant: datetime) -> CountyFacts:
    """What had been recorded up to the instant."""
    return replace(
        facts,
        townships=all_by(facts.townships, SEATS, instant),
        offices={id: office_facts.known(office, instant) for id, office in facts.offices.items()},
    )
