"""必接必送: every released person is met on the day; who was met late, or without a plan, was met (Art. 12)."""

from collections.abc import Sequence

from services.corrections.core.release.commands import CompleteHandover, ConfirmPickup, PlanHandover
from services.corrections.core.release.state import HandoverBooked, Release, ReleaseEvent, follow, left
from shared.contract.corrections import HandoverCompleted, HandoverPlanned, PickupConfirmed
from shared.kernel.refusal import conflict


def confirm(release: Release, command: ConfirmPickup) -> Sequence[ReleaseEvent]:
    """Confirmed again, on whichever day, it is confirmed since the first."""
    if release.pickup:
        return []
    event = PickupConfirmed(**release.on(command.day))
    events = follow(release, event, "the family confirms after the notice, before the handover")
    release.must_be_dated()
    return events


def plan(release: Release, command: PlanHandover) -> Sequence[ReleaseEvent]:
    """The same plan made again, on whichever day, is the plan that there is."""
    if (command.escort, command.vehicle) == release.plan:
        return []
    event = HandoverPlanned(**release.on(command.day), escort=command.escort, vehicle=command.vehicle)
    events = follow(release, event, "a handover is planned after the notice, before it is completed")
    release_day = release.must_be_dated()
    booking, former = command.booking, release.booking
    if booking is None:
        return events
    if booking.day != release_day:
        raise conflict("the day of release has changed meanwhile: for the new one nobody is booked")
    if former and booking.order < former.order:
        return []  # they were booked before those of the plan that there is: it has taken the place of this one
    return [*events, *left(release), HandoverBooked(booking=booking)]


def complete(release: Release, command: CompleteHandover) -> Sequence[ReleaseEvent]:
    """Without a plan, and late, too: that is a finding, and no reason to lose the fact."""
    if command.day == release.met:
        return []
    events = follow(
        release, HandoverCompleted(**release.on(command.day)), "a handover is completed once, after the notice"
    )
    release_day = release.must_be_dated()
    if command.day < release_day:
        raise conflict(f"the person is still in prison until {release_day}, and cannot be met before")
    return [*events, *left(release)]
