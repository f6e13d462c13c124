"""The townships that the office serves: their villages, and who and what gives legal service there."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from services.compliance.core.subjects.mark import Mark, Subjects, mark_by
from shared.contract.mediation import ServiceProvided, ServiceWithdrawn, VillagesListed

Tenures = tuple["Tenure", ...]


@dataclass(frozen=True, slots=True)
class Tenure:
    """Something is provided from `since` on, and before `until`; whoever follows at once goes on with it."""

    since: Mark
    until: Mark | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """All the villages that there are, by their codes, until the next listing."""

    codes: tuple[str, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Township:
    """`tenures` by their kind, and its village's code where it is one village's."""

    listings: tuple[Listing, ...] = ()
    tenures: Mapping[str, Tenures] = field(default_factory=dict)

    def provided(self, kind: str, village_code: str | None = None) -> Tenures:
        return self.tenures.get(named(kind, village_code), ())


def named(kind: str, village_code: str | None) -> str:
    return f"{kind} {village_code}" if village_code else kind


def listed(was: Township | None, event: VillagesListed, mark: Mark) -> Township:
    was = was or Township()
    return replace(was, listings=(*was.listings, Listing(tuple(event.villages), mark)))


def provided(was: Township | None, event: ServiceProvided, mark: Mark) -> Township:
    was = was or Township()
    tenures = was.provided(event.kind, event.village_code)
    if tenures and tenures[-1].until is None:
        return was
    return with_tenures(was, event, (*tenures, Tenure(mark)))


def withdrawn(was: Township | None, event: ServiceWithdrawn, mark: Mark) -> Township | None:
    tenures = was.provided(event.kind, event.village_code) if was else ()
    if was is None or not tenures or tenures[-1].until:
        return was
    return with_tenures(was, event, (*tenures[:-1], Tenure(tenures[-1].since, mark)))


def with_tenures(was: Township, event: ServiceProvided | ServiceWithdrawn, tenures: Tenures) -> Township:
    return replace(was, tenures={**was.tenures, named(event.kind, event.village_code): tenures})


def township_by(township: Township, instant: datetime) -> Township | None:
    listings = tuple(listing for listing in township.listings if mark_by(listing.mark, instant))
    known = {name: tenures_by(tenures, instant) for name, tenures in township.tenures.items()}
    tenures = {name: those for name, those in known.items() if those}
    return Township(listings, tenures) if listings or tenures else None


def tenures_by(tenures: Tenures, instant: datetime) -> Tenures:
    return tuple(Tenure(each.since, mark_by(each.until, instant)) for each in tenures if mark_by(each.since, instant))


TOWNSHIPS = Subjects({VillagesListed: listed, ServiceProvided: provided, ServiceWithdrawn: withdrawn}, township_by)
