"""帮教: for some years the office visits and helps who was released, or discharged from a correction (Art. 12)."""

from collections.abc import Sequence
from typing import Any

from services.corrections.core.release.commands import (
    EndHelp,
    GiveHelp,
    LoseContact,
    OpenHelp,
    ReceiveHelp,
    RegainContact,
    SendHelp,
)
from services.corrections.core.release.state import HELPED, Release, ReleaseEvent, follow, left
from shared.contract.corrections import (
    ContactLost,
    ContactRegained,
    HelpEnded,
    HelpGiven,
    HelpHandedOn,
    HelpOpened,
    HelpReceived,
    HelpSent,
)
from shared.kernel.refusal import conflict


def open_help(release: Release, command: OpenHelp) -> Sequence[ReleaseEvent]:
    event = HelpOpened(
        county_code=command.county_code,
        office_id=command.office_id,
        day=command.day,
        origin=command.origin,
        since=command.day,
        key_person=False,
        minor=command.minor,
    )
    if event == release.said or release.origin == command.origin:
        return []
    return follow(release, event, "help is opened once")


def give(release: Release, command: GiveHelp) -> Sequence[ReleaseEvent]:
    return helped(release, HelpGiven(**release.on(command.day), kind=command.kind))


def lose(release: Release, command: LoseContact) -> Sequence[ReleaseEvent]:
    return helped(release, ContactLost(**release.on(command.day)))


def regain(release: Release, command: RegainContact) -> Sequence[ReleaseEvent]:
    events = helped(release, ContactRegained(**release.on(command.day)))
    if events and release.lost and command.day < release.lost:
        raise conflict(f"nobody who was lost on {release.lost} was found before")
    return events


def send(release: Release, command: SendHelp) -> Sequence[ReleaseEvent]:
    """Sent elsewhere while it is on its way, it goes there."""
    if command.to_office_id == release.office_id:
        raise conflict("the person is helped by that office already")
    sent = HelpSent(**release.on(command.day), to_county_code=command.to_county_code, to_office_id=command.to_office_id)
    return helped(release, sent)


def receive(release: Release, command: ReceiveHelp) -> Sequence[ReleaseEvent]:
    """One commit, for both: from this day on the person is the new office's, and the old one's no longer."""
    sent, said = release.sent, release.said
    if sent is None or said is None:
        if any(isinstance(event, HelpReceived) and event.day == command.day for event in release.past):
            return []
        raise conflict("nothing is on its way to another office")
    if command.day < sent.day:
        raise conflict(f"what was sent on {sent.day} was not received before")
    there: dict[str, Any] = {"county_code": sent.to_county_code, "office_id": sent.to_office_id, "day": command.day}
    received = HelpReceived(
        **there,
        from_office_id=str(release.office_id),
        origin=release.origin,
        since=release.since,
        key_person=said.key_person,
        minor=said.minor,
        has_guardian=getattr(said, "has_guardian", True),
    )
    handed_on = HelpHandedOn(
        **release.on(command.day), to_county_code=sent.to_county_code, to_office_id=sent.to_office_id
    )
    return [handed_on, *follow(release, received, "who was helped no longer is received nowhere")]


def end(release: Release, command: EndHelp) -> Sequence[ReleaseEvent]:
    """Also before there was any: who dies in prison, or is released to another place, is awaited no longer."""
    event = HelpEnded(**release.on(command.day), reason=command.reason)
    if event in release.past:
        return []
    return [*follow(release, event, "help ends once, after the notice"), *left(release)]


def helped(release: Release, event: HelpGiven | ContactLost | ContactRegained | HelpSent) -> Sequence[ReleaseEvent]:
    """The event where it may come now, nothing where it has come already."""
    if event in release.past:
        return []
    events = follow(release, event, "help is given after the handover, until it ends")
    if release.stage in HELPED and event.day < release.since:
        raise conflict(f"the person was in custody until {release.since}")
    return events
