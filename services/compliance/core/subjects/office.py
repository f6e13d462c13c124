"""The office itself: what became of it by which approval, and who manages it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from services.compliance.core.subjects.mark import Mark, Subjects, mark_by
from shared.contract.roster import (
    OfficeAbolished,
    OfficeChange,
    OfficeChangeFiled,
    OfficeEstablished,
    OfficeFiled,
    OfficeManaged,
    OfficeMerged,
    OfficePlaceRenamed,
    OfficeRanked,
    OfficeRenamed,
)

COUNTY_BUREAU, TOWNSHIP = "county-bureau", "township"


@dataclass(frozen=True, slots=True)
class Change:
    """An approval, and its filing with the city bureau's political department. Numbered in the order of recording."""

    approved: Mark
    filed: Mark | None = None


@dataclass(frozen=True, slots=True)
class Called:
    """What the office, or the place that it serves, is called from a day on."""

    name: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Managed:
    """By whom, the first of them first, from a day on."""

    bodies: tuple[str, ...]
    mark: Mark


Said = TypeVar("Said", Called, Managed)


@dataclass(frozen=True, slots=True)
class Office:
    """`name` is the latest. The first of the `changes` is the establishment; from `closed` on it is there no longer."""

    id: str
    name: str
    county_code: str
    township_code: str | None
    kind: str
    established: Mark
    filed: Mark | None = None
    changes: tuple[Change, ...] = ()
    names: tuple[Called, ...] = ()
    places: tuple[Called, ...] = ()
    managed: tuple[Managed, ...] = ()
    closed: Mark | None = None
    merged_into: str | None = None

    def there(self, day: date) -> bool:
        return self.established.day <= day and not self.closed_on(day)

    def closed_on(self, day: date) -> bool:
        return self.closed is not None and self.closed.day <= day


def established(_: Office | None, event: OfficeEstablished, mark: Mark) -> Office:
    """Where nothing is said of who manages it, a township's office is managed as Art. 2 has it."""
    by_the_plan = (COUNTY_BUREAU, TOWNSHIP) if event.township_code else (COUNTY_BUREAU,)
    return Office(
        id=str(event.office_id),
        name=event.name,
        county_code=event.county_code,
        township_code=event.township_code,
        kind=event.kind,
        established=mark,
        changes=(Change(mark),),
        names=(Called(event.name, mark),),
        places=(Called(event.place, mark),) if event.place else (),
        managed=(Managed(event.managed_by or by_the_plan, mark),),
    )


def filed(was: Office | None, _: OfficeFiled, mark: Mark) -> Office | None:
    return was and replace(with_filing(was, 1, mark), filed=was.filed or mark)


def change_filed(was: Office | None, event: OfficeChangeFiled, mark: Mark) -> Office | None:
    return was and with_filing(was, event.change, mark)


def with_filing(office: Office, number: int, mark: Mark) -> Office:
    """What is filed is filed, whoever repeats it."""
    changes = (Change(c.approved, c.filed or mark) if nth == number else c for nth, c in enumerate(office.changes, 1))
    return replace(office, changes=tuple(changes))


def renamed(was: Office | None, event: OfficeRenamed, mark: Mark) -> Office | None:
    if was is None:
        return None
    names = (*was.names, Called(event.name, mark))
    return replace(was, name=latest(names).name, names=names, changes=(*was.changes, Change(mark)))


def changed(was: Office | None, _: OfficeChange, mark: Mark) -> Office | None:
    return was and replace(was, changes=(*was.changes, Change(mark)))


def abolished(was: Office | None, _: OfficeAbolished, mark: Mark) -> Office | None:
    return was and replace(was, changes=(*was.changes, Change(mark)), closed=mark)


def merged(was: Office | None, event: OfficeMerged, mark: Mark) -> Office | None:
    then = was and replace(was, changes=(*was.changes, Change(mark)), closed=mark)
    return then and replace(then, merged_into=event.into_office_id)


def managed(was: Office | None, event: OfficeManaged, mark: Mark) -> Office | None:
    return was and replace(was, managed=(*was.managed, Managed(event.bodies, mark)))


def place_renamed(was: Office | None, event: OfficePlaceRenamed, mark: Mark) -> Office | None:
    return was and replace(was, places=(*was.places, Called(event.place, mark)))


def latest(said: Sequence[Said]) -> Said:
    """What holds in the end: the last by its day, and of one day by its recording."""
    return max(said, key=lambda each: (each.mark.day, each.mark.recorded_at))


def on(said: Sequence[Said], day: date) -> Said | None:
    """What held on the day; nothing before anything was said."""
    begun = [each for each in said if each.mark.day <= day]
    return latest(begun) if begun else None


def office_by(office: Office, instant: datetime) -> Office | None:
    if mark_by(office.established, instant) is None:
        return None
    names = tuple(each for each in office.names if mark_by(each.mark, instant))
    closed = mark_by(office.closed, instant)
    return replace(
        office,
        name=latest(names).name,
        filed=mark_by(office.filed, instant),
        changes=tuple(
            Change(each.approved, mark_by(each.filed, instant))
            for each in office.changes
            if mark_by(each.approved, instant)
        ),
        names=names,
        places=tuple(each for each in office.places if mark_by(each.mark, instant)),
        managed=tuple(each for each in office.managed if mark_by(each.mark, instant)),
        closed=closed,
        merged_into=office.merged_into if closed else None,
    )


OFFICE = Subjects(
    {
        OfficeEstablished: established,
        OfficeRenamed: renamed,
        OfficeRanked: changed,
        OfficeAbolished: abolished,
        OfficeMerged: merged,
        OfficeFiled: filed,
        OfficeChangeFiled: change_filed,
        OfficeManaged: managed,
        OfficePlaceRenamed: place_renamed,
    },
    office_by,
)
