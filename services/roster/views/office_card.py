"""Which offices are there, where, by whose approvals, and who manages them?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.roster.core.office import LIFECYCLE, Change, Closing, Stage
from services.roster.core.office_commands import Approval
from shared.contract.roster import (
    OfficeAbolished,
    OfficeChangeFiled,
    OfficeEstablished,
    OfficeFiled,
    OfficeManaged,
    OfficeMerged,
    OfficePlaceRenamed,
    OfficeRanked,
    OfficeRenamed,
)
from shared.kernel.decider import subject_of
from shared.ports.store import Recorded
from shared.ports.views import View

VIEW = View("offices", ("county_code",), ("office_id", "kind", "township_code", "stage"))
NAMES = {
    OfficeEstablished: "establishment",
    OfficeRenamed: "rename",
    OfficeRanked: "rank",
    OfficeAbolished: "abolition",
    OfficeMerged: "merger",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ApprovedChange:
    """`number` is by which its filing is asked for; `became`: the name, the rank, or the office merged into."""

    number: int
    change: str
    became: str | None
    approval: Approval
    filed_day: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeCard:
    """`office_id` is its own id, so that an office finds itself by the same field as all that is its own.

    `approval` and `filed_day` are those of the establishment. From `closed_day` on the office is there no longer.
    """

    id: str
    version: int
    name: str
    county_code: str
    office_id: str
    township_code: str | None
    kind: str
    stage: Stage
    approval: Approval
    filed_day: date | None = None
    rank: str | None = None
    managed_by: tuple[str, ...] = ()
    place: str | None = None
    changes: tuple[ApprovedChange, ...] = ()
    closed_day: date | None = None
    merged_into: str | None = None


def fold(document: OfficeCard | None, recorded: Recorded) -> OfficeCard:
    event = recorded.event
    if isinstance(event, OfficeEstablished):
        return card(subject_of(recorded.commit.stream), recorded.version, event)
    if document is None or type(event) not in SHOWN:
        raise TypeError(event, document)
    document = replace(document, version=recorded.version, stage=LIFECYCLE.after(document.stage, type(event)))
    return SHOWN[type(event)](document, event)


def card(id: str, version: int, event: OfficeEstablished) -> OfficeCard:
    return OfficeCard(
        id=id,
        version=version,
        name=event.name,
        county_code=event.county_code,
        office_id=id,
        township_code=event.township_code,
        kind=event.kind,
        stage=LIFECYCLE.after(Stage.NONE, OfficeEstablished),
        approval=approval_of(event),
        rank=event.rank,
        managed_by=event.managed_by or by_the_plan(event.township_code),
        place=event.place,
        changes=(approved(1, event, event.name),),
    )


def by_the_plan(township_code: str | None) -> tuple[str, ...]:
    """Nothing was said: an office of a township is managed by the county bureau and by the township."""
    return ("county-bureau", "township") if township_code else ("county-bureau",)


def changed(document: OfficeCard, event: OfficeRenamed | OfficeRanked) -> OfficeCard:
    """The latest approval holds, in whatever order they were recorded."""
    became = event.name if isinstance(event, OfficeRenamed) else event.rank
    change = approved(len(document.changes) + 1, event, became)
    latest = all(other.approval.day <= event.day for other in document.changes if other.change == change.change)
    document = replace(document, changes=(*document.changes, change))
    if not latest:
        return document
    return replace(document, name=became) if isinstance(event, OfficeRenamed) else replace(document, rank=became)


def closed(document: OfficeCard, event: Closing) -> OfficeCard:
    into = event.into_office_id if isinstance(event, OfficeMerged) else None
    change = approved(len(document.changes) + 1, event, into)
    return replace(document, changes=(*document.changes, change), closed_day=event.day, merged_into=into)


def filed(document: OfficeCard, number: int, day: date) -> OfficeCard:
    changes = (replace(each, filed_day=day) if each.number == number else each for each in document.changes)
    return replace(document, changes=tuple(changes))


def approved(number: int, event: Change, became: str | None) -> ApprovedChange:
    return ApprovedChange(number=number, change=NAMES[type(event)], became=became, approval=approval_of(event))


def approval_of(event: Change) -> Approval:
    return Approval(authority=event.approval_authority, document=event.approval_document, day=event.day)


# What each event makes of the card that it finds.
SHOWN: Mapping[type, Callable[[OfficeCard, Any], OfficeCard]] = {
    OfficeRenamed: changed,
    OfficeRanked: changed,
    OfficeAbolished: closed,
    OfficeMerged: closed,
    OfficeFiled: lambda card, event: replace(filed(card, 1, event.day), filed_day=event.day),
    OfficeChangeFiled: lambda card, event: filed(card, event.change, event.day),
    OfficeManaged: lambda card, event: replace(card, managed_by=event.bodies),
    OfficePlaceRenamed: lambda card, event: replace(card, place=event.place),
}
