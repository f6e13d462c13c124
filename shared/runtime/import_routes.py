"""Workbooks over HTTP: the templates to be filled in, and the import of what was filled in."""

import asyncio
import sys
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response, UploadFile
from pydantic import BaseModel
from starlette.formparsers import MultiPartParser

from shared.ports.identity import Caller
from shared.ports.views import Put, View
from shared.ports.workbooks import TooLarge, Unreadable
from shared.runtime.access import needs, service_of
from shared.runtime.answers import answer
from shared.runtime.downloads import WORKBOOK, download, writing
from shared.runtime.imports import Faulty, Import
from shared.runtime.problems import ON_COMMANDS, ON_READING, NotFound, WrongInput, problem
from shared.runtime.senders import KEY_MAX, became
from shared.runtime.templates import Template, fill

IMPORTS = View("imports")
ALL = "all"

# What is uploaded is in memory whole, and short; on the disk it would be personal data in the clear.
MultiPartParser.spool_max_size = sys.maxsize


class Counted(BaseModel):
    """`created`: what was made, or would be; `unchanged`: what was there already."""

    rows: int
    created: int
    unchanged: int


class Imported(BaseModel):
    """`passed_over`: sheets that are not this service's."""

    dry_run: bool
    kinds: dict[str, Counted]
    passed_over: list[str]


def import_routes(service: str, templates: Sequence[Template], offices: View) -> APIRouter:
    """For a service whose registers bureaus keep in workbooks. `offices`: where it keeps what it knows of them."""
    router = APIRouter(prefix=f"/{service}/imports", tags=["imports"])

    @router.post("", response_model=Imported, responses=ON_COMMANDS)
    async def import_workbook(
        request: Request,
        file: UploadFile,
        caller: Annotated[Caller, Depends(needs(f"{service}:write"))],
        dry_run: bool = False,
    ) -> Response:
        """All rows of a workbook, or none: what is wrong is told at once, cell by cell. A dry run writes nothing."""
        content = await file.read()
        async with service_of(request).importing:
            return await Once(request, caller, content, dry_run).carried_out(
                Import(request, caller, templates, offices), content
            )

    @router.get("/templates/{kind}.xlsx", responses=ON_READING | WORKBOOK, response_class=Response)
    async def import_template(
        request: Request, kind: str, _: Annotated[Caller, Depends(needs(f"{service}:read"))]
    ) -> Response:
        """A workbook to be filled in, of one kind, or of `all`."""
        chosen = [template for template in templates if kind in (template.kind, ALL)]
        if not chosen:
            raise NotFound(f"there is no template {kind}")
        with writing(service_of(request).ports.workbooks.writer()) as writer:
            await asyncio.to_thread(fill, writer, chosen)
        return await download(writer, kind)

    return router


class Once:
    """With its Idempotency-Key, an import that was carried out is answered again as it was then."""

    def __init__(self, request: Request, caller: Caller, content: bytes, dry_run: bool) -> None:
        """Raises WrongInput for a key that is none."""
        ports, key = service_of(request).ports, request.headers.get("idempotency-key")
        if key is not None and not 0 < len(key) <= KEY_MAX:
            raise WrongInput("header.idempotency-key", f"an Idempotency-Key has 1 to {KEY_MAX} characters")
        hashed = ports.vault.keyed_hash
        self._request, self._ports, self._dry_run = request, ports, dry_run
        self._key = hashed(caller.sub, f"import {key}") if key else None
        self._fingerprint = hashed("import", f"{request.url.path} {dry_run} {sha256(content).hexdigest()}")

    async def carried_out(self, work: Import, content: bytes) -> Response:
        if before := await self._before():
            return answer(before)
        try:
            sheets = await asyncio.to_thread(self._ports.workbooks.read, content)
            await work.rehearse(sheets)
        except Unreadable:
            raise WrongInput("file", "it is no .xlsx workbook that can be read") from None
        except TooLarge as fault:
            return problem(413, str(fault))
        except Faulty as fault:
            return problem(422, str(fault), more={"errors": fault.errors})
        if not self._dry_run:
            await work.carry_out()
        told = {"dry_run": self._dry_run, "kinds": work.counts(), "passed_over": work.passed_over}
        became(self._request, not self._dry_run and any(kind["created"] for kind in work.counts().values()))
        await self._remember(told)
        return answer(told)

    async def _before(self) -> Mapping[str, Any] | None:
        row = await self._ports.views.get(IMPORTS, self._key) if self._key else None
        if row and row.document["fingerprint"] != self._fingerprint:
            raise WrongInput("header.idempotency-key", "the key was used with another request")
        return row.document["answer"] if row else None

    async def _remember(self, told: Mapping[str, Any]) -> None:
        if self._key:
            await self._ports.views.put(
                [Put(IMPORTS, self._key, 1, {"fingerprint": self._fingerprint, "answer": told})]
            )
