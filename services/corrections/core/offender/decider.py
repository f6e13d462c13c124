"""All that may be asked of an offender's case, and what becomes of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from services.corrections.core.offender.away import AwayCommand, away
from services.corrections.core.offender.case import (
    DischargeOffender,
    EnrolOffender,
    RegisterOffender,
    discharge,
    enrol,
    register,
)
from services.corrections.core.offender.positioning import PositioningCommand, position
from services.corrections.core.offender.relocation import (
    BeginRelocation,
    EnrolRelocated,
    begin_relocation,
    enrol_relocated,
)
from services.corrections.core.offender.state import LIFECYCLE, Offender, Stay
from services.corrections.core.offender.supervision import SupervisionCommand, supervise
from shared.contract.corrections import (
    OF_OFFENDERS,
    OffenderDischarged,
    OffenderEnrolled,
    OffenderReceived,
    OffenderRegistered,
    OffenderRelocated,
)
from shared.contract.envelope import Public
from shared.kernel.decider import Decider

CaseCommand = RegisterOffender | EnrolOffender | DischargeOffender | BeginRelocation | EnrolRelocated
OffenderCommand = CaseCommand | SupervisionCommand | AwayCommand | PositioningCommand

DECISIONS: Mapping[type, Callable[[Offender, Any], Sequence[Public]]] = {
    RegisterOffender: register,
    EnrolOffender: enrol,
    **dict.fromkeys(get_args(SupervisionCommand), supervise),
    **dict.fromkeys(get_args(AwayCommand), away),
    **dict.fromkeys(get_args(PositioningCommand), position),
    BeginRelocation: begin_relocation,
    EnrolRelocated: enrol_relocated,
    DischargeOffender: discharge,
}


def decide(offender: Offender, command: OffenderCommand) -> Sequence[Public]:
    return DECISIONS[type(command)](offender, command)


def evolve(offender: Offender, event: Public) -> Offender:
    offender = replace(offender, stage=LIFECYCLE.after(offender.stage, type(event)), past=(*offender.past, event))
    match event:
        case OffenderRegistered():
            here = replace(offender, county_code=event.county_code, office_id=event.office_id)
            return replace(here, registration=event, day=event.day)
        case OffenderEnrolled() | OffenderReceived():
            return arrived(offender, event)
        case OffenderRelocated() | OffenderDischarged():
            return replace(offender, day=event.day)
        case _:
            return offender


def arrived(offender: Offender, event: OffenderEnrolled | OffenderReceived) -> Offender:
    stay = Stay(county_code=event.county_code, office_id=event.office_id, since=event.day)
    here = replace(offender, county_code=event.county_code, office_id=event.office_id)
    return replace(here, day=event.day, stays=(*offender.stays, stay))


DECIDER: Decider[OffenderCommand, Public, Offender] = Decider("offender", Offender(), decide, evolve, OF_OFFENDERS)
