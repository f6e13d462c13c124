"""A worker is away for a while, and stays on the roster: what holds of absences and secondments alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from shared.kernel.refusal import conflict


@dataclass(frozen=True, kw_only=True)
class Away:
    """From `since` on. `back` is the first day on which the worker is there again; none while away."""

    since: date
    back: date | None = None


class Service(NamedTuple):
    """Since when a worker serves, until before which day, and `where`: what every event says first."""

    since: date
    until: date | None
    where: Mapping[str, Any]


def last_open(spells: Sequence[Away]) -> int | None:
    """Which one has not ended."""
    return next((at for at, away in enumerate(spells) if away.back is None), None)


def can_begin(spells: Sequence[Away], since: date, service: Service) -> None:
    """Nobody is away twice at a time, or before the hiring, or after the departure. Raises Refused."""
    if since < service.since:
        raise conflict(f"a worker hired on {service.since} cannot have been away before")
    if service.until and service.until <= since:
        raise conflict(f"the worker departed on {service.until}")
    for away in spells:
        if away.back is None:
            raise conflict(f"the worker has been away since {away.since}, and is not back yet")
        if away.since <= since < away.back:
            raise conflict(f"the worker was away from {away.since} until {away.back}")


def can_end(spells: Sequence[Away], ending: Away, back: date) -> None:
    """Raises Refused."""
    if back < ending.since:
        raise conflict(f"who is away from {ending.since} on cannot be back before")
    for away in spells:
        if ending.since < away.since < back:
            raise conflict(f"the worker was away again from {away.since} on")
