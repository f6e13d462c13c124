"""Who is, or will be, released from prison; and who is helped since, or since the end of a correction."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from services.compliance.core.subjects.help import (
    Help,
    after_handover,
    found,
    given,
    handed_on,
    help_by,
    lost,
    opened,
    sent,
)
from services.compliance.core.subjects.mark import Mark, Subjects, mark_by
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


@dataclass(frozen=True, slots=True)
class Dating:
    """What was said of the day of a release: none while it is unknown, or once it was taken back.

    And what was prepared for that day.
    """

    release_day: date | None
    mark: Mark
    planned: Mark | None = None
    pickup: Mark | None = None


@dataclass(frozen=True, slots=True)
class Description:
    """What was said of the person. `contradicted`: the identity number says otherwise."""

    key_person: bool
    minor: bool
    has_guardian: bool
    contradicted: bool
    mark: Mark


@dataclass(frozen=True, slots=True)
class Verification:
    found: bool
    mark: Mark


@dataclass(frozen=True, slots=True)
class Release:
    """Who was discharged from a correction, or moved here, has no dates.

    `stays`: who has moved away may have come back.
    """

    dates: tuple[Dating, ...]
    described: tuple[Description, ...]
    verified: tuple[Verification, ...] = ()
    returned: tuple[Mark, ...] = ()
    assessed: tuple[Mark, ...] = ()
    handed_over: Mark | None = None
    stays: tuple[Help, ...] = ()
    ended: Mark | None = None

    def told(self) -> Iterator[tuple[Description, Mark | None]]:
        """What was said in turn, by its days, and when something else was said."""
        in_order = sorted(self.described, key=lambda each: each.mark.day)
        return zip(in_order, [*(each.mark for each in in_order[1:]), None], strict=True)

    def described_on(self, day: date) -> Description:
        """What had been said last by the day, or what was said first."""
        said = [each for each, _ in self.told()]
        by_then = [each for each in said if each.mark.day <= day]
        return by_then[-1] if by_then else said[0]

    def acts(self) -> Iterator[Mark]:
        """All that was told of help, and of what the prison was told."""
        yield from (each.mark for each in self.verified)
        yield from (each.mark for each in self.described)
        for stay in self.stays:
            yield from (*stay.visits, *stay.sent)


def described(event: ReleaseNotified | ReleaseAssessed, mark: Mark) -> Description:
    return Description(event.key_person, event.minor, event.has_guardian, event.identity_contradicted, mark)


def notified(was: Release | None, event: ReleaseNotified, mark: Mark) -> Release:
    """A second notice dates anew, or takes the date away; what was planned and done stays."""
    if was is None:
        return Release((Dating(event.release_day, mark),), (described(event, mark),))
    before = was.dates[-1]
    dating = Dating(event.release_day, mark, before.planned, before.pickup)
    return replace(was, dates=(*was.dates, dating), described=(*was.described, described(event, mark)))


def redated(was: Release | None, event: ReleaseRedated, mark: Mark) -> Release | None:
    """What was planned was planned for another day."""
    return was and replace(was, dates=(*was.dates, Dating(event.release_day, mark)))


def verified(was: Release | None, event: ReleaseVerified, mark: Mark) -> Release | None:
    return was and replace(was, verified=(*was.verified, Verification(event.found, mark)))


def returned(was: Release | None, _: ReleaseReturned, mark: Mark) -> Release | None:
    return was and replace(was, returned=(*was.returned, mark))


def assessed(was: Release | None, event: ReleaseAssessed, mark: Mark) -> Release | None:
    return was and replace(was, described=(*was.described, described(event, mark)), assessed=(*was.assessed, mark))


def planned(was: Release | None, _: HandoverPlanned, mark: Mark) -> Release | None:
    """Another plan later on does not change since when there is one."""
    return was and prepared(was, lambda dating: replace(dating, planned=dating.planned or mark))


def confirmed(was: Release | None, _: PickupConfirmed, mark: Mark) -> Release | None:
    return was and prepared(was, lambda dating: replace(dating, pickup=dating.pickup or mark))


def prepared(was: Release, how: Callable[[Dating], Dating]) -> Release:
    *before, last = was.dates
    return replace(was, dates=(*before, how(last)))


def met(was: Release | None, _: HandoverCompleted, mark: Mark) -> Release | None:
    if was is None:
        return None
    return replace(was, handed_over=mark, stays=(*was.stays, after_handover(was.dates[-1].release_day, mark)))


def arrived(was: Release | None, event: HelpOpened | HelpReceived, mark: Mark) -> Release:
    """Without a handover here: discharged from a correction, or moved here; perhaps back again."""
    guarded = event.has_guardian if isinstance(event, HelpReceived) else True
    said, stay = Description(event.key_person, event.minor, guarded, False, mark), opened(event, mark)
    if was is None:
        return Release((), (said,), stays=(stay,))
    return replace(was, described=(*was.described, said), stays=(*was.stays, stay))


def helped(how: Callable[[Help, Any, Mark], Help]) -> Callable[[Release | None, Any, Mark], Release | None]:
    """What becomes of the help that goes on here."""

    def fold(was: Release | None, event: Any, mark: Mark) -> Release | None:
        if was is None or not was.stays:
            return was
        *before, last = was.stays
        return replace(was, stays=(*before, how(last, event, mark)))

    return fold


def ended(was: Release | None, _: HelpEnded, mark: Mark) -> Release | None:
    return was and replace(was, ended=mark)


def release_by(release: Release, instant: datetime) -> Release | None:
    described = tuple(each for each in release.described if mark_by(each.mark, instant))
    if not described:
        return None
    return Release(
        tuple(dating_by(each, instant) for each in release.dates if mark_by(each.mark, instant)),
        described,
        tuple(each for each in release.verified if mark_by(each.mark, instant)),
        tuple(mark for mark in release.returned if mark_by(mark, instant)),
        tuple(mark for mark in release.assessed if mark_by(mark, instant)),
        mark_by(release.handed_over, instant),
        tuple(stay for each in release.stays if (stay := help_by(each, instant))),
        mark_by(release.ended, instant),
    )


def dating_by(dating: Dating, instant: datetime) -> Dating:
    return replace(dating, planned=mark_by(dating.planned, instant), pickup=mark_by(dating.pickup, instant))


RELEASES = Subjects(
    {
        ReleaseNotified: notified,
        ReleaseRedated: redated,
        ReleaseVerified: verified,
        ReleaseReturned: returned,
        ReleaseAssessed: assessed,
        PickupConfirmed: confirmed,
        HandoverPlanned: planned,
        HandoverCompleted: met,
        HelpOpened: arrived,
        HelpReceived: arrived,
        HelpGiven: helped(given),
        ContactLost: helped(lost),
        ContactRegained: helped(found),
        HelpSent: helped(sent),
        HelpHandedOn: helped(handed_on),
        HelpEnded: ended,
    },
    release_by,
)
