"""What operators see of a service: its events and what they led to, what waits, what is stuck, who read what."""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import StringConstraints

from shared.contract.codec import encode, plain
from shared.contract.envelope import Envelope, stream_and_version
from shared.ports.identity import Caller
from shared.ports.store import Logged
from shared.ports.views import Prefix
from shared.runtime.access import needs, service_of, within
from shared.runtime.answers import answer, next_of
from shared.runtime.bodies import Filter, Page
from shared.runtime.consumer import Lag
from shared.runtime.dead_letters import DEAD_LETTERS, NOBODYS, Letter
from shared.runtime.eraser import ERASURES
from shared.runtime.problems import ON_COMMANDS, ON_READING, NotFound
from shared.runtime.reads import READS
from shared.runtime.relay import envelopes
from shared.runtime.service import Service
from shared.runtime.sse import event_stream

SCANNED = 500
EVENT_STREAM = "text/event-stream"


class Operations:
    """The operations of one service, within the area of who asks."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._store, self._views = service.ports.store, service.ports.views

    def chosen(self, caller: Caller, query: "OfEvents | None", envelope: Envelope[Any]) -> bool:
        if not caller.sees(envelope.data.county_code, envelope.data.office_id):
            return False
        return query is None or (query.type in (None, envelope.type) and query.subject in (None, envelope.subject))

    async def events(self, caller: Caller, query: "OfEvents") -> Response:
        """The log's public events from a position on; `next` is where to go on, also where nothing fitted."""
        items: list[Any] = []
        reached = int(query.after or 0)
        logged = await self._store.read(reached, SCANNED)
        for entry in logged:
            items += [plain(e) for e in self._public(entry) if self.chosen(caller, query, e)]
            reached = entry.position
            if len(items) >= query.limit:
                break
        more = bool(logged) and (reached != logged[-1].position or len(logged) == SCANNED)
        return answer({"items": items, "next": str(reached) if more else None})

    async def event(self, caller: Caller, id: str) -> Response:
        """One event, what caused it and what it caused in this log. Another service's event is known by its effects."""
        own = await self._own(id)
        effects = [e for commit in await self._store.caused_by(id) for e in envelopes(self._service.name, commit)]
        seen = [e for e in (*([own] if own else ()), *effects) if self.chosen(caller, None, e)]
        if not seen or (own and own not in seen):
            raise NotFound(f"no event {id} is in this log")
        causes = await self._causes(caller, own.caused_by if own else None)
        return answer({"event": own, "causes": causes, "effects": [e for e in effects if e in seen]})

    async def relay(self) -> Response:
        backlog = await self._store.backlog()
        age = backlog.age_s(self._service.ports.clock.now())
        return answer({"backlog": backlog.commits, "oldest": backlog.oldest, "age_s": age})

    async def lag(self) -> Response:
        consumer = self._service.consumer
        lag = await consumer.lag() if consumer else Lag(events=0, seconds=0.0)
        said = {"events": lag.events, "seconds": lag.seconds} if lag else {"events": None, "seconds": None}
        held = await self._service.letters.held()
        return answer({**said, "streams_held": len(held)})

    async def request(self, caller: Caller, id: str, wanted: Any) -> Response:
        letter = await self._service.letters.get(id)
        if letter is None or not (letter.county_code == NOBODYS or caller.sees(letter.county_code, letter.office_id)):
            raise NotFound(f"no dead letter {id}")
        return answer(shown(await self._service.letters.ask(letter, wanted, caller.sub)))

    async def dead_letters(self, caller: Caller, query: Page) -> Response:
        """Within the caller's area; and what could not be read, which lies in nobody's: somebody has to see it."""
        both = within(caller), {"county_code": NOBODYS}
        found = [await self._views.find(DEAD_LETTERS, of, after=query.after, limit=query.limit) for of in both]
        rows = sorted(chain(*found), key=lambda row: row.id)[: query.limit]
        return answer({"items": [without_record(row.document) for row in rows], "next": next_of(rows, query)})

    def _public(self, entry: Logged) -> Iterator[Envelope[Any]]:
        return envelopes(self._service.name, entry.commit)

    async def _own(self, id: str) -> Envelope[Any] | None:
        place = stream_and_version(id)
        commits = await self._store.load(place[0]) if place else []
        return next((e for commit in commits for e in envelopes(self._service.name, commit) if e.id == id), None)

    async def _causes(self, caller: Caller, id: str | None) -> list[Any]:
        """The chain behind an event, as far as this log goes. Of one in another area, or service, there is the id."""
        causes: list[Any] = []
        while id and len(causes) < SCANNED:
            own = await self._own(id)
            causes.append({"id": id, "event": own if own and self.chosen(caller, None, own) else None})
            id = own.caused_by if own else None
        return causes


def shown(letter: Letter) -> dict[str, Any]:
    return without_record(plain(letter))


def without_record(document: Mapping[str, Any]) -> dict[str, Any]:
    """What may be shown of a dead letter: not the record, whose content could not be trusted."""
    return {field: value for field, value in document.items() if field != "record"}


def as_event(envelope: Envelope[Any]) -> tuple[str, bytes]:
    return "event", encode(envelope)


class OfEvents(Page):
    """`after` is a position in the log."""

    after: Annotated[str, StringConstraints(pattern=r"^\d{0,18}$")] = ""
    type: Filter = None
    subject: Filter = None


router = APIRouter(prefix="/operations", tags=["operations"])
Reading = Annotated[Caller, Depends(needs("operations", "operations:read"))]
Acting = Annotated[Caller, Depends(needs("operations"))]


@router.get("/events", responses=ON_READING)
async def events(request: Request, caller: Reading, query: Annotated[OfEvents, Query()]) -> Response:
    """Every public event of the service; live with `Accept: text/event-stream`."""
    operations = Operations(service_of(request))
    if EVENT_STREAM not in request.headers.get("accept", ""):
        return await operations.events(caller, query)
    cursor = request.headers.get("last-event-id")
    fits = partial(operations.chosen, caller, query)
    return event_stream(service_of(request).hub.listen(cursor, fits, as_event))


@router.get("/events/{id}", responses=ON_READING)
async def event(request: Request, id: str, caller: Reading) -> Response:
    """One event, with what caused it and what it caused."""
    return await Operations(service_of(request)).event(caller, id)


@router.get("/relay", responses=ON_READING)
async def relay(request: Request, _: Reading) -> Response:
    """What was committed and did not go out yet."""
    return await Operations(service_of(request)).relay()


@router.get("/lag", responses=ON_READING)
async def lag(request: Request, _: Reading) -> Response:
    """What others published and this service has not read yet."""
    return await Operations(service_of(request)).lag()


@router.get("/dead-letters", responses=ON_READING)
async def dead_letters(request: Request, caller: Reading, query: Annotated[Page, Query()]) -> Response:
    """Events that could not be taken, with the reason, and those that wait behind them."""
    return await Operations(service_of(request)).dead_letters(caller, query)


@router.post("/dead-letters/{id}/retry", responses=ON_COMMANDS)
async def retry(request: Request, id: str, caller: Acting) -> Response:
    """Tries it, and what waits behind it, again; carried out by the consumer."""
    return await Operations(service_of(request)).request(caller, id, "retry")


@router.post("/dead-letters/{id}/drop", responses=ON_COMMANDS)
async def drop(request: Request, id: str, caller: Acting) -> Response:
    """Gives it up, recorded; what waits behind it goes on."""
    return await Operations(service_of(request)).request(caller, id, "drop")


@router.get("/erasures", responses=ON_READING)
async def erasures(request: Request, caller: Reading, query: Annotated[Page, Query()]) -> Response:
    """Whose personal data was erased, by whom and why."""
    views = service_of(request).ports.views
    rows = await views.find(ERASURES, within(caller), after=query.after, limit=query.limit)
    return answer({"items": [row.document for row in rows], "next": next_of(rows, query)})


@router.get("/reads", responses=ON_READING)
async def reads(request: Request, caller: Reading, query: Annotated[Page, Query()]) -> Response:
    """Who read personal data of whom, and when."""
    views, where = service_of(request).ports.views, {"area": Prefix(caller.area)}
    rows = await views.find(READS, where, after=query.after, limit=query.limit)
    return answer({"items": [row.document for row in rows], "next": next_of(rows, query)})
