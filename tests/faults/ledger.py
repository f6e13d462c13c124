"""Who sends commands remembers what was answered, and sends again what was not."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

CREATED = 201
AGAIN_S = 0.02
GOOD = (200, CREATED)


class Gone(Exception):
    """The process ended before it answered."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A command; `event` is what it leads to, and empty where it may lead to none. `open` may be refused (409)."""

    key: str
    event: str
    things: str
    path: str
    body: Mapping[str, Any]
    open: bool = False


@dataclass(frozen=True, kw_only=True)
class Answered:
    status: int
    id: str
    version: int

    @property
    def good(self) -> bool:
        return self.status in GOOD


@dataclass
class Ledger:
    """`effects` counts the events that must be in the logs; `versions` says how far each thing was seen to be."""

    unanswered: dict[str, Sent] = field(default_factory=dict)
    answers: dict[str, Answered] = field(default_factory=dict)
    effects: Counter[str] = field(default_factory=Counter)
    versions: dict[str, int] = field(default_factory=dict)
    lost: int = 0
    repeated: int = 0

    def remember(self, sent: Sent, answer: httpx.Response) -> Answered:
        allowed = (*GOOD, 409) if sent.open else GOOD
        assert answer.status_code in allowed, f"{sent.path} {sent.body}: {answer.status_code} {answer.text}"
        body = answer.json()
        answered = Answered(status=answer.status_code, id=body.get("id", ""), version=body.get("version", 0))
        del self.unanswered[sent.key]
        self.answers[sent.key] = answered
        if answered.good:
            self._seen(sent, answered)
        return answered

    def _seen(self, sent: Sent, answered: Answered) -> None:
        thing = f"{sent.things}/{answered.id}"
        self.versions[thing] = max(answered.version, self.versions.get(thing, 0))
        if sent.event:
            self.effects[sent.event] += 1


async def post(client: httpx.AsyncClient, sent: Sent) -> httpx.Response:
    """The answer, asked for again where there was too much of a race (503). Raises Gone."""
    while True:
        try:
            answer = await client.post(sent.path, json=sent.body, headers={"Idempotency-Key": sent.key})
        except httpx.TransportError as fault:
            raise Gone from fault
        if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
            return answer
        await asyncio.sleep(AGAIN_S)


async def send(client: httpx.AsyncClient, ledger: Ledger, sent: Sent) -> Answered:
    """Raises Gone; the command is then among the unanswered."""
    ledger.unanswered[sent.key] = sent
    return ledger.remember(sent, await post(client, sent))


async def send_again(client: httpx.AsyncClient, ledger: Ledger) -> None:
    """What was not answered, with the same key; and once more, to the same answer and no further effect."""
    waiting = list(ledger.unanswered.values())
    ledger.lost += len(waiting)
    for sent in waiting:
        first = await send(client, ledger, sent)
        if first.good:
            again = (await post(client, sent)).json()
            assert (again["id"], again["version"]) == (first.id, first.version), sent
            ledger.repeated += 1
