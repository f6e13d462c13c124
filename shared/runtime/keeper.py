"""Facts by key, judged when they change or a day comes: the alert before the facts, the facts by compare-and-set."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from shared.contract.codec import shaped
from shared.contract.envelope import Envelope
from shared.ports.bus import Delivery
from shared.ports.clock import Clock
from shared.ports.views import AtMost, Put, View, Views

FACTS = View("facts", ("county_code", "next_day"))
ROWS_IN_MEMORY = 5_000
TOGETHER = 64
DUE_AT_ONCE = 200
AT_ONCE = ""

Facts = TypeVar("Facts")


@dataclass(slots=True)
class Kept(Generic[Facts]):
    """A row as this process holds it; `announced` is what stands in the alerts, unknown until reconciled once."""

    id: str
    version: int
    facts: Facts
    county_code: str
    announced: Mapping[Any, Any] | None = None
    cause: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """What a judgement leads to: what to announce and to show, and the next day on which it can change by itself."""

    next_day: date | None
    announce: Mapping[Any, Any]
    shown: Sequence[Put]


@dataclass(frozen=True, kw_only=True)
class Policy(Generic[Facts]):
    """What a service makes of its events. Pure, but for `announce`, which is harmless to repeat."""

    shape: type[Facts]
    nothing: Callable[[str], Facts]
    key: Callable[[Envelope[Any]], str | None]
    evolve: Callable[[Facts, Envelope[Any]], Facts]
    judge: Callable[[Kept[Facts], date], Judged]
    announce: Callable[[Kept[Facts], Mapping[Any, Any], date], Awaitable[None]]


class Keeper(Generic[Facts]):
    """A consumer's sink. A row that another holder wrote meanwhile is loaded, and what was read folded, again."""

    def __init__(self, views: Views, clock: Clock, policy: Policy[Facts]) -> None:
        self._views, self._clock, self._policy = views, clock, policy
        self._rows: OrderedDict[str, Kept[Facts]] = OrderedDict()
        self._taken: dict[str, list[Envelope[Any]]] = {}
        self._writing = asyncio.Lock()

    async def take(self, deliveries: Sequence[Delivery]) -> Mapping[str, str]:
        stopped: dict[str, str] = {}
        evolve, key_of = self._policy.evolve, self._policy.key
        for delivery in deliveries:
            envelope = delivery.envelope
            key = key_of(envelope) if envelope else None
            if envelope is None or key is None or delivery.stream in stopped:
                continue
            row = self._rows.get(key) or await self._load(key)
            try:
                row.facts = evolve(row.facts, envelope)
            except Exception as fault:  # noqa: BLE001 - whatever it is, the event is parked with it
                stopped[delivery.stream] = f"{type(fault).__name__}: {fault}"
                continue
            row.county_code, row.cause = envelope.data.county_code, envelope.id
            self._taken.setdefault(key, []).append(envelope)
        return stopped

    async def settle(self, *, announce: bool) -> None:
        async with self._writing:
            keys = list(self._taken)
            for start in range(0, len(keys), TOGETHER):
                together = keys[start : start + TOGETHER]
                await asyncio.gather(*(self._settle(key, announce=announce) for key in together))
            self._taken.clear()
            while len(self._rows) > ROWS_IN_MEMORY:
                self._rows.popitem(last=False)

    async def judge_due(self) -> int:
        """Judges the rows whose day has come; how many there were."""
        today = AtMost(self._clock.today().isoformat())
        async with self._writing:
            due = await self._views.find(FACTS, {"next_day": today}, limit=DUE_AT_ONCE)
            for row in due:
                kept = self._rows.get(row.id) or await self._load(row.id)
                kept.cause = None
                await self._settle(row.id, announce=True)
        return len(due)

    async def _settle(self, key: str, *, announce: bool) -> None:
        while not await self._written(self._rows[key], announce=announce):
            row = await self._load(key)
            for envelope in self._taken.get(key, ()):
                row.facts = self._policy.evolve(row.facts, envelope)
                row.county_code, row.cause = envelope.data.county_code, envelope.id

    async def _written(self, row: Kept[Facts], *, announce: bool) -> bool:
        """Whether the row stood where this process had it."""
        next_day = AT_ONCE
        shown: Sequence[Put] = ()
        if announce:
            today = self._clock.today()
            judged = self._policy.judge(row, today)
            if judged.announce != row.announced:
                await self._policy.announce(row, judged.announce, today)
                row.announced = judged.announce
            next_day, shown = (judged.next_day or date.max).isoformat(), judged.shown
        document = {"county_code": row.county_code, "next_day": next_day, "facts": row.facts}
        if not await self._views.swap(Put(FACTS, row.id, row.version + 1, document), row.version):
            return False
        row.version += 1
        await self._views.put(shown)
        return True

    async def _load(self, key: str) -> Kept[Facts]:
        stored = await self._views.get(FACTS, key)
        if stored is None:
            row = Kept(key, 0, self._policy.nothing(key), "")
        else:
            facts = shaped(stored.document["facts"], self._policy.shape)
            row = Kept(key, stored.version, facts, str(stored.document["county_code"]))
        self._rows[key] = row
        return row
