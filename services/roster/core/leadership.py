"""所领导: who directs an office, deputises or acts, and by which steps each of them was appointed (Art. 5)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, assert_never

from shared.contract.personnel import LeaderAppointed, LeaderRemoved, LeaderStepsRecorded
from shared.kernel.decider import Decider
from shared.kernel.refusal import conflict

Role = Literal["director", "deputy", "acting-director"]
Origin = Literal["office", "bureau", "outside"]


@dataclass(frozen=True, kw_only=True)
class AppointLeader:
    """The county bureau proposes, the township's party committee gives its opinion, then the leader is appointed.

    A step that was not taken has no day.
    """

    county_code: str
    office_id: str
    role: Role
    worker_id: str
    origin: Origin
    proposed_day: date | None
    opinion_day: date | None
    appointed_day: date


@dataclass(frozen=True, kw_only=True)
class RemoveLeader:
    """`day` is the first on which the worker no longer leads. Where one alone has the role, nobody need be named."""

    county_code: str
    office_id: str
    role: Role
    worker_id: str | None
    day: date


@dataclass(frozen=True, kw_only=True)
class LoseWorker:
    """Who is no longer with the office from `day` on leads it no longer."""

    county_code: str
    office_id: str
    worker_id: str
    day: date


LeadershipCommand = AppointLeader | RemoveLeader | LoseWorker
LeadershipEvent = LeaderAppointed | LeaderStepsRecorded | LeaderRemoved


@dataclass(frozen=True, kw_only=True)
class Term:
    """One leader's time in one role. `removed_day` is the first on which it is over."""

    role: str
    worker_id: str
    origin: str
    proposed_day: date | None
    opinion_day: date | None
    appointed_day: date
    removed_day: date | None = None

    def covers(self, day: date) -> bool:
        return self.removed_day is None or self.appointed_day <= day < self.removed_day


@dataclass(frozen=True, kw_only=True)
class Leadership:
    """In the order of being told. Several directors at once are recorded: that is a finding."""

    terms: tuple[Term, ...] = ()

    def held(self, role: str, worker_id: str | None = None) -> Sequence[Term]:
        """Of that role; of that worker, where one is named."""
        return [each for each in self.terms if each.role == role and worker_id in (None, each.worker_id)]


def decide(leadership: Leadership, command: LeadershipCommand) -> Sequence[LeadershipEvent]:
    match command:
        case AppointLeader():
            return appoint(leadership, command)
        case RemoveLeader():
            return remove(leadership, command)
        case LoseWorker():
            return lose(leadership, command)
        case _:
            assert_never(command)


def appoint(leadership: Leadership, command: AppointLeader) -> Sequence[LeadershipEvent]:
    """A director takes over from whoever was acting."""
    held = leadership.held(command.role, command.worker_id)
    for term in held:
        if term.appointed_day == command.appointed_day:
            return completed(term, command)
        if term.covers(command.appointed_day):
            raise conflict(f"the worker has been {command.role} since {term.appointed_day}")
    appointed = LeaderAppointed(
        county_code=command.county_code,
        office_id=command.office_id,
        day=command.appointed_day,
        worker_id=command.worker_id,
        role=command.role,
        origin=command.origin,
        proposed_day=command.proposed_day,
        opinion_day=command.opinion_day,
    )
    acting = leadership.held("acting-director") if command.role == "director" else ()
    return [appointed, *(removal(term, command, appointed.day) for term in acting if stands_in(term, appointed.day))]


def stands_in(term: Term, day: date) -> bool:
    return term.removed_day is None and term.appointed_day <= day


def completed(term: Term, command: AppointLeader) -> Sequence[LeadershipEvent]:
    """The same appointment again. Steps that were not on record may follow; what is on record stays."""
    proposed, opinion = term.proposed_day, term.opinion_day
    same = (proposed or command.proposed_day, opinion or command.opinion_day, term.origin)
    if same != (command.proposed_day, command.opinion_day, command.origin):
        raise conflict(f"the worker was made {term.role} on {term.appointed_day} already, with other content")
    if (proposed, opinion) == (command.proposed_day, command.opinion_day):
        return []
    recorded = LeaderStepsRecorded(
        county_code=command.county_code,
        office_id=command.office_id,
        day=term.appointed_day,
        worker_id=term.worker_id,
        role=term.role,
        proposed_day=command.proposed_day,
        opinion_day=command.opinion_day,
    )
    return [recorded]


def remove(leadership: Leadership, command: RemoveLeader) -> Sequence[LeadershipEvent]:
    held = leadership.held(command.role, command.worker_id)
    leading = [term for term in held if term.removed_day is None]
    if not leading and any(term.removed_day == command.day for term in held):
        return []
    if len(leading) > 1:
        raise conflict(f"the office has {len(leading)} of the role {command.role}: name the worker")
    for term in leading:
        if command.day < term.appointed_day:
            raise conflict(f"who was appointed on {term.appointed_day} cannot have been removed before")
        return [removal(term, command, command.day)]
    raise conflict(f"nobody is {command.role} of the office")


def lose(leadership: Leadership, command: LoseWorker) -> Sequence[LeadershipEvent]:
    """Also who was to be removed later on; who was appointed after leaving never led."""
    lost = [term for term in leadership.terms if term.worker_id == command.worker_id]
    ends = [(term, max(command.day, term.appointed_day)) for term in lost]
    return [removal(term, command, day) for term, day in ends if term.removed_day is None or day < term.removed_day]


def removal(term: Term, command: LeadershipCommand, day: date) -> LeaderRemoved:
    return LeaderRemoved(
        county_code=command.county_code,
        office_id=command.office_id,
        day=day,
        worker_id=term.worker_id,
        role=term.role,
        since=term.appointed_day,
    )


def evolve(leadership: Leadership, event: LeadershipEvent) -> Leadership:
    match event:
        case LeaderAppointed():
            return replace(leadership, terms=(*leadership.terms, begun(event)))
        case LeaderStepsRecorded():
            steps = {"proposed_day": event.proposed_day, "opinion_day": event.opinion_day}
            return changed(leadership, (event.role, event.worker_id, event.day), **steps)
        case LeaderRemoved():
            return changed(leadership, (event.role, event.worker_id, event.since), removed_day=event.day)
        case _:
            assert_never(event)


def begun(event: LeaderAppointed) -> Term:
    return Term(
        role=event.role,
        worker_id=event.worker_id,
        origin=event.origin,
        appointed_day=event.day,
        proposed_day=event.proposed_day,
        opinion_day=event.opinion_day,
    )


def changed(leadership: Leadership, which: tuple[str, str, date], **changes: date | None) -> Leadership:
    """Of one term, which is known by its role, its worker and its first day."""
    terms = (
        replace(term, **changes) if (term.role, term.worker_id, term.appointed_day) == which else term  # type: ignore[arg-type]
        for term in leadership.terms
    )
    return replace(leadership, terms=tuple(terms))


DECIDER: Decider[LeadershipCommand, LeadershipEvent, Leadership] = Decider(
    "leadership", Leadership(), decide, evolve, (LeaderAppointed, LeaderStepsRecorded, LeaderRemoved)
)
