"""What is known of a release, and what each event makes of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from services.corrections.core.release.commands import Booking
from shared.contract.corrections import (
    ContactLost,
    ContactRegained,
    HandoverCompleted,
    HandoverPlanned,
    HelpEnded,
    HelpGiven,
    HelpHandedOn,
    HelpOpened,
    HelpReceived,
    HelpSent,
    PickupConfirmed,
    ReleaseAssessed,
    ReleaseNotified,
    ReleaseRedated,
    ReleaseReturned,
    ReleaseVerified,
)
from shared.contract.envelope import Public
from shared.kernel.lifecycle import Lifecycle
from shared.kernel.refusal import conflict


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoverBooked:
    """The plan's people and vehicle stand on the duty sheet."""

    booking: Booking


@dataclass(frozen=True, kw_only=True, slots=True)
class BookingLeft:
    """They are needed for this no longer, and free for others."""

    booking: Booking


ReleaseEvent = (
    ReleaseNotified
    | ReleaseVerified
    | ReleaseReturned
    | ReleaseAssessed
    | ReleaseRedated
    | PickupConfirmed
    | HandoverPlanned
    | HandoverBooked
    | BookingLeft
    | HandoverCompleted
    | HelpOpened
    | HelpGiven
    | ContactLost
    | ContactRegained
    | HelpSent
    | HelpHandedOn
    | HelpReceived
    | HelpEnded
)


class Stage(StrEnum):
    UNKNOWN = "unknown"
    NOTIFIED = "notified"
    RETURNED = "returned"
    PLANNED = "planned"
    HANDED_OVER = "handed-over"
    IN_HELP = "in-help"
    LOST = "lost"
    ENDED = "ended"


PREPARED = (Stage.NOTIFIED, Stage.PLANNED)
HELPED = (Stage.HANDED_OVER, Stage.IN_HELP, Stage.LOST)
AWAITED = (*PREPARED, Stage.RETURNED)

# Who was returned to the prison as unknown is met all the same, if released to here; who dies in prison is awaited no
# longer. While the person is lost, or on the way to another office, help goes on.
LIFECYCLE = Lifecycle[Stage](
    {
        (Stage.UNKNOWN, ReleaseNotified): Stage.NOTIFIED,
        (Stage.UNKNOWN, HelpOpened): Stage.IN_HELP,
        **{(stage, ReleaseVerified): stage for stage in PREPARED},
        (Stage.RETURNED, ReleaseVerified): Stage.NOTIFIED,
        **{(stage, ReleaseReturned): Stage.RETURNED for stage in PREPARED},
        **{(stage, ReleaseAssessed): stage for stage in (*AWAITED, *HELPED)},
        **{(stage, ReleaseRedated): Stage.NOTIFIED for stage in AWAITED},
        **{(stage, PickupConfirmed): stage for stage in PREPARED},
        **{(stage, HandoverPlanned): Stage.PLANNED for stage in PREPARED},
        **{(stage, HandoverCompleted): Stage.HANDED_OVER for stage in AWAITED},
        (Stage.HANDED_OVER, HelpGiven): Stage.IN_HELP,
        (Stage.IN_HELP, HelpGiven): Stage.IN_HELP,
        (Stage.LOST, HelpGiven): Stage.LOST,
        **{(stage, ContactLost): Stage.LOST for stage in (Stage.HANDED_OVER, Stage.IN_HELP)},
        (Stage.LOST, ContactRegained): Stage.IN_HELP,
        **{(stage, HelpSent): stage for stage in HELPED},
        **{(stage, HelpReceived): stage for stage in HELPED},
        **{(stage, HelpEnded): Stage.ENDED for stage in (*AWAITED, *HELPED)},
    }
)


@dataclass(frozen=True, kw_only=True)
class Release:
    """`release_day` is the last that was said of it; the notice stays as it came, and `said` is the last of the person.

    `since`: release or discharge, from which help runs. `sent`: the papers are on their way. `past`: what was told of
    help, so that who repeats it repeats what is known.
    """

    stage: Stage = Stage.UNKNOWN
    county_code: str = ""
    office_id: str | None = None
    notice: ReleaseNotified | None = None
    said: ReleaseNotified | ReleaseAssessed | HelpOpened | None = None
    release_day: date | None = None
    verified: ReleaseVerified | None = None
    returned: ReleaseReturned | None = None
    pickup: PickupConfirmed | None = None
    plan: tuple[tuple[str, ...], str | None] | None = None
    booking: Booking | None = None
    met: date | None = None
    origin: str = "prison"
    since: date = date.max
    lost: date | None = None
    sent: HelpSent | None = None
    past: tuple[object, ...] = ()

    def on(self, day: date) -> dict[str, Any]:
        """What every event says first."""
        return {"county_code": self.county_code, "office_id": self.office_id, "day": day}

    def must_be_dated(self) -> date:
        """The day of release. Raises Refused while it is not known."""
        if self.release_day is None:
            raise conflict("the person is still in prison: the day of release is not known")
        return self.release_day


def follow(release: Release, event: ReleaseEvent, how: str) -> Sequence[ReleaseEvent]:
    """The event, where it may come at this stage."""
    if not LIFECYCLE.allows(release.stage, type(event)):
        raise conflict(f"the release is {release.stage}: {how}")
    return [event]


def left(release: Release) -> Sequence[BookingLeft]:
    """What has to be said where people and vehicle are needed no longer."""
    return [BookingLeft(booking=release.booking)] if release.booking else []


def evolve(release: Release, event: ReleaseEvent) -> Release:
    stage = LIFECYCLE.after(release.stage, type(event))
    return replace(release, stage=stage, **BECOMES[type(event)](release, event))


def notified(_: Release, event: ReleaseNotified) -> Mapping[str, Any]:
    return {**placed(event), "notice": event, "said": event, "release_day": event.release_day}


def opened(_: Release, event: HelpOpened) -> Mapping[str, Any]:
    return {**placed(event), "said": event, "origin": event.origin, "since": event.since}


def placed(event: Public) -> Mapping[str, Any]:
    return {"county_code": event.county_code, "office_id": event.office_id}


def told(release: Release, event: ReleaseEvent) -> Mapping[str, Any]:
    return {"past": (*release.past, event)}


NOTHING_PLANNED: Mapping[str, Any] = {"pickup": None, "plan": None}
BECOMES: Mapping[type, Callable[[Release, Any], Mapping[str, Any]]] = {
    ReleaseNotified: notified,
    ReleaseVerified: lambda _, event: {"verified": event},
    ReleaseReturned: lambda _, event: {"returned": event, **NOTHING_PLANNED},
    ReleaseAssessed: lambda _, event: {"said": event},
    ReleaseRedated: lambda _, event: {"release_day": event.release_day, **NOTHING_PLANNED},
    PickupConfirmed: lambda _, event: {"pickup": event},
    HandoverPlanned: lambda _, event: {"plan": (event.escort, event.vehicle)},
    HandoverBooked: lambda _, event: {"booking": event.booking},
    BookingLeft: lambda _, __: {"booking": None},
    HandoverCompleted: lambda release, event: {"met": event.day, "since": release.release_day},
    HelpOpened: opened,
    HelpGiven: told,
    ContactLost: lambda release, event: {**told(release, event), "lost": event.day},
    ContactRegained: lambda release, event: {**told(release, event), "lost": None},
    HelpSent: lambda release, event: {**told(release, event), "sent": event},
    HelpHandedOn: told,
    HelpReceived: lambda release, event: {**told(release, event), **placed(event), "sent": None},
    HelpEnded: told,
}
