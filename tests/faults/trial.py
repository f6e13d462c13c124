"""What an installation is held to, whatever was done to it: nothing answered is lost, nothing counts twice."""

import asyncio
import ssl
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import httpx

from tests.faults.ledger import Ledger, send_again
from tests.faults.stories import Teller, tell
from tests.system.offices import COUNTIES, office, township

SERVICES = ("roster", "corrections", "mediation", "compliance")
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # made once: a client would load its certificates every time
ONCE = "compliance.alert-opened"
AGREED = "every log agrees with its views, facts, alerts and published events"
AGAIN_S = 0.2
ROLES = ("city", "auditor", "operator")


async def asked(client: httpx.AsyncClient, path: str, params: Mapping[str, str] | None = None) -> httpx.Response:
    """The answer, asked for again where the store was away for a moment (503)."""
    while True:
        answer = await client.get(path, params=params)
        if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
            assert answer.status_code == httpx.codes.OK, (path, answer.text)
            return answer
        await asyncio.sleep(AGAIN_S)


@dataclass
class Logs:
    """What the logs say, read on from round to round."""

    positions: dict[str, str] = field(default_factory=lambda: dict.fromkeys(SERVICES, ""))
    ids: set[str] = field(default_factory=set)
    counted: Counter[str] = field(default_factory=Counter)
    opened: set[str] = field(default_factory=set)

    async def read(self, client: httpx.AsyncClient, service: str) -> None:
        """Everything new; no event twice, and no alert opened twice."""
        while True:
            query = {"after": self.positions[service], "limit": "500"}
            page = (await asked(client, f"/{service}/operations/events", query)).json()
            for event in page["items"]:
                self._take(service, event)
            if page["next"] is None:
                return
            self.positions[service] = page["next"]

    def _take(self, service: str, event: dict[str, Any]) -> None:
        if event["id"] in self.ids:
            return  # the last page, read again from where it began
        self.ids.add(event["id"])
        name = event["type"].removeprefix("sifasuo.").removesuffix(".v1")
        self.counted[name] += 1
        if name == ONCE:
            assert event["subject"] not in self.opened, f"{service}: {event['id']} opened the alert once more"
            self.opened.add(event["subject"])


@dataclass
class Trial:
    """One installation whose store grows over all rounds. `transport` is how it is reached."""

    address: str
    tokens: dict[str, str]
    teller: Teller
    ledger: Ledger
    chance: Random
    transport: Callable[[], httpx.AsyncBaseTransport] = lambda: httpx.AsyncHTTPTransport(verify=NO_TLS)
    logs: Logs = field(default_factory=Logs)
    checked: dict[str, int] = field(default_factory=dict)

    def client(self, role: str = "city") -> httpx.AsyncClient:
        headers = {"Authorization": f"Bearer {self.tokens[role]}"}
        return httpx.AsyncClient(base_url=self.address, headers=headers, transport=self.transport(), timeout=20)

    def telling(self, client: httpx.AsyncClient, clients: int) -> Sequence[asyncio.Task[None]]:
        self.teller.client = client
        return [asyncio.create_task(tell(self.teller)) for _ in range(clients)]

    async def agrees(self) -> None:
        async with self.client() as client:
            await send_again(client, self.ledger)
        await self.things_are_there()
        await self.logs_agree()
        self.rivals_won_once()

    async def things_are_there(self) -> None:
        """Each thing as far as it was answered, or further."""
        async with self.client("auditor") as client:
            for thing, version in self.ledger.versions.items():
                if self.checked.get(thing) != version:
                    answer = await asked(client, thing)
                    assert answer.json()["version"] >= version, (thing, version, answer.text)
        self.checked = dict(self.ledger.versions)

    async def logs_agree(self) -> None:
        """As many events of each kind as commands that were answered with an effect: none lost, none twice."""
        async with self.client("operator") as client:
            for service in SERVICES:
                await self.logs.read(client, service)
        found = {event: self.logs.counted[event] for event in self.ledger.effects}
        assert found == dict(self.ledger.effects)

    def rivals_won_once(self) -> None:
        for pair in self.teller.rivals:
            won = [self.ledger.answers[key].good for key in pair if key in self.ledger.answers]
            assert sum(won) == 1, f"{pair} were answered {won}"
        self.teller.rivals.clear()


def founded(client: httpx.Client) -> list[str]:
    """Three offices in three counties."""
    for county in COUNTIES:
        assert client.post("/roster/townships", json=township(county)).status_code == httpx.codes.CREATED
    return [client.post("/roster/offices", json=office(county)).json()["id"] for county in COUNTIES]
