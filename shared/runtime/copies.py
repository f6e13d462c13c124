"""A service's own copy of what another one publishes: offices, as roster tells of them."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from shared.contract.envelope import Envelope
from shared.contract.roster import OfficeEstablished
from shared.kernel.refusal import Refused
from shared.ports.bus import Delivery
from shared.ports.views import Put, View, Views

OFFICES = View("offices")
LOOK_AGAIN_S = 0.02


def office(envelope: Envelope[Any]) -> Put:
    data: OfficeEstablished = envelope.data
    return Put(OFFICES, envelope.subject, envelope.version, {"county_code": data.county_code, "name": data.name})


OF_ROSTER: Mapping[type, Callable[[Envelope[Any]], Put]] = {OfficeEstablished: office}


class Copies:
    """A consumer's sink: each event that is known becomes a document, and the newest stays."""

    def __init__(self, views: Views, shown: Mapping[type, Callable[[Envelope[Any]], Put]]) -> None:
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
    for _ in range(int(wait_s / LOOK_AGAIN_S) + 1):
        row = await views.get(OFFICES, office_id)
        if row:
            return str(row.document["county_code"])
        await asyncio.sleep(LOOK_AGAIN_S if wait_s else 0)
    raise Refused("office-unknown", None, "no such office is known here yet", retry_after_s=1)
