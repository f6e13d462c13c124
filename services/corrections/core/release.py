"""必接必送: every released person is met on the day; who was met late, or without a plan, was met (Art. 12)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, assert_never

from shared.contract.corrections import HandoverCompleted, HandoverPlanned, ReleaseNotified, ReleaseRedated
from shared.kernel.decider import Decider
from shared.kernel.lifecycle import Lifecycle
from shared.kernel.refusal import conflict


@dataclass(frozen=True, kw_only=True)
class NotifyRelease:
    """`release_day` is none while the person is only to be verified; `day` is that of the notice."""

    county_code: str
    office_id: str
    release_day: date | None
    key_person: bool
    minor: bool
    has_guardian: bool
    day: date


@dataclass(frozen=True, kw_only=True)
class RedateRelease:
    """`day`: when that became known."""

    release_day: date
    day: date


@dataclass(frozen=True, kw_only=True)
class PlanHandover:
    """`escort` are workers' ids. Another plan takes the place of the former."""

    escort: tuple[str, ...]
    vehicle: str | None
    day: date


@dataclass(frozen=True, kw_only=True)
class CompleteHandover:
    """`day`: when the person was met."""

    day: date


ReleaseCommand = NotifyRelease | RedateRelease | PlanHandover | CompleteHandover
ReleaseEvent = ReleaseNotified | ReleaseRedated | HandoverPlanned | HandoverCompleted


class Stage(StrEnum):
    UNKNOWN = "unknown"
    NOTIFIED = "notified"
    PLANNED = "planned"
    HANDED_OVER = "handed-over"


LIFECYCLE = Lifecycle[Stage](
    {
        (Stage.UNKNOWN, ReleaseNotified): Stage.NOTIFIED,
        (Stage.NOTIFIED, ReleaseRedated): Stage.NOTIFIED,
        (Stage.NOTIFIED, HandoverPlanned): Stage.PLANNED,
        (Stage.NOTIFIED, HandoverCompleted): Stage.HANDED_OVER,
        (Stage.PLANNED, ReleaseRedated): Stage.PLANNED,
        (Stage.PLANNED, HandoverPlanned): Stage.PLANNED,
        (Stage.PLANNED, HandoverCompleted): Stage.HANDED_OVER,
    }
)


@dataclass(frozen=True, kw_only=True)
class Release:
    """`release_day` is the last that was said of it; the notice stays as it came."""

    stage: Stage = Stage.UNKNOWN
    county_code: str = ""
    office_id: str | None = None
    notice: ReleaseNotified | None = None
    release_day: date | None = None
    plan: tuple[tuple[str, ...], str | None] | None = None
    met: date | None = None

    def on(self, day: date) -> dict[str, Any]:
        """What every event says first."""
        return {"county_code": self.county_code, "office_id": self.office_id, "day": day}


def decide(release: Release, command: ReleaseCommand) -> Sequence[ReleaseEvent]:
    match command:
        case NotifyRelease():
            return notify(release, command)
        case RedateRelease():
            return redate(release, command)
        case PlanHandover():
            return plan(release, command)
        case CompleteHandover():
            return complete(release, command)
        case _:
            assert_never(command)


def notify(release: Release, command: NotifyRelease) -> Sequence[ReleaseEvent]:
    event = ReleaseNotified(
        county_code=command.county_code,
        office_id=command.office_id,
        day=command.day,
        release_day=command.release_day,
        key_person=command.key_person,
        minor=command.minor,
        has_guardian=command.has_guardian,
    )
    if event == release.notice:
        return []
    return follow(release, event, "it is notified once, and this is another notice")


def redate(release: Release, command: RedateRelease) -> Sequence[ReleaseEvent]:
    """What is known already stays known from the day on which it was said first."""
    if command.release_day == release.release_day:
        return []
    event = ReleaseRedated(**release.on(command.day), release_day=command.release_day)
    return follow(release, event, "its day can change after the notice, until the handover")


def plan(release: Release, command: PlanHandover) -> Sequence[ReleaseEvent]:
    """The same plan made again, on whichever day, is the plan that there is."""
    if (command.escort, command.vehicle) == release.plan:
        return []
    event = HandoverPlanned(**release.on(command.day), escort=command.escort, vehicle=command.vehicle)
    return follow(release, event, "a handover is planned after the notice, before it is completed")


def complete(release: Release, command: CompleteHandover) -> Sequence[ReleaseEvent]:
    """Without a plan, and late, too: that is a finding, and no reason to lose the fact."""
    if command.day == release.met:
        return []
    events = follow(
        release, HandoverCompleted(**release.on(command.day)), "a handover is completed once, after the notice"
    )
    if release.release_day is None:
        raise conflict("the person is still in prison: the day of release is not known")
    if command.day < release.release_day:
        raise conflict(f"the person is still in prison until {release.release_day}, and cannot be met before")
    return events


def follow(release: Release, event: ReleaseEvent, how: str) -> Sequence[ReleaseEvent]:
    """The event, where it may come at this stage."""
    if not LIFECYCLE.allows(release.stage, type(event)):
        raise conflict(f"the release is {release.stage}: {how}")
    return [event]


def evolve(release: Release, event: ReleaseEvent) -> Release:
    release = replace(release, stage=LIFECYCLE.after(release.stage, type(event)))
    match event:
        case ReleaseNotified():
            return replace(
                release,
                county_code=event.county_code,
                office_id=event.office_id,
                notice=event,
                release_day=event.release_day,
            )
        case ReleaseRedated():
            return replace(release, release_day=event.release_day)
        case HandoverPlanned():
            return replace(release, plan=(event.escort, event.vehicle))
        case HandoverCompleted():
            return replace(release, met=event.day)
        case _:
            assert_never(event)


DECIDER: Decider[ReleaseCommand, ReleaseEvent, Release] = Decider(
    "release", Release(), decide, evolve, (ReleaseNotified, ReleaseRedated, HandoverPlanned, HandoverCompleted)
)
