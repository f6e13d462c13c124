"""Art. 1 组织机构: every township of a county has an office of its own, one of a township's."""

from collections.abc import Iterator, Sequence
from datetime import date

from services.compliance.core.county_facts import CountyFacts
from services.compliance.core.plan import Plan
from services.compliance.core.spans import Span
from services.compliance.core.subjects.mark import Mark
from services.compliance.core.subjects.seat import Seat
from services.compliance.core.timing import Obligation, none_overdue_in
from shared.kernel.periods import add_days, the_day_after


def townships_covered(county: CountyFacts, plan: Plan, day: date) -> Iterator[Obligation]:
    """Of each statutory township the last time that it has come to be without an office."""
    seats = seated(county)
    for code, township in county.townships.items():
        if township.statutory:
            begun = [gap for gap in gaps(township, seats.get(code, ())) if gap[0].day <= day]
            for gap in begun[-1:]:
                yield covered(code, gap, plan, day)


def seated(county: CountyFacts) -> dict[str, list[Span]]:
    """From when until when there was an office, by the township that it serves."""
    seats: dict[str, list[Span]] = {}
    for facts in county.offices.values():
        office = facts.office
        if office and office.kind == "township" and office.township_code:
            seats.setdefault(office.township_code, []).append((office.established, office.closed))
    return seats


def gaps(township: Seat, seats: Sequence[Span]) -> Iterator[Span]:
    """The spans of days on which the township is there and no office serves it."""
    begins: Mark | None = township.created
    for opened, closed in sorted(really(seats), key=lambda seat: (seat[0].day, seat[0].recorded_at)):
        if begins and begins.day < opened.day:
            yield begins, opened
        if begins is None or closed is None:
            return
        begins = max(begins, closed, key=lambda mark: mark.day)
    if begins and (township.closed is None or begins.day < township.closed.day):
        yield begins, township.closed


def covered(code: str, gap: Span, plan: Plan, day: date) -> Obligation:
    """Of the plan's own grace there is none: on the day itself an office may still be set up."""
    lacking, ended = gap
    due = add_days(lacking.day, plan.number("coverage-days", day))
    return Obligation(
        code,
        begins=lacking.day,
        due=due,
        caused_by=lacking.event,
        soon_from=the_day_after(due),
        met=ended.day if ended else None,
        in_time=ended is not None and ended.day <= due,
        overdue_from=plan.number_since("coverage-days", day),
    )


def really(seats: Sequence[Span]) -> Sequence[Span]:
    """Without those that were closed on the day of being set up."""
    return [(opened, closed) for opened, closed in seats if closed is None or opened.day < closed.day]


RULES = (
    # 每个乡镇（街道）设置一个
    none_overdue_in("coverage", townships_covered),
)
