"""Making again, from the logs, what was made of them: documents, copies and facts, while everything runs."""

from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

from deploy.installation import REFILLED, Installation
from services.compliance.core.facts import OfficeFacts, contains, evolve
from services.compliance.reactions import office_of
from shared.contract.catalogue import topic
from shared.contract.codec import decode, encode
from shared.contract.envelope import Envelope
from shared.kernel.decider import subject_of
from shared.ports.store import Commit
from shared.ports.views import Put, Views
from shared.runtime.aggregate import advanced, put, unwritten
from shared.runtime.copies import Copies
from shared.runtime.keeper import Keeper
from shared.runtime.relay import envelopes
from shared.runtime.service import Service

PAGE = 1000
TOGETHER = 500


class NotFilled(Exception):
    """The topics of this epoch do not hold what the log has already told the topics of another one."""


@dataclass(frozen=True, kw_only=True)
class Rebuilt:
    """How many were looked at, and how many had to be written."""

    documents: int
    mended: int
    facts: int


@dataclass
class Facts:
    """Every office's facts, and its county, as the logs tell them."""

    of_office: defaultdict[str, OfficeFacts]
    counties: dict[str, str]

    def fold(self, envelope: Envelope[Any]) -> None:
        key = office_of(envelope)
        if key:
            self.of_office[key] = evolve(self.of_office[key], envelope)
            self.counties[key] = envelope.data.county_code


async def commits(service: Service, after: int = 0) -> AsyncIterator[Commit]:
    position = after
    while page := await service.ports.store.read(position, PAGE):
        for logged in page:
            yield logged.commit
        position = page[-1].position


async def facts_of(services: Sequence[Service]) -> Facts:
    """A clean replay of everybody's logs."""
    facts = Facts(defaultdict(OfficeFacts), {})
    for service in services:
        async for commit in commits(service):
            for envelope in envelopes(service.name, commit):
                facts.fold(envelope)
    return facts


async def rebuild(installation: Installation) -> Rebuilt:
    """Nothing is announced here: the rows of facts become due, and whoever holds them judges them.

    A row that knows more than the logs did when they were read is left to the next reading of them.
    """
    documents = mended = 0
    for service in installation.services:
        async for row in rows_of(service):
            documents += 1
            mended += await overwritten(service.ports.views, row)
        if service.reader and isinstance(service.reader.sink, Copies):
            told = [
                e for other in installation.services if topic(other.name) in service.topics async for e in all_of(other)
            ]
            mended += sum([await overwritten(service.ports.views, row) for row in service.reader.sink.puts(told)])
    return Rebuilt(documents=documents, mended=mended, facts=await facts_replaced(installation))


async def facts_replaced(installation: Installation) -> int:
    keeper = next(s.reader.sink for s in installation.services if s.reader and isinstance(s.reader.sink, Keeper))
    waiting: set[str] | None = None
    replaced = 0
    while waiting is None or waiting:
        facts = await facts_of(installation.services)
        keys = facts.of_office.keys() if waiting is None else waiting
        waiting = set()
        for key in keys:
            if await keeper.replace(key, facts.counties[key], facts.of_office[key], contains):
                replaced += 1
            else:
                waiting.add(key)
    return replaced


async def rows_of(service: Service) -> AsyncIterator[Put]:
    """Every document of the service's own streams."""
    aggregates = {aggregate.decider.category: aggregate for aggregate in service.blueprint.aggregates}
    streams: dict[str, None] = {}
    async for commit in commits(service):
        streams[commit.stream] = None
    for stream in streams:
        aggregate = aggregates[stream.partition("-")[0]]
        standing = advanced(aggregate, unwritten(aggregate), await service.ports.store.load(stream))
        for row in put(aggregate, subject_of(stream), standing):
            yield row


async def all_of(service: Service) -> AsyncIterator[Envelope[Any]]:
    async for commit in commits(service):
        for envelope in envelopes(service.name, commit):
            yield envelope


async def overwritten(views: Views, row: Put) -> bool:
    """Whether it was missing, or another. What is newer was written by the running service, and is whole."""
    there = await views.get(row.view, row.id)
    if there is None:
        await views.put([row])
        return True
    same = (there.version, there.document) == (row.version, decode(encode(row.document)))
    return not same and there.version <= row.version and await views.swap(row, there.version)


async def republish(service: Service) -> int:
    """Fills the service's topic of this epoch from its log, ids unchanged, on from where it was filled to."""
    ports = service.ports
    row = await ports.views.get(REFILLED, ports.bus.epoch)
    position, count = row.version if row else 0, 0
    while page := await ports.store.read(position, TOGETHER):
        told = [envelope for logged in page for envelope in envelopes(service.name, logged.commit)]
        await ports.bus.publish(topic(service.name), told)
        position, count = page[-1].position, count + len(told)
        await ports.views.put([Put(REFILLED, ports.bus.epoch, position, {"at": ports.clock.now()})])
    return count


async def enter_epoch(service: Service) -> None:
    """Raises NotFilled where the service has told another epoch's topics more than this one's have been filled with."""
    lease, ports = service.lease, service.ports
    if lease is None or await lease.epoch() in (None, ports.bus.epoch):
        return
    row = await ports.views.get(REFILLED, ports.bus.epoch)
    waiting = {(commit.stream, commit.version) for commit in await ports.store.undispatched(PAGE)}
    beyond = await ports.store.read(row.version if row else 0, PAGE + 1)
    if any((logged.commit.stream, logged.commit.version) not in waiting for logged in beyond):
        raise NotFilled(f"{service.name}: epoch {ports.bus.epoch} is not filled; stop the service, `sifasuo republish`")
    await lease.enter()
