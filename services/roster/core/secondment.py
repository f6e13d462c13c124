"""借调: a worker is lent to another body, however long, with whichever of the plan's papers (Art. 6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.roster.core.away import Away, Service, can_begin, can_end, last_open
from shared.contract.roster import (
    SecondmentApproved,
    SecondmentEnded,
    SecondmentExtended,
    SecondmentFiled,
    SecondmentLetterReceived,
    SecondmentSigned,
    SecondmentStarted,
)
from shared.kernel.refusal import conflict


@dataclass(frozen=True, kw_only=True)
class StartSecondment:
    """`until` is the last day that is planned. `letter`: the borrower has written; to whom and what is in the vault."""

    since: date
    until: date
    letter: bool


@dataclass(frozen=True, kw_only=True)
class ExtendSecondment:
    """`day`: when that was decided. An earlier end is a return."""

    day: date
    until: date


@dataclass(frozen=True, kw_only=True)
class RecordSecondmentLetter:
    day: date


@dataclass(frozen=True, kw_only=True)
class SignSecondment:
    """By the office."""

    day: date


@dataclass(frozen=True, kw_only=True)
class ApproveSecondment:
    """By the county bureau."""

    day: date


@dataclass(frozen=True, kw_only=True)
class FileSecondment:
    """With the city bureau's political department."""

    day: date


@dataclass(frozen=True, kw_only=True)
class EndSecondment:
    """`day` is the first day on which the worker is there again."""

    day: date


Paper = RecordSecondmentLetter | SignSecondment | ApproveSecondment | FileSecondment
PaperEvent = SecondmentLetterReceived | SecondmentSigned | SecondmentApproved | SecondmentFiled
SecondmentCommand = StartSecondment | ExtendSecondment | Paper | EndSecondment
SecondmentEvent = SecondmentStarted | SecondmentExtended | PaperEvent | SecondmentEnded
SECONDMENT_EVENTS = (
    SecondmentStarted,
    SecondmentExtended,
    SecondmentLetterReceived,
    SecondmentSigned,
    SecondmentApproved,
    SecondmentFiled,
    SecondmentEnded,
)

PAPERS: Mapping[type[Paper], type[PaperEvent]] = {
    RecordSecondmentLetter: SecondmentLetterReceived,
    SignSecondment: SecondmentSigned,
    ApproveSecondment: SecondmentApproved,
    FileSecondment: SecondmentFiled,
}


@dataclass(frozen=True, kw_only=True)
class Secondment(Away):
    """`until` is the last that was planned; `papers` are the days of those that there are."""

    started: SecondmentStarted
    until: date
    papers: Mapping[type[PaperEvent], date]


Secondments = tuple[Secondment, ...]


def start(secondments: Secondments, command: StartSecondment, service: Service) -> Sequence[SecondmentEvent]:
    started = SecondmentStarted(**service.where, day=command.since, until=command.until, letter=command.letter)
    if any(each.started == started for each in secondments):
        return []
    can_begin(secondments, command.since, service)
    if command.until < command.since:
        raise conflict("a secondment ends on its first day or later")
    return [started]


def extend(secondments: Secondments, command: ExtendSecondment, service: Service) -> Sequence[SecondmentEvent]:
    at = last_open(secondments)
    if at is None:
        raise conflict("the worker is not seconded")
    until = secondments[at].until
    if command.until == until:
        return []
    if command.until < until:
        raise conflict(f"a secondment until {until} is not extended by an earlier day; who comes back has returned")
    if command.day < secondments[at].since:
        raise conflict("a secondment is extended once it has begun")
    return [SecondmentExtended(**service.where, day=command.day, until=command.until)]


def record(secondments: Secondments, command: Paper, service: Service) -> Sequence[SecondmentEvent]:
    """A paper of the last secondment, in whichever order, before its beginning or after its end."""
    if not secondments:
        raise conflict("the worker was not seconded")
    paper = PAPERS[type(command)]
    known = secondments[-1].papers.get(paper)
    if known == command.day:
        return []
    if known:
        raise conflict(f"that is on record already, of {known}")
    return [paper(**service.where, day=command.day)]


def end(secondments: Secondments, command: EndSecondment, service: Service) -> Sequence[SecondmentEvent]:
    at = last_open(secondments)
    if at is None:
        if any(each.back == command.day for each in secondments):
            return []
        raise conflict("the worker is not seconded")
    can_end(secondments, secondments[at], command.day)
    return [SecondmentEnded(**service.where, day=command.day)]


def evolve(secondments: Secondments, event: SecondmentEvent) -> Secondments:
    if isinstance(event, SecondmentStarted):
        letter: Mapping[type[PaperEvent], date] = {SecondmentLetterReceived: event.day} if event.letter else {}
        begun = Secondment(since=event.day, started=event, until=event.until, papers=letter)
        return (*secondments, begun)
    *before, last = secondments
    match event:
        case SecondmentExtended():
            last = replace(last, until=event.until)
        case SecondmentEnded():
            last = replace(last, back=event.day)
        case _:
            last = replace(last, papers={**last.papers, type(event): event.day})
    return (*before, last)
