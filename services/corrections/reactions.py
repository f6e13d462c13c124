"""What corrections makes of claims that were taken, of people who were booked, and of offenders who were discharged."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from services.corrections.core import duty, release, volunteer
from services.corrections.core.duty import Assign, Assigned, Relieve, sheet_of
from services.corrections.core.offender import decider as offender
from services.corrections.core.offender.case import RegisterOffender
from services.corrections.core.release.commands import Booking, NotifyRelease, OpenHelp, PlanHandover
from services.corrections.core.release.state import BookingLeft, Release
from services.corrections.views import caseload, release_calendar, volunteers
from shared.contract.codec import shaped
from shared.contract.corrections import OffenderDischarged
from shared.kernel.claim import Claimed
from shared.kernel.decider import subject_of
from shared.kernel.refusal import Refused
from shared.ports.store import KeyUsed, Recorded
from shared.runtime.aggregate import Aggregate, Reading, Standing
from shared.runtime.claims import carrying_out, claim, intent
from shared.runtime.handler import Handler, Reaction, Sender

OFFENDER = Aggregate(offender.DECIDER, Reading(caseload.VIEW, caseload.OffenderCard, caseload.fold))
RELEASE = Aggregate(
    release.DECIDER, Reading(release_calendar.VIEW, release_calendar.ReleaseCard, release_calendar.fold)
)
VOLUNTEER = Aggregate(volunteer.DECIDER, Reading(volunteers.VIEW, volunteers.VolunteerCard, volunteers.fold))
DUTY: Aggregate[Any, Any, duty.DutySheet, None] = Aggregate(duty.DECIDER)

# One open case a person: whoever has the number has the claim, by the number's keyed hash.
OFFENDER_CLAIM = claim("offenderclaim")
RELEASE_CLAIM = claim("releaseclaim")
HELPED_ON = ("served", "pardoned")


async def book(
    handler: Handler, prison: str, asked: PlanHandover, release: Standing[Release, Any], sender: Sender
) -> bool:
    """The scarce thing first: who goes is put on the day's duty sheet, and planned then. Raises Refused.

    What would be refused, or changes nothing, takes nobody.
    """
    if release.document is None or not RELEASE.decider.decide(release.state, asked):
        return False
    assign = Assign(
        release_id=release.document.id,
        prison=prison,
        escort=asked.escort,
        vehicle=asked.vehicle,
        intent=intent(asked, sender),
    )
    sheet = sheet_of(release.state.county_code, release.state.must_be_dated())
    await handler.handle(DUTY, sheet, assign, sender.without_key())
    return True


async def on_assigned(recorded: Recorded, handler: Handler) -> None:
    """People and vehicle are booked; now the handover is planned so. Where it is not, they are free again.

    Who is on the sheet no longer has gone another way meanwhile: the plan was changed, or the day.
    """
    assigned, sheet = recorded.event, subject_of(recorded.commit.stream)
    if not isinstance(assigned, Assigned) or assigned.order not in (await handler.current(DUTY, sheet)).state.assigned:
        return
    asked, commit, id = assigned.intent, recorded.commit, assigned.release_id
    key, fingerprint = asked["key"], asked["fingerprint"]
    sender = Sender(actor=commit.actor, key=key, fingerprint=fingerprint, traceparent=commit.traceparent)
    booking = Booking(sheet=sheet, order=assigned.order)
    wanted = replace(shaped(asked["command"], PlanHandover), booking=booking)
    try:
        await handler.handle(RELEASE, id, wanted, sender)
    except (Refused, KeyUsed):
        await relieve(handler, booking, recorded)
        raise
    if (await handler.current(RELEASE, id)).state.booking != booking:
        await relieve(handler, booking, recorded)


async def on_booking_left(recorded: Recorded, handler: Handler) -> None:
    """Another plan, another day, or the handover is done: who was to go is free again."""
    if isinstance(recorded.event, BookingLeft):
        await relieve(handler, recorded.event.booking, recorded)


async def relieve(handler: Handler, booking: Booking, because: Recorded) -> None:
    await handler.handle(DUTY, booking.sheet, Relieve(order=booking.order), following(because))


async def on_offender_discharged(recorded: Recorded, handler: Handler) -> None:
    """解除矫正 leads into help: under the same id, so that the vault has the person once."""
    discharged, id = recorded.event, subject_of(recorded.commit.stream)
    if not isinstance(discharged, OffenderDischarged) or discharged.reason not in HELPED_ON:
        return
    card = (await handler.current(OFFENDER, id)).document
    if card is None:
        raise TypeError(discharged)
    opening = OpenHelp(
        county_code=discharged.county_code,
        office_id=str(discharged.office_id),
        origin="correction",
        minor=card.minor,
        day=discharged.day,
    )
    await handler.handle(RELEASE, id, opening, following(recorded))


def following(recorded: Recorded) -> Sender:
    """Whoever has caused it is the actor of what follows."""
    commit = recorded.commit
    return Sender(actor=commit.actor, caused_by=recorded.id, traceparent=commit.traceparent)


REACTIONS: Mapping[tuple[str, type], Reaction] = {
    ("offenderclaim", Claimed): carrying_out(OFFENDER_CLAIM, OFFENDER, RegisterOffender),
    ("releaseclaim", Claimed): carrying_out(RELEASE_CLAIM, RELEASE, NotifyRelease),
    ("dutysheet", Assigned): on_assigned,
    ("release", BookingLeft): on_booking_left,
    ("offender", OffenderDischarged): on_offender_discharged,
}
