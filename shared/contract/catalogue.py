"""Every public event under its wire name: sifasuo.SERVICE.NOUN-PARTICIPLE.v1.

Another meaning is another version: `WorkerHiredV2`, beside `WorkerHired`, is sifasuo.roster.worker-hired.v2.
"""

import re
from collections.abc import Mapping
from functools import cache

from shared.contract import compliance, corrections, mediation, roster
from shared.contract.envelope import Public

PREFIX = "sifasuo"
SERVICES = ("roster", "corrections", "mediation", "compliance")


@cache
def kebab(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def _named(service: str, events: tuple[type[Public], ...]) -> dict[str, type[Public]]:
    return {f"{PREFIX}.{service}.{_versioned(event.__name__)}": event for event in events}


def _versioned(name: str) -> str:
    what, _, version = re.sub(r"V(\d+)$", r".\1", name).partition(".")
    return f"{kebab(what)}.v{version or 1}"


PUBLIC: Mapping[str, type[Public]] = {
    **_named("roster", roster.EVENTS),
    **_named("corrections", corrections.EVENTS),
    **_named("mediation", mediation.EVENTS),
    **_named("compliance", compliance.EVENTS),
}
_NAMES: Mapping[type, str] = {event: name for name, event in PUBLIC.items()}


def wire_name(event: type) -> str:
    """A public event's type; a private one has its own name in kebab-case, and never leaves its log."""
    return _NAMES.get(event) or kebab(event.__name__)


def topic(service: str) -> str:
    return f"{PREFIX}.{service}"
