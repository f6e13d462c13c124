"""Art. 5 司法所所长: one director, appointed step by step, in general from the office or the county bureau."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from itertools import groupby, zip_longest
from operator import attrgetter, itemgetter

from services.compliance.core.counting import none_of
from services.compliance.core.plan import Plan
from services.compliance.core.spans import Span, present
from services.compliance.core.standing import Standing
from services.compliance.core.subjects.mark import Mark
from services.compliance.core.timing import Obligation, none_overdue
from shared.kernel.periods import add_days


class Direction(Enum):
    """How an office is directed."""

    AS_PLANNED = "as planned"
    NOBODY = "nobody"
    ACTING = "acting"
    TOO_MANY = "too many"


# For how many days it may be so.
ALLOWED: Mapping[Direction, str] = {
    Direction.NOBODY: "director-vacancy-days",
    Direction.ACTING: "acting-director-days",
}


def directed(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """The last time, of those that have begun, in which the office was not directed as planned."""
    its = office.facts.office
    if its:
        begun = [run for run in directions(office, its.established, plan) if run[1][0].day <= office.day]
        for how, span in begun[-1:]:
            if how is not Direction.AS_PLANNED:
                yield put_right(its.id, how, span, plan, office.day)


def directions(office: Standing, established: Mark, plan: Plan) -> Iterator[tuple[Direction, Span]]:
    """From the office's establishment on, each until the next."""
    required = plan.number("directors", office.day)
    turns = [(direction(office, mark.day, required), mark) for mark in changes(office, established)]
    runs = [next(same) for _, same in groupby(turns, key=itemgetter(0))]
    for (how, begins), after in zip_longest(runs, runs[1:]):
        yield how, (begins, after and after[1])


def changes(office: Standing, established: Mark) -> Iterable[Mark]:
    """The last of each day on which a director, or who acts, comes or goes."""
    spans = (*office.spans["directors"], *office.spans["acting_directors"])
    marks = sorted((mark for span in spans for mark in span if mark), key=attrgetter("day", "recorded_at", "event"))
    last = {mark.day: mark for mark in marks if mark.day > established.day}
    return established, *last.values()


def direction(office: Standing, day: date, required: int) -> Direction:
    directors = present(office.spans["directors"], day)
    if directors > required:
        return Direction.TOO_MANY
    if directors == required:
        return Direction.AS_PLANNED
    return Direction.ACTING if present(office.spans["acting_directors"], day) else Direction.NOBODY


def put_right(office_id: str, how: Direction, span: Span, plan: Plan, day: date) -> Obligation:
    """By the end of the days for which it may be so; one director too many is so from the first day on."""
    begins, ends = span
    number = ALLOWED.get(how)
    due = add_days(begins.day, plan.number(number, day) if number else -1)
    return Obligation(
        office_id,
        begins=begins.day,
        due=due,
        caused_by=begins.event,
        soon_from=add_days(due, -plan.number("director-lead-days", day)),
        met=ends.day if ends else None,
        in_time=ends is not None and ends.day <= due,
        severity=plan.choice("acting-director-severity", day) if how is Direction.ACTING else None,
        overdue_from=plan.number_since(number or "directors", day),
    )


RULES = (
    # 司法所设所长1人
    none_overdue("director", directed),
    # 由县（市、区）司法局提出建议，征求乡镇（街道）党委（党工委）的意见
    none_of("director-steps", "directors_without_steps"),
    # 一般应从司法所或县（市、区）司法局工作人员中选任
    none_of("director-origin", "directors_from_outside"),
)
