"""What goes on in offices, as clients tell it: many small stories at once, until the process is gone."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import httpx

from tests.faults.ledger import Answered, Gone, Ledger, Sent, send
from tests.system.people import identity_number, offender, worker

DAY = "2026-11-02"
LATER = "2026-11-20"


@dataclass
class Teller:
    """`nth` numbers persons and keys over all rounds; `rivals` are pairs of commands of which one must win.

    Without a pause a client ends when the process is gone; with one, it goes on when that is over, until all stop.
    """

    ledger: Ledger
    offices: Sequence[str]
    chance: Random
    nth: int = 0
    rivals: list[tuple[str, str]] = field(default_factory=list)
    client: httpx.AsyncClient = field(default_factory=httpx.AsyncClient)
    pause_s: float = 0.0
    telling: bool = True

    def next(self) -> int:
        self.nth += 1
        return self.nth

    def office(self) -> str:
        return self.chance.choice(self.offices)

    def key(self) -> str:
        return f"key-{self.next()}"

    async def make(self, event: str, things: str, body: Mapping[str, Any], path: str | None = None) -> Answered:
        return await self.say(Sent(key=self.key(), event=event, things=things, path=path or things, body=body))

    async def act(self, event: str, things: str, id: str, step: str, body: Mapping[str, Any]) -> None:
        sent = Sent(key=self.key(), event=event, things=things, path=f"{things}/{id}/{step}", body=body)
        await self.say(sent)

    async def say(self, sent: Sent) -> Answered:
        return await send(self.client, self.ledger, sent)

    async def race(self, *sent: Sent) -> str | None:
        """Sends both at once; the id that one of them won, where both were answered. Raises Gone."""
        first, second = sent
        self.rivals.append((first.key, second.key))
        outcomes = await asyncio.gather(*map(self.say, sent), return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome
        return next((outcome.id for outcome in outcomes if isinstance(outcome, Answered) and outcome.good), None)


OFFENDERS = "/corrections/offenders"
RELEASES = "/corrections/releases"
WORKERS = "/roster/workers"
POSTS = "/roster/posts"
CASES = "/mediation/cases"
ALERTS = "/compliance/alerts"


async def supervised(teller: Teller) -> None:
    """An offender comes, and most of them go again."""
    body = offender(teller.office(), teller.next(), DAY)
    person = await teller.make("corrections.offender-registered", OFFENDERS, body)
    await teller.act("corrections.offender-enrolled", OFFENDERS, person.id, "enrolment", {"day": DAY})
    if teller.chance.random() < 0.7:
        end = {"day": LATER, "reason": "pardoned"}
        await teller.act("corrections.offender-discharged", OFFENDERS, person.id, "discharge", end)


async def claimed_twice(teller: Teller) -> None:
    """Two offices register the same person at once."""
    nth = teller.next()
    bodies = [offender(office, nth, DAY) for office in teller.offices[:2]]
    event = "corrections.offender-registered"
    won = await teller.race(
        *(Sent(key=teller.key(), event=event, things=OFFENDERS, path=OFFENDERS, body=b, open=True) for b in bodies)
    )
    if won:
        await teller.act("corrections.offender-enrolled", OFFENDERS, won, "enrolment", {"day": DAY})


async def hired(teller: Teller) -> None:
    """A correction worker comes, and may go."""
    body = worker(teller.office(), teller.next(), DAY)
    person = await teller.make("roster.worker-hired", WORKERS, body)
    if teller.chance.random() < 0.8:
        await depart(teller, person.id)


async def depart(teller: Teller, id: str) -> None:
    end = {"day": LATER, "reason": "resigned"}
    await teller.act("roster.worker-departed", WORKERS, id, "departure", end)


async def on_a_post(teller: Teller) -> None:
    """Two want the same post at once; who got it leaves, and it is given again."""
    office = teller.office()
    approved = {"category": "special", "approved_day": DAY}
    post = await teller.make("roster.post-approved", POSTS, approved, f"/roster/offices/{office}/posts")

    def taking(since: str, *, open: bool = True) -> Sent:
        body = {**worker(office, teller.next(), since, "formal"), "post_id": post.id}
        return Sent(key=teller.key(), event="roster.worker-hired", things=WORKERS, path=WORKERS, body=body, open=open)

    won = await teller.race(taking(DAY), taking(DAY))
    if won:
        await depart(teller, won)
        await teller.say(taking(LATER, open=False))


async def released(teller: Teller) -> None:
    """A prison's notice, the day, the plan, the handover."""
    nth, office = teller.next(), teller.office()
    going = await teller.make("roster.worker-hired", WORKERS, worker(office, teller.next(), DAY))
    notice = {
        "name": f"测试某{nth}",
        "id_number": identity_number(nth),
        "office_id": office,
        "prison": "测试监狱",
        "release_day": None,
    }
    person = await teller.make("corrections.release-notified", RELEASES, notice)
    plan, met = {"escort": [going.id]}, {"day": LATER, "received_by": "测试某家属"}
    await teller.act("corrections.release-redated", RELEASES, person.id, "date", {"release_day": LATER})
    await teller.act("corrections.handover-planned", RELEASES, person.id, "plan", plan)
    await teller.act("corrections.handover-completed", RELEASES, person.id, "handover", met)


async def mediated(teller: Teller) -> None:
    """A dispute, from the application to the closure."""
    body = {
        "office_id": teller.office(),
        "category": "neighbours",
        "parties": [{"name": f"测试某{teller.next()}"}],
        "source": "application",
        "day": DAY,
    }
    case = await teller.make("mediation.case-opened", CASES, body)
    await teller.act("mediation.case-accepted", CASES, case.id, "acceptance", {"day": DAY})
    mediator = {"day": DAY, "worker_id": "worker-of-the-office"}
    await teller.act("mediation.mediator-assigned", CASES, case.id, "mediator", mediator)
    agreement = {"day": LATER, "form": "written"}
    await teller.act("mediation.agreement-reached", CASES, case.id, "agreement", agreement)
    closure = {"day": LATER, "outcome": "agreed"}
    await teller.act("mediation.case-closed", CASES, case.id, "closure", closure)


async def taken_on(teller: Teller) -> None:
    """Somebody takes on an open alert, if it has not resolved meanwhile."""
    try:
        answer = await teller.client.get(ALERTS, params={"stage": "open"})
    except httpx.TransportError as fault:
        raise Gone from fault
    if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
        raise Gone
    items = answer.json()["items"]
    if items:
        path = f"{ALERTS}/{teller.chance.choice(items)['id']}/acknowledgement"
        await teller.say(Sent(key=teller.key(), event="", things=ALERTS, path=path, body={"note": "已知"}, open=True))


STORIES: Sequence[Callable[[Teller], Awaitable[None]]] = (
    supervised,
    supervised,
    claimed_twice,
    hired,
    on_a_post,
    released,
    mediated,
    taken_on,
)


async def tell(teller: Teller) -> None:
    """One client. Raises whatever should not be."""
    while teller.telling:
        try:
            await teller.chance.choice(STORIES)(teller)
        except Gone:
            if not teller.pause_s:
                return
        await asyncio.sleep(teller.pause_s)
