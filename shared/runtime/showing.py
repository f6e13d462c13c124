"""How much of a thing is shown to whom: masked, in full, or sealed; each read of personal data is recorded."""

from collections.abc import Mapping, Sequence
from typing import Any

from shared.ports.identity import Caller
from shared.runtime.access import PERSONAL
from shared.runtime.kinds import Kind, nothing_personal
from shared.runtime.openings import opened
from shared.runtime.reads import Reads
from shared.runtime.service import Ports

Documents = Sequence[Mapping[str, Any]]


class Showing:
    """With what the caller may see of the vault."""

    def __init__(self, ports: Ports) -> None:
        self._ports = ports
        self._reads = Reads(ports.views, ports.clock, ports.new_id)

    async def after_command(self, kind: Kind, document: Mapping[str, Any]) -> Mapping[str, Any]:
        """What is personal is masked in the answer to a command: to see it one has to read the thing."""
        if kind.personal is nothing_personal or kind.sealed(document):
            return document
        return {**document, **kind.personal(await self._ports.vault.get(document["id"]), False)}

    async def to(self, caller: Caller, request: str, kind: Kind, documents: Documents) -> list[Mapping[str, Any]]:
        """A read of personal data is recorded before it is answered. Of a sealed thing not even a mask is shown."""
        if kind.personal is nothing_personal:
            return list(documents)
        closed = await self._closed(caller, kind, documents)
        secrets = await self._ports.vault.get_many([each["id"] for each in documents if each["id"] not in closed])
        full = caller.may(PERSONAL)
        if full and secrets:
            await self._reads.record(caller, request, list(secrets))
        return [
            each if each["id"] in closed else {**each, **kind.personal(secrets.get(each["id"], {}), full)}
            for each in documents
        ]

    async def _closed(self, caller: Caller, kind: Kind, documents: Documents) -> frozenset[str]:
        sealed = frozenset(str(each["id"]) for each in documents if kind.sealed(each))
        return sealed - await opened(self._ports.views, sealed, caller.sub, self._ports.clock.now())
