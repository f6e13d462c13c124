"""What is done with an offender during one stay at an office, and where the offender is meanwhile."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from itertools import chain
from operator import attrgetter
from typing import Any

from services.compliance.core.subjects.mark import Mark, mark_by
from shared.contract.corrections import (
    ContactMade,
    CorrectionPlanned,
    DeclarationHeld,
    DisciplineImposed,
    GroupFormed,
    LeaveEnded,
    LeaveGranted,
    LibertyRestored,
    LibertyRestricted,
    OffenderCategorised,
    OffenderReceived,
    PositioningApproved,
    PositioningRemoved,
    RelocationBegun,
    SupervisionLost,
    SupervisionRegained,
)


@dataclass(frozen=True, slots=True)
class Lasting:
    """What began, and ended or not: an absence, or a time without liberty."""

    begun: Mark
    ended: Mark | None = None


@dataclass(frozen=True, slots=True)
class Leave:
    """To the end of `until`; `ended`: reported back."""

    begun: Mark
    until: date
    approved_by: str
    ended: Mark | None = None


@dataclass(frozen=True, slots=True)
class Categorised:
    category: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Imposed:
    """An admonition, a warning, or a proposal."""

    kind: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Approval:
    """Of positioning, or its extension. What was approved elsewhere has no cause here."""

    cause: str | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class Group:
    """A woman's has a woman, a minor's somebody who is familiar with minors (社区矫正法 25, 52)."""

    has_woman: bool
    has_minors_specialist: bool
    mark: Mark

    def lacks(self, female: bool, minor: bool) -> bool:
        return (female and not self.has_woman) or (minor and not self.has_minors_specialist)


@dataclass(frozen=True, slots=True)
class Supervision:
    """Each thing in the order of being recorded, which is not always that of its days."""

    declared: tuple[Mark, ...] = ()
    planned: tuple[Mark, ...] = ()
    groups: tuple[Group, ...] = ()
    categories: tuple[Categorised, ...] = ()
    contacts: tuple[Mark, ...] = ()
    absences: tuple[Lasting, ...] = ()
    restrictions: tuple[Lasting, ...] = ()
    leaves: tuple[Leave, ...] = ()
    discipline: tuple[Imposed, ...] = ()
    approvals: tuple[Approval, ...] = ()
    removals: tuple[Mark, ...] = ()
    relocations: tuple[Mark, ...] = ()


NOTHING = Supervision()
Change = Callable[[Supervision, Any, Mark], dict[str, Any]]


def ended(lasting: tuple[Any, ...], mark: Mark) -> tuple[Any, ...]:
    """The last of them that has not ended ends."""
    for at in range(len(lasting) - 1, -1, -1):
        if lasting[at].ended is None:
            return (*lasting[:at], replace(lasting[at], ended=mark), *lasting[at + 1 :])
    return lasting


CHANGES: dict[type, Change] = {
    DeclarationHeld: lambda was, _, mark: {"declared": (*was.declared, mark)},
    CorrectionPlanned: lambda was, _, mark: {"planned": (*was.planned, mark)},
    GroupFormed: lambda was, event, mark: {
        "groups": (*was.groups, Group(event.has_woman, event.has_minors_specialist, mark))
    },
    OffenderCategorised: lambda was, event, mark: {"categories": (*was.categories, Categorised(event.category, mark))},
    ContactMade: lambda was, _, mark: {"contacts": (*was.contacts, mark)},
    SupervisionLost: lambda was, _, mark: {"absences": (*was.absences, Lasting(mark))},
    SupervisionRegained: lambda was, _, mark: {"absences": ended(was.absences, mark)},
    LibertyRestricted: lambda was, _, mark: {"restrictions": (*was.restrictions, Lasting(mark))},
    LibertyRestored: lambda was, _, mark: {"restrictions": ended(was.restrictions, mark)},
    LeaveGranted: lambda was, event, mark: {"leaves": (*was.leaves, Leave(mark, event.until, event.approved_by))},
    LeaveEnded: lambda was, _, mark: {"leaves": ended(was.leaves, mark)},
    DisciplineImposed: lambda was, event, mark: {"discipline": (*was.discipline, Imposed(event.kind, mark))},
    PositioningApproved: lambda was, event, mark: {"approvals": (*was.approvals, Approval(event.cause, mark))},
    PositioningRemoved: lambda was, _, mark: {"removals": (*was.removals, mark)},
    RelocationBegun: lambda was, _, mark: {"relocations": (*was.relocations, mark)},
}


def brought(event: OffenderReceived, mark: Mark) -> Supervision:
    """What was so at the office before, on its own days, and known here since the enrolment."""
    imposed = {
        "admonition": event.admonished,
        "warning": event.warned,
        "public-security": event.punished,
        "revocation-proposal": event.proposed,
    }
    return Supervision(
        categories=(Categorised(event.category, mark),) if event.category else (),
        discipline=tuple(
            Imposed(kind, Mark(day, mark.event, mark.recorded_at)) for kind, days in imposed.items() for day in days
        ),
        approvals=tuple(Approval(None, Mark(day, mark.event, mark.recorded_at)) for day in event.positioning_approved),
    )


def lasting_on(those: Iterable[Lasting], day: date) -> Lasting | None:
    """One of them that lasts on the day."""
    on = (each for each in those if each.begun.day <= day and (each.ended is None or each.ended.day > day))
    return next(on, None)


PARTS = attrgetter(*(field.name for field in fields(Supervision)))


def marks_of(supervision: Supervision) -> Iterator[Mark]:
    """Of all that does not last, each."""
    for each in chain.from_iterable(PARTS(supervision)):
        if not isinstance(each, Lasting | Leave):
            yield each if isinstance(each, Mark) else each.mark


def supervision_by(supervision: Supervision, instant: datetime) -> Supervision:
    return Supervision(*(tuple(known for each in part if (known := by(each, instant))) for part in PARTS(supervision)))


def by(each: Any, instant: datetime) -> Any:
    """As much of it as had been recorded."""
    match each:
        case Mark():
            return mark_by(each, instant)
        case Lasting() | Leave():
            return replace(each, ended=mark_by(each.ended, instant)) if mark_by(each.begun, instant) else None
        case _:
            return each if mark_by(each.mark, instant) else None
