"""Fills an empty store with the synthetic demo city, through the public HTTP, with a progress bar."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from rich.progress import Progress

from deploy.asgi_client import Answer, AsgiClient
from deploy.demo_city import demo_city
from deploy.demo_steps import Ref, Step
from deploy.installation import Installation
from deploy.remote import NotThere
from deploy.townships import Township
from deploy.villages import Villages
from shared.adapters.key_files import Keys
from shared.adapters.token_identity import OwnIssuer
from shared.contract.codec import plain
from shared.ports.identity import ROLES, Caller

TOGETHER = 48
OK = (200, 201)


class DemoFailed(Exception):
    """A step of the demo was refused: the demo, or the program, is wrong."""


class Client(Protocol):
    async def call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Answer: ...


async def fill(client: Client, today: date, townships: Sequence[Township], villages: Villages) -> None:
    """Does nothing where there is a township or an office already. Raises DemoFailed."""
    for things in ("townships", "offices"):
        found = await client.call("GET", f"/roster/{things}?limit=1")
        if found.status not in OK:
            raise DemoFailed(f"{things}: {found.status} {found.body}")
        if found.body["items"]:
            return
    steps = list(demo_city(townships, today, villages))
    print("An empty store: loading Zhengzhou's townships and a synthetic caseload (no real persons).", flush=True)
    with Progress() as progress:
        await Runner(client, progress, steps).run()


async def load(client: Client, townships: Sequence[Township]) -> None:
    """Only the townships; one that is there already is left as it is. Raises DemoFailed."""
    for township in townships:
        answer = await client.call("POST", "/roster/townships", plain(township))
        if answer.status not in OK:
            raise DemoFailed(f"{township.code}: {answer.status} {answer.body}")


async def load_villages(client: Client, villages: Villages) -> Sequence[str]:
    """To the offices of their townships. Which townships have none: their villages wait. Raises DemoFailed."""
    offices = await offices_by_township(client)
    for township, those in villages.items():
        if township in offices:
            body = {"office_id": offices[township], "villages": plain(those)}
            answer = await client.call("POST", f"/mediation/townships/{township}/villages", body)
            if answer.status not in OK:
                raise DemoFailed(f"{township}: {answer.status} {answer.body}")
    return [township for township in villages if township not in offices]


async def offices_by_township(client: Client) -> Mapping[str, str]:
    offices: dict[str, str] = {}
    after: str | None = ""
    while after is not None:
        answer = await client.call("GET", f"/roster/offices?limit=500&after={after}")
        if answer.status not in OK:
            raise DemoFailed(f"offices: {answer.status} {answer.body}")
        offices |= {each["township_code"]: each["id"] for each in answer.body["items"] if each["township_code"]}
        after = answer.body["next"]
    return offices


def inside(installation: Installation) -> AsgiClient:
    """The public HTTP of an installation in this process."""
    return AsgiClient(installation.root, token(installation.keys, installation.clock.now()))


def token(keys: Keys, now: datetime) -> str:
    caller = Caller(sub="demo", name="demo", scopes=ROLES["city"], area="4101")
    return OwnIssuer(keys.token).issue(caller, at=now, until=now + timedelta(hours=1))


class Runner:
    """Steps in their order, many at once; a step waits for the ids that it refers to."""

    def __init__(self, client: Client, progress: Progress, steps: Sequence[Step]) -> None:
        self._client, self._progress, self._steps = client, progress, steps
        self._ids: dict[str, asyncio.Future[str]] = {
            step.saves: asyncio.get_running_loop().create_future() for step in steps if step.saves
        }
        self._bars: dict[str, Any] = {}

    async def run(self) -> None:
        for step in self._steps:
            if step.stage not in self._bars:
                total = sum(other.stage == step.stage for other in self._steps)
                self._bars[step.stage] = self._progress.add_task(step.stage, total=total)
        waiting = iter(self._steps)
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(TOGETHER):
                    group.create_task(self._work(waiting))
        except* (DemoFailed, NotThere) as failed:
            raise failed.exceptions[0] from None

    async def _work(self, waiting: Iterable[Step]) -> None:
        for step in waiting:
            path, body = "".join(await self._filled(step.path)), await self._filled(step.body)
            answer = await self._client.call(step.method, path, body)
            if answer.status not in OK:
                raise DemoFailed(f"{step.method} {path} {body}: {answer.status} {answer.body}")
            if step.saves:
                self._ids[step.saves].set_result(answer.body["id"])
            self._progress.advance(self._bars[step.stage])

    async def _filled(self, part: Any) -> Any:
        """With ids in place of references."""
        match part:
            case Ref():
                return await self._ids[part.name]
            case Mapping():
                return {name: await self._filled(value) for name, value in part.items()}
            case list() | tuple():
                return [await self._filled(value) for value in part]
            case _:
                return part
