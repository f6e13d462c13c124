"""What does not agree, one line each: a log with its documents, copies and published events; all logs with facts."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence

from deploy.logs import Facts, as_stored, commits, rows, stands
from services.compliance.core.alert import alert_id, standing, verdicts
from services.compliance.core.county import judge_county
from services.compliance.core.county_facts import CountyFacts
from services.compliance.core.facts import OfficeFacts
from services.compliance.core.judge import judge
from services.compliance.reactions import ALERT, COUNTY_FACTS
from services.compliance.views import board
from shared.contract.catalogue import topic
from shared.contract.codec import Faulty, Shape, shaped
from shared.kernel.decider import subject_of
from shared.ports.bus import Delivery
from shared.ports.store import Commit
from shared.ports.views import Put, Row
from shared.runtime.aggregate import AnyAggregate, advanced, put, unwritten
from shared.runtime.copies import Copies
from shared.runtime.keeper import FACTS
from shared.runtime.relay import envelopes
from shared.runtime.service import Service

PAGE = 1000
WAIT_S = 0.5

Streams = Mapping[str, Sequence[Commit]]


async def streams_of(service: Service) -> Streams:
    """A whole log."""
    streams: defaultdict[str, list[Commit]] = defaultdict(list)
    async for commit in commits(service):
        streams[commit.stream].append(commit)
    return streams


def of_versions(service: str, streams: Streams) -> Iterator[str]:
    """Each stream's versions, from 1 on without gap or repetition; claims have gaps where a person was erased."""
    for stream, log in streams.items():
        awaited = 1
        for commit in log:
            if commit.version != awaited and not (is_claim(stream) and commit.version > awaited):
                yield f"{service}: in the log, {stream} has version {commit.version} where {awaited} should be"
                break
            awaited = commit.last_version + 1


def is_claim(stream: str) -> bool:
    return stream.partition("-")[0].endswith("claim")


async def of_documents(service: Service, streams: Streams) -> AsyncIterator[str]:
    """Each document equal to the fold of its stream, and none without a stream."""
    for aggregate, reading in ((each, each.reading) for each in service.blueprint.aggregates if each.reading):
        there = {row.id: row async for row in rows(service.ports.views, reading.view)}
        for stream, log in streams.items():
            ours = stream.startswith(f"{aggregate.decider.category}-")
            if ours and not is_fold(aggregate, there.pop(subject_of(stream), None), log):
                yield f"{service.name}: the document of {stream} is not the fold of its stream"
        for id in there:
            yield f"{service.name}: the document of {aggregate.decider.stream(id)} has no stream"


def is_fold(aggregate: AnyAggregate, row: Row | None, log: Sequence[Commit]) -> bool:
    [right] = put(aggregate, subject_of(log[0].stream), advanced(aggregate, unwritten(aggregate), log))
    return stands(row, right)


async def of_copies(service: Service, logs: Mapping[str, Streams]) -> AsyncIterator[str]:
    """What it keeps of the services that it reads, as their logs tell it."""
    if not (service.reader and isinstance(service.reader.sink, Copies)):
        return
    newest: dict[str, Put] = {}
    for name, commit in ((read, c) for read in service.reader.topics for log in logs[read].values() for c in log):
        newest.update({right.id: right for right in service.reader.sink.puts(list(envelopes(name, commit)))})
    for right in newest.values():
        if not stands(await service.ports.views.get(right.view, right.id), right):
            yield f"{service.name}: its copy of {right.id} in {right.view.name} is not what was published"


async def of_published(service: Service, streams: Streams) -> AsyncIterator[str]:
    """Every public event on the bus, each stream in its order; what is there more than once comes again in order."""
    published: defaultdict[str, list[int]] = defaultdict(list)
    async for delivery in all_published(service):
        seen = published[delivery.stream]
        if not seen or delivery.version > seen[-1]:
            seen.append(delivery.version)
    for stream, log in streams.items():
        told = [envelope.version for commit in log for envelope in envelopes(service.name, commit)]
        found = published.pop(stream, [])
        if missing := [version for version in told if version not in found]:
            yield f"{service.name}: version {missing[0]} of {stream} was not published, or only after a later one"
        if foreign := [version for version in found if version not in told]:
            yield f"{service.name}: version {foreign[0]} of {stream} was published, and is not in the log"
    for stream in published:
        yield f"{service.name}: {stream} was published, and is not in the log"


async def all_published(service: Service) -> AsyncIterator[Delivery]:
    subscription = await service.ports.bus.subscribe([topic(service.name)], {})
    try:
        ends = await subscription.ends()
        while any(at < ends[place] for place, at in (await subscription.positions()).items()):
            for delivery in await subscription.getmany(PAGE, WAIT_S):
                yield delivery
    finally:
        await subscription.close()


async def of_letters(service: Service) -> AsyncIterator[str]:
    """What could not be taken, and still has to be."""
    for letter in await service.letters.parked():
        yield f"{service.name}: {letter.id} is parked: {letter.reason}"


async def of_facts(compliance: Service, facts: Facts) -> AsyncIterator[str]:
    """The row of each office, and what the board shows of it, equal to a clean replay of everybody's logs."""
    plan, today = compliance.blueprint.knowledge, compliance.ports.clock.today()
    there = {row.id: row async for row in rows(compliance.ports.views, FACTS)}
    shown = {row.id: row.document async for row in rows(compliance.ports.views, board.VIEW)}
    for office_id, clean in facts.of_office.items():
        if read_facts(there.pop(office_id, None), OfficeFacts) != clean:
            yield f"compliance: the facts of office {office_id} are not those of a clean replay"
        row = board.row(office_id, facts.counties[office_id], clean, judge(clean, plan, today))
        if shown.pop(office_id, None) != (as_stored(row) if clean.office else None):
            yield f"compliance: the board does not show office {office_id} as its facts are judged"
    for office_id in there.keys() | shown.keys():
        yield f"compliance: there are facts of office {office_id}, and no log tells of it"


async def of_county_facts(compliance: Service, facts: Facts) -> AsyncIterator[str]:
    """The row of each county equal to a clean replay of everybody's logs."""
    there = {row.id: row async for row in rows(compliance.ports.views, COUNTY_FACTS)}
    for code, clean in facts.of_county.items():
        if read_facts(there.pop(code, None), CountyFacts) != clean:
            yield f"compliance: the facts of county {code} are not those of a clean replay"
    for code in there:
        yield f"compliance: there are facts of county {code}, and no log tells of it"


def read_facts(row: Row | None, shape: type[Shape]) -> Shape | None:
    """None where they cannot be read, too."""
    try:
        return shaped(row.document["facts"], shape) if row else None
    except (KeyError, Faulty):
        return None


async def of_alerts(compliance: Service, facts: Facts) -> AsyncIterator[str]:
    """What stands open equal, with figures, since and causes, to a judgement of the clean facts."""
    plan, today = compliance.blueprint.knowledge, compliance.ports.clock.today()
    wanted = {
        alert_id(rule, office_id, subject): verdict
        for office_id, clean in facts.of_office.items()
        for (rule, subject), verdict in verdicts(judge(clean, plan, today)).items()
    }
    wanted |= {
        alert_id(rule, None, subject): verdict
        for code, clean in facts.of_county.items()
        for (rule, subject), verdict in verdicts(judge_county(code, clean, plan, today)).items()
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
