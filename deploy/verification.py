"""Every log against what was made of it: documents, facts, alerts. What a crash left undone is repaired first."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence

from deploy.installation import Installation
from deploy.repair import commits, facts_of
from deploy.server import looked_at
from services.compliance.core.alert import alert_id, standing, verdicts
from services.compliance.core.facts import OfficeFacts
from services.compliance.core.judge import judge
from services.compliance.main import read_plan
from services.compliance.reactions import ALERT
from shared.contract.catalogue import topic
from shared.contract.codec import decode, encode, shaped
from shared.kernel.decider import subject_of
from shared.ports.bus import Delivery
from shared.ports.store import Commit
from shared.runtime.aggregate import advanced, unwritten
from shared.runtime.consumer import stored_positions
from shared.runtime.keeper import AT_ONCE, FACTS
from shared.runtime.relay import envelopes
from shared.runtime.service import Service
from shared.runtime.settings import Settings

PAGE = 1000
WAIT_S = 0.5
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
    compliance = the(installation, "compliance")
    if due := await compliance.ports.views.count(FACTS, {"next_day": AT_ONCE}):
        yield f"compliance has not judged {due} offices"


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
    """Of an installation that is quiet."""
    found: list[str] = []
    for service in installation.services:
        streams: defaultdict[str, list[Commit]] = defaultdict(list)
        async for commit in commits(service):
            streams[commit.stream].append(commit)
        found += [text async for text in of_documents(service, streams)]
        found += [text async for text in of_published(service, streams)]
    facts = (await facts_of(installation.services)).of_office
    compliance = the(installation, "compliance")
    found += [text async for text in of_facts(compliance, facts)]
    found += [text async for text in of_alerts(compliance, facts)]
    return found


def the(installation: Installation, name: str) -> Service:
    return next(service for service in installation.services if service.name == name)


async def of_published(service: Service, streams: Mapping[str, Sequence[Commit]]) -> AsyncIterator[str]:
    """Every public event on the bus, each stream in its order; what is there more than once comes again in order."""
    published: defaultdict[str, list[int]] = defaultdict(list)
    async for delivery in all_published(service):
        seen = published[delivery.stream]
        if not seen or delivery.version > seen[-1]:
            seen.append(delivery.version)
    for stream, log in streams.items():
        told = [envelope.version for commit in log for envelope in envelopes(service.name, commit)]
        if told != published.pop(stream, []):
            yield f"{service.name}: what was published of {stream} is not what its log holds"
    for stream in published:
        yield f"{service.name}: {stream} was published, and is in no log"


async def all_published(service: Service) -> AsyncIterator[Delivery]:
    subscription = await service.ports.bus.subscribe([topic(service.name)], {})
    try:
        ends = await subscription.ends()
        while any(at < ends[place] for place, at in (await subscription.positions()).items()):
            for delivery in await subscription.getmany(PAGE, WAIT_S):
                yield delivery
    finally:
        await subscription.close()


async def of_documents(service: Service, streams: Mapping[str, Sequence[Commit]]) -> AsyncIterator[str]:
    """Versions without gap or repetition, and each document equal to the fold of its stream."""
    aggregates = {aggregate.decider.category: aggregate for aggregate in service.blueprint.aggregates}
    for stream, log in streams.items():
        versions = [recorded.version for commit in log for recorded in commit.recorded()]
        if versions != list(range(1, len(versions) + 1)):
            yield f"{service.name}: {stream} has versions {versions}"
        aggregate = aggregates[stream.partition("-")[0]]
        if aggregate.reading:
            clean = advanced(aggregate, unwritten(aggregate), log)
            row = await service.ports.views.get(aggregate.reading.view, subject_of(stream))
            if row is None or (row.version, row.document) != (clean.version, decode(encode(clean.document))):
                yield f"{service.name}: the document of {stream} is not the fold of its stream"


async def of_facts(compliance: Service, facts: Mapping[str, OfficeFacts]) -> AsyncIterator[str]:
    """The row of each office equal to a clean replay of everybody's logs."""
    for office_id, clean in facts.items():
        row = await compliance.ports.views.get(FACTS, office_id)
        if row is None or shaped(row.document["facts"], OfficeFacts) != clean:
            yield f"compliance: the facts of office {office_id} are not those of a clean replay"


async def of_alerts(compliance: Service, facts: Mapping[str, OfficeFacts]) -> AsyncIterator[str]:
    """What stands open equal, with figures, since and causes, to a judgement of the clean facts."""
    plan, today = read_plan(), compliance.ports.clock.today()
    wanted = {
        alert_id(rule, office_id, subject): verdict
        for office_id, clean in facts.items()
        for (rule, subject), verdict in verdicts(judge(clean, plan, today)).items()
    }
    open_now = {}
    streams = {commit.stream async for commit in commits(compliance)}
    for stream in streams:
        alert = (await compliance.handler.current(ALERT, subject_of(stream))).state
        if alert is not None and alert.stage != "resolved":
            open_now[subject_of(stream)] = standing(alert)
    for id in sorted(wanted.keys() | open_now.keys()):
        if wanted.get(id) != open_now.get(id):
            yield f"compliance: alert {id} stands as {open_now.get(id)} and should as {wanted.get(id)}"
