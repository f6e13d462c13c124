"""电子定位 (社区矫正法 29): for one of five causes, three months an approval, and no longer than it is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, assert_never

from services.corrections.core.offender.state import Offender, end, once
from shared.contract.corrections import PositioningApproved, PositioningRemoved
from shared.contract.envelope import Public

# The law's five, in its order; any other is recorded, and flagged.
Cause = Literal["injunction", "left-area", "refused-report", "punished", "revocation-proposed", "other"]


@dataclass(frozen=True, kw_only=True)
class ApprovePositioning:
    """The first approval, or an extension of it."""

    day: date
    cause: Cause


@dataclass(frozen=True, kw_only=True)
class RemovePositioning:
    day: date


PositioningCommand = ApprovePositioning | RemovePositioning


def position(offender: Offender, command: PositioningCommand) -> Sequence[Public]:
    at = offender.at(command.day)
    match command:
        case ApprovePositioning():
            return once(offender, PositioningApproved(**at, cause=command.cause))
        case RemovePositioning():
            return end(offender, PositioningRemoved(**at), PositioningApproved)
        case _:
            assert_never(command)
