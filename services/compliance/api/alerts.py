"""Alerts: the list, one with its history, taking one on, and the stream."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, StringConstraints

from services.compliance.core.alert import Acknowledge
from services.compliance.reactions import ALERT
from services.compliance.views.alerts import AlertCard, published
from shared.contract.codec import encode, plain, shaped
from shared.contract.envelope import Envelope
from shared.ports.identity import Caller, NotVerified
from shared.ports.views import Put, View
from shared.runtime.access import needs, service_of, verified
from shared.runtime.answers import answer
from shared.runtime.bodies import Body, Filter, OfOffices, Text
from shared.runtime.desk import desk_of
from shared.runtime.documents import acts, listed, reads, shown
from shared.runtime.kinds import Kind
from shared.runtime.problems import ON_READING, Forbidden
from shared.runtime.service import Service
from shared.runtime.sse import STREAMED, event_stream

TICKETS = View("tickets")
TICKET_S = 30
READ = "compliance:read"


def note(secrets: Mapping[str, str], full: bool) -> Mapping[str, object]:
    """Free text is shown to who may read personal data."""
    return {"note": secrets["note"]} if full and "note" in secrets else {}


KIND = Kind(path="/compliance/alerts", aggregate=ALERT, personal=note)


class Acknowledgement(Body):
    note: Text = ""


class Tickets:
    """For a browser's EventSource, which sends no header: good once, for 30 s."""

    def __init__(self, service: Service) -> None:
        self._views, self._clock, self._new_id = service.ports.views, service.ports.clock, service.ports.new_id
        self._hashed = service.ports.vault.keyed_hash

    async def issue(self, caller: Caller) -> Mapping[str, Any]:
        ticket = self._hashed("ticket", self._new_id())
        until = self._clock.now() + timedelta(seconds=TICKET_S)
        document = {"caller": {**vars(caller), "scopes": sorted(caller.scopes)}, "until": until}
        await self._views.put([Put(TICKETS, self._hashed("ticket", ticket), 1, document)])
        return {"ticket": ticket, "until": until}

    async def redeem(self, ticket: str) -> Caller:
        """Raises NotVerified. Two that come with the same ticket race for its row, and one wins."""
        row = await self._views.get(TICKETS, self._hashed("ticket", ticket))
        if row is None or not await self._views.swap(Put(TICKETS, row.id, row.version + 1, {}), 1):
            raise NotVerified("the ticket is unknown or used up")
        await self._views.delete(TICKETS, row.id)
        if shaped(row.document["until"], datetime) < self._clock.now():
            raise NotVerified("the ticket has expired")
        return shaped(row.document["caller"], Caller)


def concerns(caller: Caller, envelope: Envelope[Any]) -> bool:
    return caller.sees(envelope.data.county_code, envelope.data.office_id)


def as_alert(envelope: Envelope[Any]) -> tuple[str, bytes]:
    return "alert", encode(published(envelope))


AlertShown = shown(AlertCard, note=str)


class AlertWithHistory(AlertShown):  # type: ignore[valid-type, misc]
    """`history`: every change of the alert, oldest first."""

    history: list[dict[str, object]]


class Ticket(BaseModel):
    ticket: str
    until: datetime


class OfAlerts(OfOffices):
    stage: Filter = None
    severity: Filter = None
    rule: Filter = None


class OfStream(BaseModel):
    model_config = ConfigDict(extra="forbid")

    ticket: Filter = None
    after: Annotated[str, StringConstraints(max_length=1000)] | None = None


router = APIRouter(prefix="/compliance/alerts", tags=["alerts"])
Reading = Annotated[Caller, Depends(needs(READ))]
Acting = Annotated[Caller, Depends(needs("compliance:act"))]


@router.get("", **reads(listed(AlertShown, cursor=str)))
async def alerts(request: Request, caller: Reading, query: Annotated[OfAlerts, Query()]) -> Response:
    """Alerts of all stages unless filtered, and the cursor from which the stream goes on."""
    cursor = service_of(request).hub.cursor()
    items, after = await desk_of(request).found(request, caller, KIND, query)
    return answer({"items": items, "next": after, "cursor": cursor})


@router.get("/stream", responses=ON_READING | STREAMED)
async def stream(request: Request, query: Annotated[OfStream, Query()]) -> Response:
    """Each change of an alert as it happens; resumes from `Last-Event-ID`, or from `after`."""
    service = service_of(request)
    caller = await Tickets(service).redeem(query.ticket) if query.ticket else await verified(request)
    if not caller.may(READ):
        raise Forbidden(f"the token has none of the scopes: {READ}")
    cursor = request.headers.get("last-event-id", query.after)
    return event_stream(service.hub.listen(cursor, partial(concerns, caller), as_alert))


@router.post("/tickets", **acts(Ticket))
async def ticket(request: Request, caller: Reading) -> Response:
    """A ticket for `?ticket=`."""
    return answer(await Tickets(service_of(request)).issue(caller))


@router.get("/{id}", **reads(AlertWithHistory))
async def alert(request: Request, id: str, caller: Reading) -> Response:
    """One alert with its history: every change of it, in the order of the log."""
    shown, version = await desk_of(request).read(request, caller, KIND, id)
    commits = await service_of(request).ports.store.load(ALERT.decider.stream(id))
    history = [
        {"at": commit.recorded_at, "actor": commit.actor, "caused_by": commit.caused_by, **plain(event)}
        for commit in commits
        for event in commit.events
    ]
    return answer({**shown, "history": history}, etag=version)


@router.post("/{id}/acknowledgement", **acts(AlertShown))
async def acknowledge(request: Request, id: str, body: Acknowledgement, caller: Acting) -> Response:
    """Somebody takes it on."""
    clock = service_of(request).ports.clock
    command = Acknowledge(at=clock.now(), day=clock.today())
    secrets = {"note": body.note} if body.note else {}
    return await desk_of(request).command(request, caller, KIND, id, command, secrets)
