"""How an office stands on a day: how many of what there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.compliance.core.duty import spans_on
from services.compliance.core.facts import OfficeFacts
from services.compliance.core.measures import amounts, states_of
from services.compliance.core.plan import Plan
from services.compliance.core.spans import Span, Spans
from shared.kernel.timeline import change_after


@dataclass(frozen=True, slots=True)
class Standing:
    """`spans` of everything that is counted, by the name of its figure, and how many there are on the day.

    `counts` has what is measured, too. `next_day` is the first after the day on which one of them comes, goes or is
    another.
    """

    facts: OfficeFacts
    day: date
    spans: Spans
    counts: Mapping[str, int]
    next_day: date | None


def standing(facts: OfficeFacts, plan: Plan, day: date) -> Standing:
    spans = spans_on(facts, plan, day)
    counted = {name: count(those, day) for name, those in spans.items()}
    counts = {**{name: number for name, (number, _) in counted.items()}, **amounts(facts, day)}
    coming = (*(coming for _, coming in counted.values()), change_after(states_of(facts), day))
    return Standing(facts, day, spans, counts, min((other for other in coming if other), default=None))


def count(spans: Sequence[Span], day: date) -> tuple[int, date | None]:
    """How many there are, and when that may change."""
    number, coming = 0, date.max
    for start, end in spans:
        if start.day > day:
            coming = min(coming, start.day)
        elif end is None:
            number += 1
        elif end.day > day:
            number += 1
            coming = min(coming, end.day)
    return number, coming if coming < date.max else None
