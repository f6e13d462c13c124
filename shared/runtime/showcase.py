"""What a service shows: one thing, and lists, as far as the caller may see."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Request, Response

from shared.ports.identity import Caller
from shared.ports.views import Row, View
from shared.runtime.access import PERSONAL, within
from shared.runtime.answers import agrees, answer, next_of
from shared.runtime.bodies import Page
from shared.runtime.kinds import Kind, nothing_personal
from shared.runtime.problems import NotFound
from shared.runtime.reads import Reads
from shared.runtime.service import Service


class Showcase:
    """One service's documents, for all its routes that read."""

    def __init__(self, service: Service) -> None:
        ports = service.ports
        self._views, self._vault = ports.views, ports.vault
        self._reads = Reads(ports.views, ports.clock, ports.new_id)

    async def one(self, request: Request, caller: Caller, kind: Kind, id: str) -> Response:
        """Raises NotFound, also where it lies outside the caller's area."""
        shown, version = await self.read(request, caller, kind, id)
        return answer(shown, etag=version)

    async def read(self, request: Request, caller: Caller, kind: Kind, id: str) -> tuple[Mapping[str, Any], int]:
        """One thing and its version. Raises NotFound."""
        row = await self._views.get(kind.view, id)
        if row is None or not caller.sees(str(row.document["county_code"]), row.document.get("office_id")):
            raise NotFound(f"there is no {kind.path}/{id}")
        [shown] = await self._shown(request, caller, kind, [row.document])
        return shown, row.version

    async def many(self, request: Request, caller: Caller, kind: Kind, page: Page) -> Response:
        """What the caller may see of what the filters name."""
        items, after = await self.found(request, caller, kind, page)
        return answer({"items": items, "next": after})

    async def found(
        self, request: Request, caller: Caller, kind: Kind, page: Page
    ) -> tuple[Sequence[Mapping[str, Any]], str | None]:
        """A page of things, and where the next one begins."""
        rows, after = await self.rows(caller, kind.view, page)
        return await self._shown(request, caller, kind, [row.document for row in rows]), after

    async def rows(self, caller: Caller, view: View, page: Page) -> tuple[Sequence[Row], str | None]:
        """A page of a view, within the caller's area."""
        seen, wanted = within(caller), page.filters()
        if any(field in seen and not agrees(seen[field], value) for field, value in wanted.items()):
            return [], None
        rows = await self._views.find(view, {**seen, **wanted}, after=page.after, limit=page.limit)
        return rows, next_of(rows, page)

    async def _shown(
        self, request: Request, caller: Caller, kind: Kind, documents: Sequence[Mapping[str, Any]]
    ) -> list[Mapping[str, Any]]:
        """With what the caller may see of the vault; a read of personal data is recorded before it is answered."""
        if kind.personal is nothing_personal:
            return list(documents)
        secrets = await self._vault.get_many([document["id"] for document in documents])
        full = caller.may(PERSONAL)
        if full and secrets:
            await self._reads.record(caller, f"{request.method} {request.url.path}", list(secrets))
        return [{**document, **kind.personal(secrets.get(document["id"], {}), full)} for document in documents]
