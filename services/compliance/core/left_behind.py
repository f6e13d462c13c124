"""Who and what still stands at an office that is there no longer."""

from collections.abc import Iterator

from services.compliance.core.facts import OfficeFacts
from services.compliance.core.spans import Span, Spans, first, on_roster
from services.compliance.core.subjects.mark import Mark
from services.compliance.core.subjects.worker import stints


def left_behind(facts: OfficeFacts) -> Spans:
    """From the closing on, or from when something came to the closed office, until it has gone, too."""
    closed = facts.office.closed if facts.office else None
    return {"left_behind": [after(closed, span) for span in entrusted(facts)] if closed else []}


def after(closed: Mark, span: Span) -> Span:
    begun, ended = span
    return max(begun, closed, key=lambda mark: mark.day), ended


def entrusted(facts: OfficeFacts) -> Iterator[Span]:
    """Its people, those who are in its care, and its cases until they are closed."""
    for worker in facts.workers.values():
        yield from (on_roster(stint) for stint in stints(worker))
    for offender in facts.offenders.values():
        yield from ((stay.enrolled, stay.left) for stay in offender.stays)
        if offender.registered and not offender.stays:
            yield offender.registered, offender.discharged
    for release in facts.releases.values():
        yield release.dates[0].mark, release.handed_over
    for case in facts.cases.values():
        yield case.steps["opened"], first(case.step("closed"), case.step("archived"))
