"""How an office stands on a day: who and what counts there, and from when until when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.compliance.core.facts import OfficeFacts
from services.compliance.core.subjects import Mark, Post, Worker
from shared.kernel.periods import the_day_after

# From the day of the first mark on, and before the day of the second.
Span = tuple[Mark, Mark | None]

KINDS: Mapping[str, str] = {
    "formal": "formal_staff",
    "resettlement": "resettlement_workers",
    "legal-service": "legal_service_workers",
    "mediator": "mediators",
    "correction": "correction_workers",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """`spans` of everything that is counted, by the name of its figure, and how many there are on the day.

    `next_day` is the first after it on which one of them comes or goes.
    """

    facts: OfficeFacts
    day: date
    spans: Mapping[str, Sequence[Span]]
    counts: Mapping[str, int]
    next_day: date | None


def standing(facts: OfficeFacts, day: date) -> Standing:
    spans = spans_of(facts)
    counted = {name: count(those, day) for name, those in spans.items()}
    return Standing(
        facts,
        day,
        spans,
        {name: number for name, (number, _) in counted.items()},
        min((coming for _, coming in counted.values() if coming), default=None),
    )


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


def present(spans: Sequence[Span], day: date) -> int:
    there = [end for start, end in spans if start.day <= day]
    return len([end for end in there if end is None or end.day > day])


def spans_of(facts: OfficeFacts) -> Mapping[str, Sequence[Span]]:
    """Seconded away or not, who is on the roster counts. Of a kind that is not known, under the kind's own name."""
    spans: dict[str, list[Span]] = {
        "active_offenders": [(each.enrolled, each.discharged) for each in facts.offenders.values() if each.enrolled],
        "awaiting_report": [
            (each.registered, first(each.enrolled, each.discharged))
            for each in facts.offenders.values()
            if each.registered
        ],
        "vacant_special_posts": [
            gap for post in facts.posts.values() if post.category == "special" for gap in vacancies(post)
        ],
        "special_staff": [],
        **{name: [] for name in KINDS.values()},
    }
    for worker in facts.workers.values():
        span = on_roster(worker)
        spans.setdefault(figure_of(worker), []).append(span)
        if worker.kind == "formal" and worker.special:
            spans["special_staff"].append(span)
    return spans


def figure_of(worker: Worker) -> str:
    return KINDS.get(worker.kind, worker.kind)


def on_roster(worker: Worker) -> Span:
    """Until the worker departs, or the contract is over: then it was the hiring that said so."""
    if worker.contract_until is None:
        return worker.hired, worker.departed
    over = Mark(the_day_after(worker.contract_until), worker.hired.event, worker.hired.recorded_at)
    return worker.hired, first(worker.departed, over)


def vacancies(post: Post) -> Iterator[Span]:
    """From the approval of the post, or from when its last holder left it, until somebody took it.

    Who left it on the day of taking it, or before, never held it.
    """
    held = [each for each in post.holdings if each.vacated is None or each.taken.day < each.vacated.day]
    empty = post.approved
    for holding in sorted(held, key=lambda each: each.taken.day):
        if empty.day < holding.taken.day:
            yield empty, holding.taken
        if holding.vacated is None:
            return
        empty = max(empty, holding.vacated, key=lambda mark: mark.day)
    yield empty, None


def first(mark: Mark | None, other: Mark | None) -> Mark | None:
    """The earlier of the two; of the same day, the one named first."""
    if mark is None or other is None:
        return mark or other
    return other if other.day < mark.day else mark
