"""公共法律服务: advice that was given, or a referral that is followed to its end (Art. 10)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Literal, assert_never

from shared.contract.mediation import AdviceGiven, PersonReferred, ReferralEnded
from shared.kernel.decider import Decider
from shared.kernel.lifecycle import Lifecycle
from shared.kernel.refusal import conflict

# 法律咨询; and to whom people are referred: 法律援助, 律师, 公证, 基层法律服务, 司法鉴定.
Kind = Literal["advice", "legal-aid", "lawyer", "notary", "grassroots", "forensic"]
# 已办理, 不予办理, 当事人放弃.
Outcome = Literal["served", "declined", "given-up"]


@dataclass(frozen=True, kw_only=True)
class RecordService:
    """Who came, and what about, is not asked."""

    county_code: str
    office_id: str
    kind: Kind
    day: date


@dataclass(frozen=True, kw_only=True)
class EndReferral:
    outcome: Outcome
    day: date


ServiceCommand = RecordService | EndReferral
ServiceEvent = AdviceGiven | PersonReferred | ReferralEnded


class Stage(StrEnum):
    NONE = "none"
    ADVISED = "advised"
    REFERRED = "referred"
    ENDED = "ended"


LIFECYCLE = Lifecycle[Stage](
    {
        (Stage.NONE, AdviceGiven): Stage.ADVISED,
        (Stage.NONE, PersonReferred): Stage.REFERRED,
        (Stage.REFERRED, ReferralEnded): Stage.ENDED,
    }
)


@dataclass(frozen=True, kw_only=True)
class Service:
    stage: Stage = Stage.NONE
    recorded: AdviceGiven | PersonReferred | None = None
    ended: ReferralEnded | None = None


def decide(service: Service, command: ServiceCommand) -> Sequence[ServiceEvent]:
    match command:
        case RecordService():
            return record(service, command)
        case EndReferral():
            return end(service, command)
        case _:
            assert_never(command)


def record(service: Service, command: RecordService) -> Sequence[ServiceEvent]:
    event: AdviceGiven | PersonReferred
    if command.kind == "advice":
        event = AdviceGiven(county_code=command.county_code, office_id=command.office_id, day=command.day)
    else:
        event = PersonReferred(
            county_code=command.county_code, office_id=command.office_id, day=command.day, kind=command.kind
        )
    if event == service.recorded:
        return []
    if not LIFECYCLE.allows(service.stage, type(event)):
        raise conflict("a service is recorded once, and this is another")
    return [event]


def end(service: Service, command: EndReferral) -> Sequence[ServiceEvent]:
    referred = service.recorded
    if referred is None or isinstance(referred, AdviceGiven):
        raise conflict("nobody was referred: there is nothing to end")
    event = ReferralEnded(
        county_code=referred.county_code, office_id=referred.office_id, day=command.day, outcome=command.outcome
    )
    if event == service.ended:
        return []
    if not LIFECYCLE.allows(service.stage, ReferralEnded):
        raise conflict("the referral has ended already, with other content")
    if command.day < referred.day:
        raise conflict(f"a referral made on {referred.day} cannot have ended before")
    return [event]


def evolve(service: Service, event: ServiceEvent) -> Service:
    stage = LIFECYCLE.after(service.stage, type(event))
    match event:
        case AdviceGiven() | PersonReferred():
            return Service(stage=stage, recorded=event)
        case ReferralEnded():
            return replace(service, stage=stage, ended=event)
        case _:
            assert_never(event)


DECIDER: Decider[ServiceCommand, ServiceEvent, Service] = Decider(
    "service", Service(), decide, evolve, (AdviceGiven, PersonReferred, ReferralEnded)
)
