"""A service's own copy of what another one publishes: offices and workers, as roster tells of them."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from shared.contract.envelope import Envelope
from shared.contract.roster import OfficeEstablished, WorkerDeparted, WorkerHired
from shared.kernel.refusal import Refused
from shared.ports.bus import Delivery
from shared.ports.views import Put, Row, View, Views

OFFICES = View("offices")
WORKERS = View("workers")
LOOK_AGAIN_S = 0.02


def office(envelope: Envelope[Any]) -> Put:
    data: OfficeEstablished = envelope.data
    return Put(OFFICES, envelope.subject, envelope.version, {"county_code": data.county_code, "name": data.name})


def worker(envelope: Envelope[Any]) -> Put:
    """`departed`: the first day on which the worker is there no longer; none while nobody knows of one."""
    data: WorkerHired | WorkerDeparted = envelope.data
    departed = str(data.day) if isinstance(data, WorkerDeparted) else None
    return Put(WORKERS, envelope.subject, envelope.version, {"county_code": data.county_code, "departed": departed})


Shown = Mapping[type, Callable[[Envelope[Any]], Put]]
OF_ROSTER: Shown = {OfficeEstablished: office}
WORKERS_OF_ROSTER: Shown = {WorkerHired: worker, WorkerDeparted: worker}


class Copies:
    """A consumer's sink: each event that is known becomes a document, and the newest stays."""

    def __init__(self, views: Views, shown: Shown) -> None:
        self._views, self._shown = views, shown

    async def begin(self) -> None:
        """Nothing is remembered."""

    async def take(self, deliveries: Sequence[Delivery]) -> Sequence[tuple[Delivery, str]]:
        await self._views.put(self.puts([delivery.envelope for delivery in deliveries if delivery.envelope]))
        return []

    def puts(self, envelopes: Sequence[Envelope[Any]]) -> Sequence[Put]:
        """What events become."""
        return [self._shown[type(e.data)](e) for e in envelopes if type(e.data) in self._shown]

    async def settle(self, *, announce: bool) -> None:
        """There is nothing left to write."""


async def county_of_office(views: Views, office_id: str, wait_s: float) -> str:
    """The managing unit of an office. Its establishment may still be on its way: it is awaited. Raises Refused."""
    row = await copied(views, OFFICES, office_id, wait_s)
    if row is None:
        raise Refused("office-unknown", None, "no such office is known here yet", retry_after_s=1)
    return str(row.document["county_code"])


async def must_work(views: Views, worker_ids: Sequence[str], day: date, wait_s: float) -> None:
    """That all of them are workers, and are there on the day. Raises Refused."""
    for id in worker_ids:
        row = await copied(views, WORKERS, id, wait_s)
        if row is None:
            raise Refused("worker-unknown", None, "no such worker is known here yet", worker_id=id, retry_after_s=1)
        departed = row.document["departed"]
        if departed and departed <= str(day):
            raise Refused("worker-unknown", None, f"the worker is there until {departed}", worker_id=id)


async def copied(views: Views, view: View, id: str, wait_s: float) -> Row | None:
    """A copy, for which one waits a while: what tells of it may be on its way."""
    for _ in range(int(wait_s / LOOK_AGAIN_S) + 1):
        row = await views.get(view, id)
        if row:
            return row
        await asyncio.sleep(LOOK_AGAIN_S if wait_s else 0)
    return None
