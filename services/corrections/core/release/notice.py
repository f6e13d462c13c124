"""From the prison's notice on: is the person known here, at what risk, and when is the day?"""

from collections.abc import Sequence

from services.corrections.core.release.commands import (
    AssessRelease,
    NotifyRelease,
    RedateRelease,
    ReturnRelease,
    VerifyRelease,
)
from services.corrections.core.release.state import Release, ReleaseEvent, follow, left
from shared.contract.corrections import (
    ReleaseAssessed,
    ReleaseNotified,
    ReleaseRedated,
    ReleaseReturned,
    ReleaseVerified,
)
from shared.kernel.refusal import conflict


def notify(release: Release, command: NotifyRelease) -> Sequence[ReleaseEvent]:
    event = ReleaseNotified(
        county_code=command.county_code,
        office_id=command.office_id,
        day=command.day,
        release_day=command.release_day,
        key_person=command.key_person,
        minor=command.minor,
        has_guardian=command.has_guardian,
        identity_contradicted=command.identity_contradicted,
    )
    if event == release.notice:
        return []
    return follow(release, event, "it is notified once, and this is another notice")


def verify(release: Release, command: VerifyRelease) -> Sequence[ReleaseEvent]:
    """Who was not found may be found later, and the other way round."""
    event = ReleaseVerified(**release.on(command.day), found=command.found)
    if event == release.verified:
        return []
    return follow(release, event, "a person is verified after the notice, before the handover")


def give_back(release: Release, command: ReturnRelease) -> Sequence[ReleaseEvent]:
    event = ReleaseReturned(**release.on(command.day))
    if event == release.returned:
        return []
    events = follow(release, event, "the prison is told before the handover, once")
    if release.verified is None or release.verified.found:
        raise conflict("only who was looked for and not found is returned to the prison")
    return [*events, *left(release)]


def assess(release: Release, command: AssessRelease) -> Sequence[ReleaseEvent]:
    event = ReleaseAssessed(
        **release.on(command.day),
        key_person=command.key_person,
        minor=command.minor,
        has_guardian=command.has_guardian,
        identity_contradicted=command.identity_contradicted,
    )
    if event == release.said:
        return []
    return follow(release, event, "the risk is assessed after the notice, until help ends")


def redate(release: Release, command: RedateRelease) -> Sequence[ReleaseEvent]:
    """What is known already stays known from the day on which it was said first.

    People and vehicle were booked for the former day: they are free, and the handover is to be planned anew.
    """
    if command.release_day == release.release_day:
        return []
    event = ReleaseRedated(**release.on(command.day), release_day=command.release_day)
    return [*follow(release, event, "its day can change after the notice, until the handover"), *left(release)]
