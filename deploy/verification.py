"""Every log against what was made of it: documents, facts, alerts. What a crash left undone is repaired first."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from deploy.embedded import Installation, embedded
from services.compliance.core.alert import alert_id, standing, verdicts
from services.compliance.core.facts import OfficeFacts, evolve
from services.compliance.core.judge import judge
from services.compliance.main import read_plan
from services.compliance.reactions import ALERT, office_of
from shared.contract.codec import decode, encode, shaped
from shared.contract.envelope import Envelope
from shared.kernel.decider import subject_of
from shared.ports.store import Commit
from shared.runtime.aggregate import advanced, unwritten
from shared.runtime.keeper import FACTS
from shared.runtime.relay import envelopes
from shared.runtime.service import Service
from shared.runtime.settings import Settings

PAGE = 1000
LOOK_AGAIN_S = 0.05
WAIT_MAX = 1200


class NeverQuiet(Exception):
    """Something still has not been dispatched, read or judged after a minute."""


async def differences(settings: Settings) -> Sequence[str]:
    """What does not agree, in words; nothing where all is well. Raises NeverQuiet."""
    async with embedded(settings) as installation:
        await quiet(installation)
        return await compared(installation)


async def quiet(installation: Installation) -> None:
    """Until everything that was committed has been published, read and judged."""
    for _ in range(WAIT_MAX):
        if all([await is_quiet(service) for service in installation.services]):
            return
        await asyncio.sleep(LOOK_AGAIN_S)
    raise NeverQuiet([service.name for service in installation.services if not await is_quiet(service)])


async def is_quiet(service: Service) -> bool:
    backlog = await service.ports.store.backlog()
    lag = await service.consumer.lag() if service.consumer else 0
    unjudged = await service.ports.views.count(FACTS, {"next_day": ""}) if service.name == "compliance" else 0
    rests = service.reader is None or service.reader.at_rest()
    return service.ready and rests and not (backlog.commits or lag or unjudged)


async def compared(installation: Installation) -> Sequence[str]:
    """Of an installation that is quiet."""
    found: list[str] = []
    facts: defaultdict[str, OfficeFacts] = defaultdict(OfficeFacts)
    counties: dict[str, str] = {}
    for service in installation.services:
        streams: defaultdict[str, list[Commit]] = defaultdict(list)
        async for commit in commits(service):
            streams[commit.stream].append(commit)
            for envelope in envelopes(service.name, commit):
                fold(facts, counties, envelope)
        found += [text async for text in of_documents(service, streams)]
    compliance = next(service for service in installation.services if service.name == "compliance")
    found += [text async for text in of_facts(compliance, facts)]
    found += [text async for text in of_alerts(compliance, facts)]
    return found


def fold(facts: defaultdict[str, OfficeFacts], counties: dict[str, str], envelope: Envelope[Any]) -> None:
    key = office_of(envelope)
    if key:
        facts[key] = evolve(facts[key], envelope)
        counties[key] = envelope.data.county_code


async def commits(service: Service) -> AsyncIterator[Commit]:
    position = 0
    while page := await service.ports.store.read(position, PAGE):
        for logged in page:
            yield logged.commit
        position = page[-1].position


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
