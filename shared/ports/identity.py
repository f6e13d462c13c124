"""Who is calling, and what the caller may see and do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

READS = frozenset({"roster:read", "corrections:read", "mediation:read", "compliance:read"})
WRITES = frozenset({"roster:write", "corrections:write", "mediation:write", "compliance:act"})
BUREAU = READS | WRITES | {"personal:read"}

ROLES: Mapping[str, frozenset[str]] = {
    "city": BUREAU,
    "county": BUREAU,
    "office": BUREAU - {"roster:write"},
    "operator": frozenset({"operations", "operations:read", "compliance:read"}),
    "auditor": READS | {"operations:read"},
}
"""What each role may. `operations` is to act on them, `operations:read` to look at them alone."""


@dataclass(frozen=True, kw_only=True)
class Caller:
    """`area` is matched by prefix against the managing unit of an office; `office` narrows it to one."""

    sub: str
    name: str
    scopes: frozenset[str]
    area: str
    office: str | None = None

    def may(self, scope: str) -> bool:
        return scope in self.scopes

    def sees(self, county_code: str, office_id: str | None) -> bool:
        return county_code.startswith(self.area) and self.office in (None, office_id)


class NotVerified(Exception):
    """No token, or none that can be trusted."""


class Identity(Protocol):
    async def caller(self, token: str) -> Caller:
        """Raises NotVerified."""
        ...
