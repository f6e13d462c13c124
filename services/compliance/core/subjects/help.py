"""帮教: how somebody is helped at the office, from the handover, the discharge or the arrival on."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from services.compliance.core.subjects.mark import Mark, mark_by
from shared.contract.corrections import HelpGiven, HelpOpened, HelpReceived

VISIT, AGREEMENT = "visit", "agreement"


@dataclass(frozen=True, slots=True)
class Loss:
    """Nobody knew where the person was, from `lost` on until `found`."""

    lost: Mark
    found: Mark | None = None


@dataclass(frozen=True, slots=True)
class Help:
    """`since`: release or discharge, from which the term runs; `begun`: when it began at this office.

    Papers are `sent` to another office, and with their receipt the person is `handed_on`.
    """

    origin: str
    since: date
    begun: Mark
    visits: tuple[Mark, ...] = ()
    agreed: tuple[Mark, ...] = ()
    losses: tuple[Loss, ...] = ()
    sent: tuple[Mark, ...] = ()
    handed_on: Mark | None = None

    def lost_on(self, day: date) -> bool:
        return any(each.lost.day <= day and (each.found is None or each.found.day > day) for each in self.losses)


def after_handover(release_day: date | None, mark: Mark) -> Help:
    return Help("prison", release_day or mark.day, mark)


def opened(event: HelpOpened | HelpReceived, mark: Mark) -> Help:
    return Help(event.origin, event.since, mark)


def given(was: Help, event: HelpGiven, mark: Mark) -> Help:
    """Only what a rule asks for is kept."""
    if event.kind == VISIT:
        return replace(was, visits=(*was.visits, mark))
    return replace(was, agreed=(*was.agreed, mark)) if event.kind == AGREEMENT else was


def lost(was: Help, _: object, mark: Mark) -> Help:
    return replace(was, losses=(*was.losses, Loss(mark)))


def found(was: Help, _: object, mark: Mark) -> Help:
    open = (each if each.found else replace(each, found=mark) for each in was.losses)
    return replace(was, losses=tuple(open))


def sent(was: Help, _: object, mark: Mark) -> Help:
    return replace(was, sent=(*was.sent, mark))


def handed_on(was: Help, _: object, mark: Mark) -> Help:
    return replace(was, handed_on=mark)


def help_by(help: Help, instant: datetime) -> Help | None:
    if mark_by(help.begun, instant) is None:
        return None
    return replace(
        help,
        visits=tuple(mark for mark in help.visits if mark_by(mark, instant)),
        agreed=tuple(mark for mark in help.agreed if mark_by(mark, instant)),
        losses=tuple(
            Loss(each.lost, mark_by(each.found, instant)) for each in help.losses if mark_by(each.lost, instant)
        ),
        sent=tuple(mark for mark in help.sent if mark_by(mark, instant)),
        handed_on=mark_by(help.handed_on, instant),
    )


def loss_by(loss: Loss, instant: datetime) -> Loss:
    return replace(loss, found=mark_by(loss.found, instant))
