"""Reading through whole logs, of services that run or stand still."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.compliance.core import county_facts
from services.compliance.core.county_facts import CountyFacts, county_of, pools
from services.compliance.core.facts import OfficeFacts, evolve
from services.compliance.core.plan import Plan
from services.compliance.reactions import COUNTY_FACTS, office_of
from shared.contract.codec import decode, encode
from shared.contract.envelope import Envelope
from shared.ports.store import Commit, Logged
from shared.ports.views import Put, Row, View, Views
from shared.runtime.keeper import FACTS
from shared.runtime.relay import envelopes
from shared.runtime.service import Service

PAGE = 1000


async def logged(service: Service, after: int = 0) -> AsyncIterator[Logged]:
    """A log from a position on, each stream in its order.

    Under commands a page may pass over a commit that was still on its way to its position: it is fetched before the
    next of its stream. Of a stream that began before the position, all that came before is given again.
    """
    reached: dict[str, int] = {}
    position = after
    while page := await service.ports.store.read(position, PAGE):
        for entry in page:
            stream, known = entry.commit.stream, reached.get(entry.commit.stream, 0)
            if entry.commit.version > known + 1:
                for commit in await service.ports.store.load(stream):
                    if known < commit.version < entry.commit.version:
                        yield Logged(entry.position, commit)
            yield entry
            reached[stream] = entry.commit.last_version
        position = page[-1].position


async def commits(service: Service) -> AsyncIterator[Commit]:
    async for entry in logged(service):
        yield entry.commit


@dataclass
class Facts:
    """Every office's facts, and its county, and every county's own, as the logs tell them."""

    plan: Plan
    of_office: defaultdict[str, OfficeFacts] = field(default_factory=lambda: defaultdict(OfficeFacts))
    counties: dict[str, str] = field(default_factory=dict)
    of_county: defaultdict[str, CountyFacts] = field(default_factory=lambda: defaultdict(CountyFacts))

    def fold(self, envelope: Envelope[Any]) -> None:
        key, code = self.key(FACTS, envelope), self.key(COUNTY_FACTS, envelope)
        if key:
            self.of_office[key] = evolve(self.of_office[key], envelope)
            self.counties[key] = envelope.data.county_code
        if code:
            self.of_county[code] = county_facts.evolve(self.of_county[code], envelope)

    def of(self, view: View) -> Mapping[str, Any]:
        """Those whose rows are kept there."""
        return self.of_county if view == COUNTY_FACTS else self.of_office

    def key(self, view: View, envelope: Envelope[Any]) -> str | None:
        """Whose row it belongs to, of those that are kept there."""
        return county_of(envelope, with_people=pools(self.plan)) if view == COUNTY_FACTS else office_of(envelope)

    def fold_all(self, envelopes: Iterable[Envelope[Any]]) -> None:
        for envelope in envelopes:
            self.fold(envelope)


async def facts_of(services: Sequence[Service]) -> Facts:
    """A clean replay of everybody's logs."""
    facts = Facts(next(service.blueprint.knowledge for service in services if service.name == "compliance"))
    for service in services:
        async for commit in commits(service):
            facts.fold_all(envelopes(service.name, commit))
    return facts


def as_stored(document: object) -> object:
    """As it comes back from a store."""
    return decode(encode(document))


def stands(row: Row | None, right: Put) -> bool:
    """Whether the row is what it should be."""
    return row is not None and (row.version, row.document) == (right.version, as_stored(right.document))


async def rows(views: Views, view: View) -> AsyncIterator[Row]:
    """All of them, by id."""
    after = ""
    while page := await views.find(view, {}, after=after, limit=PAGE):
        for row in page:
            yield row
        after = page[-1].id
