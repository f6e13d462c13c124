"""What the plan asks of a secondment, and from which day on: its papers, its end, its permission (Art. 6)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from services.compliance.core.plan import Plan
from services.compliance.core.spans import Span, Spans, first, on_roster, without
from services.compliance.core.subjects.away import Secondment
from services.compliance.core.subjects.mark import Mark
from services.compliance.core.subjects.worker import Worker
from shared.kernel.periods import add_months, the_day_after


@dataclass(frozen=True, slots=True)
class Lent:
    """One secondment of a worker, by the plan's numbers.

    `end`: back, or off the roster. `due`: the last day that is allowed. `papers_from`: when it came to need a letter
    and a filing; none where it never did.
    """

    worker_id: str
    worker: Worker
    secondment: Secondment
    end: Mark | None
    due: date
    papers_from: Mark | None

    @property
    def span(self) -> Span:
        return self.secondment.started, self.end


def lent(worker_id: str, worker: Worker, plan: Plan, day: date) -> Iterator[Lent]:
    """In the order of their beginning. What follows the one before after a short gap goes on with its months."""
    limit, letter = plan.number("secondment-limit-months", day), plan.number("secondment-letter-months", day)
    gap = timedelta(days=plan.number("secondment-gap-days", day))
    off_roster = on_roster(worker)[1]
    counted_from, back = date.min, date.min
    served = [each for each in worker.secondments if each.started.day >= worker.hired.day]
    for secondment in sorted(served, key=lambda each: each.started.day):
        began = secondment.started.day
        between = max(began - back, timedelta())
        counted_from = counted_from + between if between < gap else began
        end = first(secondment.back, off_roster)
        back = end.day if end else date.max
        due = add_months(counted_from, limit)
        yield Lent(worker_id, worker, secondment, end, due, papers_from(secondment, end, letter))


def papers_from(secondment: Secondment, end: Mark | None, months: int) -> Mark | None:
    """3个月以上 includes the third month's last day: from when it is planned to last that long, or has."""
    last = add_months(secondment.started.day, months)
    planned = [planned.mark for planned in secondment.planned if planned.until >= last]
    lasted = [on(last, secondment.started)] if end is None or end.day > last else []
    return min((*planned, *lasted), key=lambda mark: mark.day, default=None)


def on(day: date, mark: Mark) -> Mark:
    """Of itself on the day, because of what the mark says."""
    return Mark(day, mark.event, mark.recorded_at)


def of_secondments(workers: Iterable[tuple[str, Worker]], plan: Plan, day: date) -> Spans:
    """Those who are seconded; of them those without the letter that is needed; and special staff without permission."""
    all_lent = [each for id, worker in workers if worker.secondments for each in lent(id, worker, plan, day)]
    needing = [each for each in all_lent if each.papers_from]
    return {
        "seconded_workers": [each.span for each in all_lent],
        "unlettered_secondments": [
            (each.papers_from, first(each.secondment.letter, each.end)) for each in needing if each.papers_from
        ],
        "diverted_special_staff": [
            span for each in all_lent if each.worker.special for span in without(each.span, permitted(each))
        ],
    }


def permitted(each: Lent) -> Iterator[Span]:
    """Until it needs its papers, then from when it has the letter and the county's approval; and up to its limit."""
    over = on(the_day_after(each.due), each.secondment.started)
    yield each.secondment.started, first(each.papers_from, over)
    letter, approved = each.secondment.letter, each.secondment.approved
    if letter and approved:
        yield max(letter, approved, key=lambda mark: mark.day), over
