"""村（居）公共法律服务: a township's villages, and who and what gives them legal service there (Art. 10, 11)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal, assert_never

from shared.contract.mediation import ServiceProvided, ServiceWithdrawn, VillagesListed
from shared.kernel.decider import Decider
from shared.kernel.refusal import conflict

# 公共法律服务工作站, 乡镇（街道）法律顾问, 村（居）法律顾问, 村（居）公共法律服务工作室.
OfTownship = Literal["station", "township-adviser"]
OfVillage = Literal["village-adviser", "village-room"]
# What is provided, and in which village; in none where it is the whole township's.
Provision = tuple[OfTownship | OfVillage, str | None]


@dataclass(frozen=True, kw_only=True)
class ListVillages:
    """All the villages, code and name, under the office that serves the township; and what is provided in which."""

    county_code: str
    office_id: str
    villages: Mapping[str, str]
    provided: Mapping[Provision, date]
    day: date


@dataclass(frozen=True, kw_only=True)
class ProvideService:
    """There is one from `since` on. Another adviser takes the place of the former."""

    county_code: str
    office_id: str
    provision: Provision
    since: date


@dataclass(frozen=True, kw_only=True)
class WithdrawService:
    """`day` is the first on which there is none."""

    provision: Provision
    day: date


VillagesCommand = ListVillages | ProvideService | WithdrawService
VillagesEvent = VillagesListed | ServiceProvided | ServiceWithdrawn


@dataclass(frozen=True, kw_only=True)
class Tenure:
    since: date
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Villages:
    """`tenures`: the last of each provision."""

    county_code: str = ""
    office_id: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    tenures: Mapping[Provision, Tenure] = field(default_factory=dict)

    def on(self, day: date) -> dict[str, Any]:
        """What every event says first."""
        return {"county_code": self.county_code, "office_id": self.office_id, "day": day}


def decide(villages: Villages, command: VillagesCommand) -> Sequence[VillagesEvent]:
    match command:
        case ListVillages():
            return list_villages(villages, command)
        case ProvideService():
            served = under(villages, command.county_code, command.office_id)
            return provide(served, command.provision, command.since)
        case WithdrawService():
            return withdraw(villages, command)
        case _:
            assert_never(command)


def list_villages(villages: Villages, command: ListVillages) -> Sequence[VillagesEvent]:
    served = under(villages, command.county_code, command.office_id)
    events: list[VillagesEvent] = []
    if command.villages != served.names:
        events.append(VillagesListed(**served.on(command.day), villages=command.villages))
        served = evolve(served, events[0])
    for provision, since in command.provided.items():
        events += provide(served, provision, since)
    return events


def under(villages: Villages, county_code: str, office_id: str) -> Villages:
    """As they are served by the office, from now on if nobody served them before. Raises Refused."""
    if villages.office_id not in (None, office_id):
        raise conflict("the township is served by another office")
    return replace(villages, county_code=county_code, office_id=office_id)


def provide(villages: Villages, provision: Provision, since: date) -> Sequence[VillagesEvent]:
    must_be_there(villages, provision)
    kind, village_code = provision
    last = villages.tenures.get(provision)
    if last == Tenure(since=since):
        return []
    if last and since < (last.until or last.since):
        raise conflict(f"what was provided since {last.since} cannot be followed before {last.until or last.since}")
    return [ServiceProvided(**villages.on(since), kind=kind, village_code=village_code)]


def withdraw(villages: Villages, command: WithdrawService) -> Sequence[VillagesEvent]:
    must_be_there(villages, command.provision)
    kind, village_code = command.provision
    last = villages.tenures.get(command.provision)
    if last and last.until == command.day:
        return []
    if last is None or last.until:
        raise conflict("there is none to be withdrawn")
    if command.day < last.since:
        raise conflict(f"what is provided since {last.since} cannot be withdrawn before")
    return [ServiceWithdrawn(**villages.on(command.day), kind=kind, village_code=village_code)]


def must_be_there(villages: Villages, provision: Provision) -> None:
    village_code = provision[1]
    if village_code is not None and village_code not in villages.names:
        raise conflict("no such village is listed in this township")


def evolve(villages: Villages, event: VillagesEvent) -> Villages:
    villages = replace(villages, county_code=event.county_code, office_id=event.office_id)
    match event:
        case VillagesListed():
            return listed(villages, event)
        case ServiceProvided():
            return with_tenure(villages, event, Tenure(since=event.day))
        case ServiceWithdrawn():
            last = villages.tenures[of(event)]
            return with_tenure(villages, event, replace(last, until=event.day))
        case _:
            assert_never(event)


def listed(villages: Villages, event: VillagesListed) -> Villages:
    """What was provided in a village that is no longer there has gone with it."""
    tenures = {of_what: tenure for of_what, tenure in villages.tenures.items() if of_what[1] in {None, *event.villages}}
    return replace(villages, names=event.villages, tenures=tenures)


def with_tenure(villages: Villages, event: ServiceProvided | ServiceWithdrawn, tenure: Tenure) -> Villages:
    return replace(villages, tenures={**villages.tenures, of(event): tenure})


def of(event: ServiceProvided | ServiceWithdrawn) -> Any:
    return event.kind, event.village_code


DECIDER: Decider[VillagesCommand, VillagesEvent, Villages] = Decider(
    "villages", Villages(), decide, evolve, (VillagesListed, ServiceProvided, ServiceWithdrawn)
)
