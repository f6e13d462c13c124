"""刑满释放人员: from the prison's notice over the handover (必接必送) to the end of help (Art. 12)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from services.corrections.core.release import handover, in_help, notice
from services.corrections.core.release.commands import (
    AssessRelease,
    CompleteHandover,
    ConfirmPickup,
    EndHelp,
    GiveHelp,
    LoseContact,
    NotifyRelease,
    OpenHelp,
    PlanHandover,
    ReceiveHelp,
    RedateRelease,
    RegainContact,
    ReleaseCommand,
    ReturnRelease,
    SendHelp,
    VerifyRelease,
)
from services.corrections.core.release.state import BookingLeft, HandoverBooked, Release, ReleaseEvent, evolve
from shared.contract.corrections import OF_RELEASES
from shared.kernel.decider import Decider

DECISIONS: Mapping[type, Callable[[Release, Any], Sequence[ReleaseEvent]]] = {
    NotifyRelease: notice.notify,
    VerifyRelease: notice.verify,
    ReturnRelease: notice.give_back,
    AssessRelease: notice.assess,
    RedateRelease: notice.redate,
    ConfirmPickup: handover.confirm,
    PlanHandover: handover.plan,
    CompleteHandover: handover.complete,
    OpenHelp: in_help.open_help,
    GiveHelp: in_help.give,
    LoseContact: in_help.lose,
    RegainContact: in_help.regain,
    SendHelp: in_help.send,
    ReceiveHelp: in_help.receive,
    EndHelp: in_help.end,
}


def decide(release: Release, command: ReleaseCommand) -> Sequence[ReleaseEvent]:
    return DECISIONS[type(command)](release, command)


DECIDER: Decider[ReleaseCommand, ReleaseEvent, Release] = Decider(
    "release",
    Release(),
    decide,
    evolve,
    (*OF_RELEASES, HandoverBooked, BookingLeft),
)
