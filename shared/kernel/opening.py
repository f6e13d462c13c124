"""封存记录的查询: a sealed record is opened to who asks, for a while, when a second person approves.

A minor's record is sealed when it ends (社区矫正法 54, 预防未成年人犯罪法 59).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Literal, assert_never

from shared.kernel.decider import Decider
from shared.kernel.lifecycle import Lifecycle
from shared.kernel.refusal import Refused, conflict

Reason = Literal["judicial-organ", "lawful-inquiry"]
LAW = "预防未成年人犯罪法 59"


@dataclass(frozen=True, kw_only=True)
class AskOpening:
    """`record` is the sealed thing's id; the rest says where it stands."""

    record: str
    category: str
    county_code: str
    office_id: str | None
    reason: Reason
    by: str


@dataclass(frozen=True, kw_only=True)
class ApproveOpening:
    """`until`: the instant at which it closes again."""

    by: str
    until: datetime


OpeningCommand = AskOpening | ApproveOpening


@dataclass(frozen=True, kw_only=True, slots=True)
class OpeningAsked:
    record: str
    category: str
    county_code: str
    office_id: str | None
    reason: str
    by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OpeningApproved:
    by: str
    until: datetime


OpeningEvent = OpeningAsked | OpeningApproved


class Stage(StrEnum):
    NONE = "none"
    ASKED = "asked"
    APPROVED = "approved"


LIFECYCLE = Lifecycle[Stage](
    {
        (Stage.NONE, OpeningAsked): Stage.ASKED,
        (Stage.ASKED, OpeningApproved): Stage.APPROVED,
    }
)


@dataclass(frozen=True, kw_only=True)
class Opening:
    stage: Stage = Stage.NONE
    asked: OpeningAsked | None = None
    approved: OpeningApproved | None = None


def decide(opening: Opening, command: OpeningCommand) -> Sequence[OpeningEvent]:
    match command:
        case AskOpening():
            return ask(opening, command)
        case ApproveOpening():
            return approve(opening, command)
        case _:
            assert_never(command)


def ask(opening: Opening, command: AskOpening) -> Sequence[OpeningEvent]:
    asked = OpeningAsked(
        record=command.record,
        category=command.category,
        county_code=command.county_code,
        office_id=command.office_id,
        reason=command.reason,
        by=command.by,
    )
    if opening.asked == asked:
        return []
    if not LIFECYCLE.allows(opening.stage, OpeningAsked):
        raise conflict("this was asked for already, with other content")
    return [asked]


def approve(opening: Opening, command: ApproveOpening) -> Sequence[OpeningEvent]:
    if opening.asked is None:
        raise conflict("nobody asked for this")
    if opening.asked.by == command.by:
        raise Refused("second-person", None, "who asks for a sealed record does not approve it", law=LAW)
    if opening.approved and opening.approved.by == command.by:
        return []
    if not LIFECYCLE.allows(opening.stage, OpeningApproved):
        raise conflict("somebody else approved this already")
    return [OpeningApproved(by=command.by, until=command.until)]


def evolve(opening: Opening, event: OpeningEvent) -> Opening:
    stage = LIFECYCLE.after(opening.stage, type(event))
    match event:
        case OpeningAsked():
            return Opening(stage=stage, asked=event)
        case OpeningApproved():
            return replace(opening, stage=stage, approved=event)
        case _:
            assert_never(event)


DECIDER: Decider[OpeningCommand, OpeningEvent, Opening] = Decider(
    "opening", Opening(), decide, evolve, (OpeningAsked, OpeningApproved)
)
