"""Who of those on the roster is on duty, and what else hangs on numbers of the plan."""

from collections.abc import Iterator, Sequence
from datetime import date

from services.compliance.core.facts import OfficeFacts
from services.compliance.core.left_behind import left_behind
from services.compliance.core.plan import Plan
from services.compliance.core.seconding import of_secondments, on
from services.compliance.core.spans import Span, Spans, on_roster, spans_of, without
from services.compliance.core.subjects.worker import Worker, stints
from shared.kernel.periods import add_days, add_months, the_day_after


def spans_on(facts: OfficeFacts, plan: Plan, day: date) -> Spans:
    """All that is counted. Of correction workers, those on duty alone, whoever is on the roster."""
    workers = everybody(facts)
    return {
        **spans_of(facts),
        **left_behind(facts),
        **of_secondments(workers, plan, day),
        "on_duty_staff": [
            span for _, worker in workers if worker.kind == "formal" for span in on_duty(worker, leave(worker))
        ],
        "correction_workers": [
            span
            for _, worker in workers
            if worker.kind == "correction"
            for span in on_duty(worker, long_leave(worker, plan.number("correction-worker-leave-days", day)))
        ],
        "early_resignations": [span for _, worker in workers for span in resigned_early(worker, plan, day)],
    }


def everybody(facts: OfficeFacts) -> Sequence[tuple[str, Worker]]:
    """Each as often as they came."""
    return [(id, each) for id, worker in facts.workers.items() for each in stints(worker)]


def on_duty(worker: Worker, away: Iterator[Span]) -> Iterator[Span]:
    seconded = ((each.started, each.back) for each in worker.secondments)
    return without(on_roster(worker), (*away, *seconded))


def leave(worker: Worker) -> Iterator[Span]:
    return ((each.started, each.back) for each in worker.absences)


def long_leave(worker: Worker, days: int) -> Iterator[Span]:
    """From when a leave has lasted longer than so many days."""
    return ((on(the_day_after(add_days(each.started.day, days)), each.started), each.back) for each in worker.absences)


def resigned_early(worker: Worker, plan: Plan, day: date) -> Iterator[Span]:
    """A hired worker who asked to end the contract before the months that the plan says; shown for a while."""
    left = worker.departed
    if left is None or worker.reason != "resigned" or worker.kind == "formal":
        return
    since = worker.served_since or worker.hired.day
    if since < left.day < add_months(since, plan.number("resignation-min-months", day)):
        yield left, on(add_days(left.day, plan.number("early-resignation-shown-days", day)), left)
