"""招录计划: how vacant posts are to be filled, and who has approved of it (Art. 3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from shared.contract.personnel import (
    RecruitmentApprovedByCity,
    RecruitmentApprovedByProvince,
    RecruitmentDrawnUp,
    RecruitmentFiled,
)
from shared.kernel.decider import Decider
from shared.kernel.refusal import conflict


@dataclass(frozen=True, kw_only=True)
class DrawUpRecruitment:
    """For these posts of the office, by the county bureau."""

    office_id: str
    county_code: str
    post_ids: tuple[str, ...]
    day: date


@dataclass(frozen=True, kw_only=True)
class ApproveRecruitmentByCity:
    """By the city's civil-service authority."""

    day: date


@dataclass(frozen=True, kw_only=True)
class ApproveRecruitmentByProvince:
    """By the province's civil-service authority."""

    day: date


@dataclass(frozen=True, kw_only=True)
class FileRecruitment:
    """With the provincial justice department."""

    day: date


RecruitmentStep = ApproveRecruitmentByCity | ApproveRecruitmentByProvince | FileRecruitment
RecruitmentCommand = DrawUpRecruitment | RecruitmentStep
StepEvent = RecruitmentApprovedByCity | RecruitmentApprovedByProvince | RecruitmentFiled
RecruitmentEvent = RecruitmentDrawnUp | StepEvent

EVENTS: Mapping[type[RecruitmentStep], type[StepEvent]] = {
    ApproveRecruitmentByCity: RecruitmentApprovedByCity,
    ApproveRecruitmentByProvince: RecruitmentApprovedByProvince,
    FileRecruitment: RecruitmentFiled,
}


@dataclass(frozen=True, kw_only=True)
class Recruitment:
    """`taken`: the day of each further step."""

    drawn_up: RecruitmentDrawnUp | None = None
    taken: Mapping[type[StepEvent], date] = field(default_factory=dict)


def decide(recruitment: Recruitment, command: RecruitmentCommand) -> Sequence[RecruitmentEvent]:
    if isinstance(command, DrawUpRecruitment):
        return draw_up(recruitment, command)
    return take_step(recruitment, command)


def draw_up(recruitment: Recruitment, command: DrawUpRecruitment) -> Sequence[RecruitmentEvent]:
    drawn_up = RecruitmentDrawnUp(
        county_code=command.county_code, office_id=command.office_id, day=command.day, post_ids=command.post_ids
    )
    if recruitment.drawn_up is None:
        return [drawn_up]
    if recruitment.drawn_up != drawn_up:
        raise conflict("the recruitment plan was drawn up already, with other content")
    return []


def take_step(recruitment: Recruitment, command: RecruitmentStep) -> Sequence[RecruitmentEvent]:
    """In whichever order: that is a finding, and no reason to lose the fact."""
    drawn_up, kind = recruitment.drawn_up, EVENTS[type(command)]
    if drawn_up is None:
        raise conflict("no recruitment plan was drawn up under this id")
    known = recruitment.taken.get(kind)
    if known == command.day:
        return []
    if known:
        raise conflict(f"that is on record already, of {known}")
    if command.day < drawn_up.day:
        raise conflict(f"a plan drawn up on {drawn_up.day} cannot have gone further before")
    return [kind(county_code=drawn_up.county_code, office_id=drawn_up.office_id, day=command.day)]


def evolve(recruitment: Recruitment, event: RecruitmentEvent) -> Recruitment:
    match event:
        case RecruitmentDrawnUp():
            return Recruitment(drawn_up=event)
        case RecruitmentApprovedByCity() | RecruitmentApprovedByProvince() | RecruitmentFiled():
            return replace(recruitment, taken={**recruitment.taken, type(event): event.day})
        case _:
            assert_never(event)


DECIDER: Decider[RecruitmentCommand, RecruitmentEvent, Recruitment] = Decider(
    "recruitment",
    Recruitment(),
    decide,
    evolve,
    (RecruitmentDrawnUp, RecruitmentApprovedByCity, RecruitmentApprovedByProvince, RecruitmentFiled),
)
