"""Who is enrolled and not there: out of supervision (脱管), on leave (外出), deprived of liberty. All of them count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, assert_never

from services.corrections.core.offender.state import Offender, begin, end
from shared.contract.corrections import (
    LeaveEnded,
    LeaveGranted,
    LibertyRestored,
    LibertyRestricted,
    OffenderReceived,
    SupervisionLost,
    SupervisionRegained,
)
from shared.contract.envelope import Public

Level = Literal["office", "county", "city"]


@dataclass(frozen=True, kw_only=True)
class ReportAbsence:
    """脱管: nobody has known since `day` where the offender is."""

    day: date


@dataclass(frozen=True, kw_only=True)
class RecordReturn:
    """Found, or come back."""

    day: date


@dataclass(frozen=True, kw_only=True)
class GrantLeave:
    """From `day` to the end of `until`. Who approved it too high up or too low is compliance's to say."""

    day: date
    until: date
    approved_by: Level


@dataclass(frozen=True, kw_only=True)
class EndLeave:
    """销假: the offender has reported back."""

    day: date


@dataclass(frozen=True, kw_only=True)
class RestrictLiberty:
    """Detained, arrested, or in custody: the term's end by itself expects nothing of the office any more."""

    day: date


@dataclass(frozen=True, kw_only=True)
class RestoreLiberty:
    day: date


AwayCommand = ReportAbsence | RecordReturn | GrantLeave | EndLeave | RestrictLiberty | RestoreLiberty


def away(offender: Offender, command: AwayCommand) -> Sequence[Public]:
    """Whoever reports at another office is away no more."""
    at = offender.at(command.day)
    match command:
        case ReportAbsence():
            return begin(offender, SupervisionLost(**at), SupervisionRegained, OffenderReceived)
        case RecordReturn():
            return back(offender, SupervisionRegained(**at))
        case GrantLeave():
            leave = LeaveGranted(**at, until=command.until, approved_by=command.approved_by)
            return begin(offender, leave, LeaveEnded, OffenderReceived)
        case EndLeave():
            return end(offender, LeaveEnded(**at), LeaveGranted, OffenderReceived)
        case RestrictLiberty():
            return begin(offender, LibertyRestricted(**at), LibertyRestored)
        case RestoreLiberty():
            return end(offender, LibertyRestored(**at), LibertyRestricted)
        case _:
            assert_never(command)


def back(offender: Offender, event: SupervisionRegained) -> Sequence[Public]:
    """Whoever had not come back from a leave that is over is back from it, too."""
    events = end(offender, event, SupervisionLost, OffenderReceived)
    leave = offender.unended(LeaveGranted, LeaveEnded, OffenderReceived)
    if events and leave and leave.until < event.day:
        return [*events, LeaveEnded(**offender.at(event.day))]
    return events
