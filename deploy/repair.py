"""Making again, from the logs, what was made of them: documents, copies and facts, while everything runs.

What is stored is read before the logs are. So what they do not tell of it is wrong; and what was written meanwhile,
which a swap notices, is right.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from deploy.installation import Installation
from deploy.logs import Facts, commits, facts_of, rows, stands
from services.compliance.reactions import COUNTY_FACTS
from services.compliance.views import board
from shared.contract.catalogue import topic
from shared.contract.codec import plain
from shared.ports.views import Put, Row, View, Views
from shared.runtime.aggregate import AnyAggregate, advanced, put, unwritten
from shared.runtime.copies import Copies
from shared.runtime.keeper import FACTS, Keeper
from shared.runtime.keepers import Keepers
from shared.runtime.relay import envelopes
from shared.runtime.service import Service


@dataclass(frozen=True, kw_only=True)
class Rebuilt:
    """How many were looked at, and how many had to be written or taken away."""

    documents: int
    mended: int
    facts: int


async def rebuild(installation: Installation) -> Rebuilt:
    """Nothing is announced here: the rows of facts become due, and whoever holds them judges them."""
    documents = mended = 0
    for service in installation.services:
        async for written in documents_anew(service):
            documents += 1
            mended += written
        mended += await copies_anew(service, installation.services)
    return Rebuilt(documents=documents, mended=mended, facts=await facts_anew(installation))


async def documents_anew(service: Service) -> AsyncIterator[bool]:
    """Of each document of the service's own streams, and of nobody's, whether it was mended."""
    subjects: dict[str, dict[str, None]] = {}
    async for commit in commits(service):
        category, _, subject = commit.stream.partition("-")
        subjects.setdefault(category, {})[subject] = None
    for aggregate in service.blueprint.aggregates:
        if aggregate.reading:
            named = subjects.get(aggregate.decider.category, {})
            named |= {row.id: None async for row in rows(service.ports.views, aggregate.reading.view)}
            for subject in named:
                yield await document_anew(service, aggregate, subject)


async def document_anew(service: Service, aggregate: AnyAggregate, subject: str) -> bool:
    views, view = service.ports.views, aggregate.reading.view  # type: ignore[union-attr]
    there = await views.get(view, subject)
    log = await service.ports.store.load(aggregate.decider.stream(subject))
    if log:
        [right] = put(aggregate, subject, advanced(aggregate, unwritten(aggregate), log))
        return await mended(views, right, there)
    await views.delete(view, subject)
    return True


async def mended(views: Views, right: Put, there: Row | None) -> bool:
    return not stands(there, right) and await views.swap(right, there.version if there else 0)


async def copies_anew(service: Service, others: Sequence[Service]) -> int:
    """What it keeps of the services that it reads."""
    if not (service.reader and isinstance(service.reader.sink, Copies)):
        return 0
    views, written = service.ports.views, 0
    for other in (other for other in others if topic(other.name) in service.topics):
        async for commit in commits(other):
            for right in service.reader.sink.puts(list(envelopes(other.name, commit))):
                written += await mended(views, right, await views.get(right.view, right.id))
    return written


async def facts_anew(installation: Installation) -> int:
    """Of offices and of counties."""
    of_offices, of_counties = next(
        s.reader.sink.each for s in installation.services if s.reader and isinstance(s.reader.sink, Keepers)
    )
    facts = await facts_of(installation.services)
    await rows_anew(installation, of_counties, COUNTY_FACTS, facts, {code: code for code in facts.of_county})
    return await rows_anew(installation, of_offices, FACTS, facts, facts.counties)


async def rows_anew(
    installation: Installation, keeper: Keeper[Any], view: View, facts: Facts, counties: Mapping[str, str]
) -> int:
    """Each row of one kind, by its county."""
    views, told = installation.the("compliance").ports.views, facts.of(view)
    there = {row.id: row.version async for row in rows(views, view)}
    for key, county_code in counties.items():
        while not await keeper.replace(key, county_code, told[key], there.get(key, 0)):
            there[key] = await known_again(installation, view, key, facts)
    for key in there.keys() - counties.keys():
        await views.delete(view, key)
        await views.delete(board.VIEW, key)
    return len(counties)


async def known_again(installation: Installation, view: View, key: str, facts: Facts) -> int:
    """What a row has read since the logs were; the version that it had then.

    Only these streams, since where much happens the row is soon written again. Those that it has not read yet will
    come to it on the bus.
    """
    row = await installation.the("compliance").ports.views.get(view, key)
    if row is None:
        return 0
    known = dict(versions_in(plain(facts.of(view)[key])))
    ahead = [stream for stream, version in versions_in(row.document["facts"]) if version > known.get(stream, 0)]
    for service in installation.services:
        categories = {aggregate.decider.category for aggregate in service.blueprint.aggregates}
        ours = [service.ports.store.load(stream) for stream in ahead if stream.partition("-")[0] in categories]
        for log in await asyncio.gather(*ours):
            facts.fold_all(e for commit in log for e in envelopes(service.name, commit) if facts.key(view, e) == key)
    return row.version


def versions_in(facts: Mapping[str, Any]) -> Sequence[tuple[str, int]]:
    """Of each stream that facts contain; a county's contain those of its offices."""
    nested = [each for office in facts.get("offices", {}).values() for each in versions_in(office)]
    return [*facts["versions"].items(), *nested]
