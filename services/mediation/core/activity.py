"""基层民主法治: what an office did for law publicity and government by law (Art. 11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shared.contract.mediation import ActivityHeld
from shared.kernel.decider import Decider
from shared.kernel.refusal import conflict

# 普法与依法治理, 民主法治示范村（社区）创建, 人民陪审员选任, 行政执法协调.
Kind = Literal["publicity", "model-village", "assessor-selection", "enforcement-coordination"]


@dataclass(frozen=True, kw_only=True)
class HoldActivity:
    """`village_code` where it concerns one village. `number`: who was reached, stood as candidates; which cases."""

    county_code: str
    office_id: str
    kind: Kind
    village_code: str | None
    number: int | None
    day: date


ActivityCommand = HoldActivity
ActivityEvent = ActivityHeld
Activity = ActivityHeld | None


def decide(activity: Activity, command: ActivityCommand) -> Sequence[ActivityEvent]:
    return hold(activity, command)


def hold(activity: Activity, command: HoldActivity) -> Sequence[ActivityEvent]:
    held = ActivityHeld(
        county_code=command.county_code,
        office_id=command.office_id,
        day=command.day,
        kind=command.kind,
        village_code=command.village_code,
        number=command.number,
    )
    if activity is None:
        return [held]
    if activity != held:
        raise conflict("an activity is recorded once, and this is another")
    return []


def evolve(_: Activity, event: ActivityEvent) -> Activity:
    return event


DECIDER: Decider[ActivityCommand, ActivityEvent, Activity] = Decider("activity", None, decide, evolve, (ActivityHeld,))
