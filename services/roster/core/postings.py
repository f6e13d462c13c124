"""在岗、调任: at which office and on which post a worker serves, one after the other, and how long in one county."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from shared.contract.personnel import WorkerArrived, WorkerLeft
from shared.contract.roster import WorkerHired
from shared.kernel.periods import add_years
from shared.kernel.refusal import conflict


@dataclass(frozen=True, kw_only=True)
class ReassignWorker:
    """To another office, also of another county, or to another post. `since` is the first day there."""

    office_id: str
    county_code: str
    special: bool
    post_id: str | None
    since: date


@dataclass(frozen=True, kw_only=True)
class Posting:
    """`until` is the first day on which it is over."""

    county_code: str
    office_id: str | None
    post_id: str | None
    special: bool
    since: date
    until: date | None = None


Postings = tuple[Posting, ...]
ReassignmentEvent = WorkerLeft | WorkerArrived


def reassign(postings: Postings, command: ReassignWorker, hired: WorkerHired) -> Sequence[ReassignmentEvent]:
    """One commit, and an event for each office: so nobody is uncounted, or counted twice."""
    there = Posting(
        county_code=command.county_code,
        office_id=command.office_id,
        post_id=command.post_id,
        special=command.special,
        since=command.since,
    )
    if any(replace(each, until=None) == there for each in postings):
        return []
    here = postings[-1]
    if (here.office_id, here.post_id) == (there.office_id, there.post_id):
        raise conflict(f"the worker has been there since {here.since}")
    if there.since < here.since:
        raise conflict(f"the worker came to the office on {here.since}, and cannot have left it before")
    left = WorkerLeft(
        county_code=here.county_code,
        office_id=here.office_id,
        day=there.since,
        post_id=here.post_id,
        to_office_id=command.office_id,
    )
    arrived = WorkerArrived(
        county_code=there.county_code,
        office_id=there.office_id,
        day=there.since,
        kind=hired.kind,
        special=there.special,
        post_id=there.post_id,
        contract_until=hired.contract_until,
        hired_day=hired.day,
        from_office_id=str(here.office_id),
    )
    return [left, arrived]


def begun(event: WorkerHired | WorkerArrived) -> Posting:
    return Posting(
        county_code=event.county_code,
        office_id=event.office_id,
        post_id=event.post_id,
        special=event.special,
        since=event.day,
    )


def ended(postings: Postings, day: date) -> Postings:
    *before, last = postings
    return (*before, replace(last, until=day))


def moved(postings: Postings, event: ReassignmentEvent) -> Postings:
    return ended(postings, event.day) if isinstance(event, WorkerLeft) else (*postings, begun(event))


def left(postings: Postings, office_id: str | None) -> date | None:
    """The first day on which the worker is with that office no longer; none for who is, or never was."""
    return max((each.until or date.max for each in postings if each.office_id == office_id), default=None)


def served_for(postings: Postings, years: int) -> date:
    """The day on which the worker has been with the offices of the last one's county for so many years.

    What was served there before going elsewhere counts as well.
    """
    county = [each for each in postings if each.county_code == postings[-1].county_code]
    last = len(county) - 1
    while last and county[last - 1].until == county[last].since:
        last -= 1
    before = sum((each.until - each.since for each in county[:last] if each.until), timedelta())
    return add_years(county[last].since, years) - before
