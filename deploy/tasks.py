"""What an operator has done once, and not served: each opens what it needs, and says what it did."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from deploy import demo, epochs, repair
from deploy.asgi_client import Answer
from deploy.demo import fill, inside, load, token
from deploy.embedded import embedded, still
from deploy.remote import RemoteClient, remote
from deploy.repair import Rebuilt
from deploy.server import installed, looked_at, quiet_logs, zhengzhou
from deploy.townships import read_townships
from deploy.verification import differences, quiet
from deploy.villages import read_villages
from shared.adapters.key_files import open_keys
from shared.adapters.system_clock import SystemClock
from shared.adapters.token_identity import OwnIssuer
from shared.contract.catalogue import SERVICES, topic
from shared.ports.identity import ROLES, Caller
from shared.runtime.settings import Settings

Outcome = TypeVar("Outcome")
FAILED = 400
TOKEN_FOR = timedelta(minutes=5)


class Refused(Exception):
    """The installation answered that it does not."""


class NotDistributed(Exception):
    """There are topics only where SIFASUO_KAFKA and SIFASUO_MONGO are set."""


def done(task: Coroutine[Any, Any, Outcome]) -> Outcome:
    quiet_logs()
    return asyncio.run(task)


async def load_townships(settings: Settings, file: Path, overlay: Path | None) -> None:
    """Raises FaultyTable and what installed and load raise."""
    rows = read_townships(file, overlay)
    async with installed(settings) as installation:
        await load(inside(installation), rows)


async def load_villages(settings: Settings, file: Path) -> Sequence[str]:
    """The townships without an office, whose villages wait. Raises FaultyTable and what installed and load raise."""
    villages = read_villages(file)
    async with installed(settings) as installation:
        return await demo.load_villages(inside(installation), villages)


async def load_demo(settings: Settings, address: str | None) -> None:
    """Into the installation of this machine, or into the one that answers at the address."""
    clock = SystemClock(settings.today)
    if address:
        async with remote(address, token(open_keys(settings.keys_directory), clock.now())) as client:
            await fill(client, clock.today(), *zhengzhou())
    else:
        async with installed(settings) as installation:
            await fill(inside(installation), clock.today(), *zhengzhou())


async def verify(settings: Settings) -> Sequence[str]:
    return await differences(settings)


async def rebuild(settings: Settings) -> Rebuilt:
    """Embedded before anything runs: it would say what follows from facts that are wrong."""
    async with looked_at(settings) if settings.distributed else still(settings) as installation:
        rebuilt = await repair.rebuild(installation)
    if not settings.distributed:
        async with embedded(settings) as installation:
            await quiet(installation)
    return rebuilt


async def topics(settings: Settings) -> tuple[Sequence[str], Sequence[str]]:
    """Raises NotDistributed, Unavailable."""
    if not settings.distributed:
        raise NotDistributed("topics are Kafka's: set SIFASUO_KAFKA and SIFASUO_MONGO")
    from deploy.distributed import cluster, topics_in_use  # noqa: PLC0415 - an extra, which embedded does not need
    from shared.adapters.kafka_admin import make_topics  # noqa: PLC0415

    used, wanted = await topics_in_use(settings), [topic(service) for service in SERVICES]
    return await make_topics(cluster(settings), wanted, settings.replication, used)


async def republish(settings: Settings) -> Mapping[str, int]:
    """Raises NotDistributed, Unavailable. How many events each service's topic got."""
    if not settings.distributed:
        raise NotDistributed("the local bus has one epoch: there is nothing to fill anew")
    async with looked_at(settings) as installation:
        return {service.name: await epochs.republish(service) for service in installation.services}


@asynccontextmanager
async def operator(settings: Settings, address: str) -> AsyncIterator[RemoteClient]:
    """Raises NotThere. As an operator of the whole city, by the installation's own key."""
    clock = SystemClock()
    caller = Caller(sub="operator@command", name="operator", scopes=ROLES["operator"], area="4101")
    issuer = OwnIssuer(open_keys(settings.keys_directory).token)
    async with remote(address, issuer.issue(caller, at=clock.now(), until=clock.now() + TOKEN_FOR)) as client:
        yield client


async def dead_letters(settings: Settings, address: str, service: str) -> Sequence[Mapping[str, Any]]:
    """Raises NotThere, Refused."""
    letters: list[Mapping[str, Any]] = []
    after: str | None = ""
    async with operator(settings, address) as client:
        while after is not None:
            answer = await client.call("GET", f"/{service}/operations/dead-letters?limit=500&after={quote(after)}")
            page = answered(answer)
            letters += page["items"]
            after = page["next"]
    return letters


async def ask(settings: Settings, address: str, service: str, id: str, wanted: str) -> Mapping[str, Any]:
    """Raises NotThere, Refused."""
    async with operator(settings, address) as client:
        return answered(
            await client.call("POST", f"/{service}/operations/dead-letters/{quote(id, safe='')}/{wanted}", {})
        )


def answered(answer: Answer) -> Mapping[str, Any]:
    """Raises Refused."""
    if answer.status >= FAILED or not isinstance(answer.body, dict):
        raise Refused(f"{answer.status}: {answer.body.get('detail') if isinstance(answer.body, dict) else answer.body}")
    return dict(answer.body)
