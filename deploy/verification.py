"""Waiting until an installation has done everything, and then holding every log against what was made of it."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from deploy.differences import (
    of_alerts,
    of_copies,
    of_county_facts,
    of_documents,
    of_facts,
    of_letters,
    of_published,
    of_versions,
    streams_of,
)
from deploy.installation import Installation
from deploy.logs import facts_of
from deploy.server import looked_at
from services.compliance.reactions import COUNTY_FACTS
from shared.runtime.keeper import AT_ONCE, FACTS
from shared.runtime.positions import stored_positions
from shared.runtime.service import Service
from shared.runtime.settings import Settings

LOOK_AGAIN_S = 0.1
WAIT_MAX = 600


class NeverQuiet(Exception):
    """Something still has not been dispatched, read or judged after a minute."""


async def differences(settings: Settings) -> Sequence[str]:
    """What does not agree, in words; nothing where all is well. Raises NeverQuiet.

    Embedded, what a crash left undone is done first; distributed, the services that run are given time to do it.
    """
    async with looked_at(settings) as installation:
        await quiet(installation)
        return await compared(installation)


async def quiet(installation: Installation) -> None:
    """Until everything that was committed has been published, read and judged. Raises NeverQuiet."""
    restless: Sequence[str] = ()
    for _ in range(WAIT_MAX):
        restless = [said async for said in unrest(installation)]
        if not restless:
            return
        await asyncio.sleep(LOOK_AGAIN_S)
    raise NeverQuiet("; ".join(restless))


async def unrest(installation: Installation) -> AsyncIterator[str]:
    """What still has to be done, as the stores and the bus tell; nobody's memory is asked."""
    for service in installation.services:
        backlog = await service.ports.store.backlog()
        if backlog.commits:
            yield f"{service.name} has not published {backlog.commits} commits"
        if unread := await unread_by(service):
            yield f"{service.name} has not read {unread} events"
        if service.running and service.reader and not service.reader.at_rest():
            yield f"{service.name} is still reviewing"
    compliance = installation.the("compliance")
    for what, view in (("offices", FACTS), ("counties", COUNTY_FACTS)):
        if due := await compliance.ports.views.count(view, {"next_day": AT_ONCE}):
            yield f"compliance has not judged {due} {what}"


async def unread_by(service: Service) -> int:
    """By the positions that are stored, a second after they were reached at the latest."""
    if not service.reader:
        return 0
    bus = service.ports.bus
    at_the_end = await bus.subscribe(service.topics, None)
    ends = await at_the_end.positions()
    await at_the_end.close()
    read = await stored_positions(service.ports.views, bus.epoch, list(ends))
    return sum(max(0, end - read.get(place, 0)) for place, end in ends.items())


async def compared(installation: Installation) -> Sequence[str]:
    """Of an installation that is quiet. Where a log itself is not whole, nothing that is made of it is looked at."""
    logs = {service.name: await streams_of(service) for service in installation.services}
    broken = [text for name, streams in logs.items() for text in of_versions(name, streams)]
    if broken:
        return broken
    found: list[str] = []
    for service in installation.services:
        found += [text async for text in of_documents(service, logs[service.name])]
        found += [text async for text in of_copies(service, logs)]
        found += [text async for text in of_published(service, logs[service.name])]
        found += [text async for text in of_letters(service)]
    compliance, facts = installation.the("compliance"), await facts_of(installation.services)
    found += [text async for text in of_facts(compliance, facts)]
    found += [text async for text in of_county_facts(compliance, facts)]
    found += [text async for text in of_alerts(compliance, facts)]
    return found
