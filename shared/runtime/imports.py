"""A workbook imported: all of it is rehearsed first, and only what was rehearsed without a fault is carried out.

Each row is entered as the API's own route enters it, by the same code: on the service's twin, and then on the service.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from fastapi import Request

from shared.contract.codec import decode
from shared.kernel.refusal import Refused
from shared.ports.identity import Caller
from shared.ports.views import Condition, Prefix, View, Views
from shared.ports.workbooks import Sheet
from shared.runtime import reasons
from shared.runtime.access import PERSONAL, service_of
from shared.runtime.desk import Desk, desk_of
from shared.runtime.entries import Entry, Fault, entries_of, head_of, read_cells, validate
from shared.runtime.problems import Forbidden, NotFound, WrongInput
from shared.runtime.rehearsal import rehearsed
from shared.runtime.service import Service
from shared.runtime.templates import Template

OFFICE = "office_id"
CREATED = 201
TOGETHER = 32
PAGE = 500
LOOK_AGAIN_S = 0.2


class Faulty(Exception):
    """Nothing was imported, and here is everything that is wrong, for the answer."""

    def __init__(self, errors: Sequence[Mapping[str, Any]]) -> None:
        super().__init__(f"what is wrong in the workbook: {len(errors)}; nothing of it was imported")
        self.errors = errors


@dataclass
class Offices:
    """Whom a row may name, by name or id, in the caller's area. `doubtful` are those whose own row is faulty."""

    by_name: dict[str, set[str]] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)

    def add(self, name: str, id: str) -> None:
        self.by_name.setdefault(name, set()).add(id)
        self.ids.add(id)

    def know(self, said: str) -> bool:
        return said in self.ids or said in self.by_name


async def offices_within(views: Views, view: View, caller: Caller) -> Offices:
    found, after = Offices(), ""
    where: dict[str, Condition] = {"county_code": Prefix(caller.area)} if "county_code" in view.fields else {}
    while rows := await views.find(view, where, after=after, limit=PAGE):
        for row in rows:
            if caller.sees(row.document["county_code"], row.id):
                found.add(row.document["name"], row.id)
        after = rows[-1].id
    return found


class Import:
    """One workbook of one caller. `offices` is where the service keeps what it knows of them."""

    def __init__(self, request: Request, caller: Caller, templates: Sequence[Template], offices: View) -> None:
        self._request, self._caller, self._templates, self._view = request, caller, templates, offices
        self._service, self._offices = service_of(request), Offices()
        self._faults: list[Fault] = []
        self._entries: dict[str, list[Entry]] = {}
        self.passed_over: list[str] = []

    async def rehearse(self, sheets: Sequence[Sheet]) -> None:
        """Every row, in its order, on the service's twin. Raises Faulty."""
        self._read(sheets)
        await self._know_offices()
        twin = rehearsed(self._service)
        desk = Desk(twin)
        for template in self._templates:
            entries = self._entries.get(template.kind, [])
            mark_repeated(template, entries)
            for entry in entries:
                await self._try(entry, twin, desk)
        faults = [*self._faults, *(fault for entry in self._all() for fault in entry.faults)]
        if faults:
            raise Faulty(self._told(faults))

    async def carry_out(self) -> None:
        """What the rehearsal found to be new. Raises Refused where it is no longer so, with what is."""
        desk = desk_of(self._request)
        for template in self._templates:
            new = [entry for entry in self._entries.get(template.kind, []) if entry.created]
            for first in range(0, len(new), TOGETHER):
                some = new[first : first + TOGETHER]
                done = (self._enter(entry, self._service, desk) for entry in some)
                for fault in await asyncio.gather(*done, return_exceptions=True):
                    if fault is not None:
                        raise fault
                if faults := [fault for entry in some for fault in entry.faults]:
                    because = "others changed meanwhile what this rests on; import it again: what was done stays"
                    raise Refused("import-overtaken", None, because, errors=self._told(faults))

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """By kind: rows, what was made of them, or would be, and what was there already."""
        created = {kind: sum(entry.created for entry in entries) for kind, entries in self._entries.items()}
        return {
            kind: {"rows": len(entries), "created": created[kind], "unchanged": len(entries) - created[kind]}
            for kind, entries in self._entries.items()
        }

    def _read(self, sheets: Sequence[Sheet]) -> None:
        """Raises WrongInput where nothing in the workbook is the service's."""
        for sheet in sheets:
            template = next((each for each in self._templates if each.is_called(sheet.title)), None)
            if template is None:
                self.passed_over.append(sheet.title)
                continue
            head, faults = head_of(template, sheet)
            self._faults += faults
            entries = list(entries_of(head, sheet))
            for entry in entries:
                read_cells(entry)
            self._entries.setdefault(template.kind, []).extend(entries)
        if not self._entries:
            titles = ", ".join(template.title for template in self._templates)
            raise WrongInput("file", f"it has none of the sheets {titles}")

    async def _know_offices(self) -> None:
        """An office may have been established just now, and be still on its way here: it is awaited."""
        said = {str(entry.values[OFFICE]) for entry in self._all() if OFFICE in entry.values}
        said -= {str(entry.values.get(entry.head.template.named or "")) for entry in self._all()}
        looks = int(self._service.settings.office_wait_s / LOOK_AGAIN_S) + 1
        for look in range(looks):
            self._offices = await offices_within(self._service.ports.views, self._view, self._caller)
            if all(self._offices.know(each) for each in said) or look == looks - 1:
                return
            await asyncio.sleep(LOOK_AGAIN_S)

    async def _try(self, entry: Entry, twin: Service, desk: Desk) -> None:
        """What rests on a faulty row is held against the body's rules alone."""
        template = entry.head.template
        waits = self._names_an_office(entry)
        validate(entry, desk.today())
        if entry.body and not waits:
            await self._enter(entry, twin, desk)
        if template.named and entry.faults:
            self._offices.doubtful.add(str(entry.values.get(template.named)))

    def _names_an_office(self, entry: Entry) -> bool:
        """Puts the id in place of the name. Whether the office is not there because its own row is faulty."""
        said = str(entry.values.get(OFFICE, ""))
        if not said or said in self._offices.ids:
            return False
        ids = self._offices.by_name.get(said, set())
        if len(ids) == 1:
            entry.values[OFFICE] = next(iter(ids))
            return False
        del entry.values[OFFICE]
        if said in self._offices.doubtful:
            entry.values[OFFICE] = "doubtful"
            return True
        entry.wrong(OFFICE, reasons.SEVERAL_OFFICES if ids else reasons.NO_OFFICE)
        return False

    async def _enter(self, entry: Entry, service: Service, desk: Desk) -> None:
        template, refusals = entry.head.template, entry.head.template.refusals
        try:
            answer = await template.enter(self._asking(service, desk), self._caller, entry.body)
        except Refused as no:
            entry.wrong(None, reasons.of_rule(no.rule, no.because, refusals), rule=no.rule, article=no.article)
        except WrongInput as wrong:
            entry.wrong(wrong.field.removeprefix("body."), reasons.of_words(str(wrong), template.said))
        except Forbidden:
            entry.wrong("county_code", reasons.ELSEWHERE)
        except NotFound as missing:
            entry.wrong(None, reasons.of_words(str(missing), template.said))
        else:
            entry.created = answer.status_code == CREATED
            if template.named:
                self._offices.add(str(entry.values[template.named]), decode(bytes(answer.body))["id"])

    def _asking(self, service: Service, desk: Desk) -> Request:
        """The caller's request, as if it were for one row. It has no headers: a row has no key, and no version."""
        app = SimpleNamespace(state=SimpleNamespace(service=service, desk=desk))
        state = {"traceparent": self._request.state.traceparent}
        path = self._request.url.path
        return Request({"type": "http", "method": "POST", "path": path, "headers": [], "app": app, "state": state})

    def _told(self, faults: Sequence[Fault]) -> Sequence[Mapping[str, Any]]:
        values = self._caller.may(PERSONAL)
        return [fault.told(values) for fault in faults]

    def _all(self) -> Sequence[Entry]:
        return [entry for entries in self._entries.values() for entry in entries]


def mark_repeated(template: Template, entries: Sequence[Entry]) -> None:
    """A row that says again what another one is known by."""
    seen: dict[tuple[str, ...], int] = {}
    for entry in entries:
        if all(name in entry.values for name in template.key):
            key = tuple(str(entry.values[name]).upper() for name in template.key)
            if seen.setdefault(key, entry.row) != entry.row:
                entry.wrong(template.key[-1], reasons.same_as(seen[key]))
