"""Facts by key, judged when they change or a day comes: the alert before the facts, the facts by compare-and-set."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

import structlog

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

log = structlog.get_logger()


@dataclass(slots=True)
class Kept(Generic[Facts]):
    """A row as this process holds it; `announced` is what stands in the alerts, unknown until reconciled once."""

    id: str
    version: int
    facts: Facts
    county_code: str
    announced: Mapping[Any, Any] | None = None
    cause: str | None = None
    judged: bool = False


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


class Unfit(Exception):
    """An event that the facts cannot take: whatever it is, the event is parked with it."""


class Keeper(Generic[Facts]):
    """A consumer's sink. A row that another holder wrote meanwhile is loaded, and what was read folded, again."""

    def __init__(self, views: Views, clock: Clock, policy: Policy[Facts]) -> None:
        self._views, self._clock, self._policy = views, clock, policy
        self._rows: OrderedDict[str, Kept[Facts]] = OrderedDict()
        self._taken: dict[str, list[Envelope[Any]]] = {}
        self._writing = asyncio.Lock()
        self._reviewed_to, self.reviewed = "", False

    async def take(self, deliveries: Sequence[Delivery]) -> Sequence[tuple[Delivery, str]]:
        stopped: dict[str, tuple[Delivery, str]] = {}
        async with self._writing:
            for delivery in deliveries:
                if delivery.envelope is None or delivery.stream in stopped:
                    continue
                try:
                    await self._fold(delivery.envelope)
                except Unfit as fault:
                    stopped[delivery.stream] = delivery, str(fault)
        return list(stopped.values())

    async def settle(self, *, announce: bool) -> None:
        async with self._writing:
            keys = list(self._taken)
            for start in range(0, len(keys), TOGETHER):
                together = keys[start : start + TOGETHER]
                await all_done(self._settle(key, announce=announce) for key in together)
            self._taken.clear()
            self._forget()

    async def judge_due(self) -> int:
        """Judges the rows whose day has come; how many were judged."""
        today = AtMost(self._clock.today().isoformat())
        async with self._writing:
            due = await self._views.find(FACTS, {"next_day": today}, limit=DUE_AT_ONCE)
            # What was taken just now is judged when it is settled, with its cause.
            ids = [row.id for row in due if row.id not in self._taken]
            for id in ids:
                kept = self._rows.get(id) or await self._load(id)
                kept.cause = None
                await self._settle(id, announce=True)
            judged = sum(self._rows[id].judged for id in ids)
            self._forget()
        return judged

    async def tend(self) -> int:
        """One bounded round of what the calendar, or the start, asks for; how many rows there were."""
        return await self.judge_due() or await self.review()

    async def review(self) -> int:
        """Whoever starts judges everything once again, a page at a time: the plan's file or a rule may have changed."""
        if self.reviewed:
            return 0
        async with self._writing:
            page = await self._views.find(FACTS, {}, after=self._reviewed_to, limit=DUE_AT_ONCE)
            for row in page:
                if row.id not in self._taken:
                    self._rows.get(row.id) or await self._load(row.id)
                    await self._settle(row.id, announce=True)
            self._forget()
        self.reviewed = len(page) < DUE_AT_ONCE
        self._reviewed_to = page[-1].id if page else ""
        return len(page)

    async def _fold(self, envelope: Envelope[Any]) -> None:
        """Raises Unfit."""
        key = self._policy.key(envelope)
        if key is not None:
            row = self._rows.get(key) or await self._load(key)
            self._advance(row, envelope)
            self._taken.setdefault(key, []).append(envelope)

    def _advance(self, row: Kept[Facts], envelope: Envelope[Any]) -> None:
        try:
            row.facts = self._policy.evolve(row.facts, envelope)
        except Exception as fault:
            raise Unfit(f"{type(fault).__name__}: {fault}") from fault
        row.county_code, row.cause = envelope.data.county_code, envelope.id

    def _forget(self) -> None:
        for _ in range(len(self._rows) - ROWS_IN_MEMORY):
            self._rows.popitem(last=False)

    async def _settle(self, key: str, *, announce: bool) -> None:
        while not await self._written(self._rows[key], announce=announce):
            row = await self._load(key)
            for envelope in self._taken.get(key, ()):
                self._advance(row, envelope)

    async def _written(self, row: Kept[Facts], *, announce: bool) -> bool:
        """Whether the row stood where this process had it."""
        judged = self._judgement(row) if announce else None
        row.judged = judged is not None
        next_day = AT_ONCE
        if judged:
            await self._tell(row, judged)
            next_day = (judged.next_day or date.max).isoformat()
        document = {"county_code": row.county_code, "next_day": next_day, "facts": row.facts}
        if not await self._views.swap(Put(FACTS, row.id, row.version + 1, document), row.version):
            return False
        row.version += 1
        return True

    async def _tell(self, row: Kept[Facts], judged: Judged) -> None:
        """Before the row is written, for then nothing would lead here again."""
        if judged.announce != row.announced:
            try:
                await self._policy.announce(row, judged.announce, self._clock.today())
            except BaseException:
                row.announced = None  # some of it may stand
                raise
            row.announced = judged.announce
        await self._views.put(judged.shown)

    def _judgement(self, row: Kept[Facts]) -> Judged | None:
        """None where the rules fail on these facts: the row stays due, and holds up no other."""
        try:
            return self._policy.judge(row, self._clock.today())
        except Exception:
            log.exception("judgement-failed", key=row.id)
            return None

    async def _load(self, key: str) -> Kept[Facts]:
        stored = await self._views.get(FACTS, key)
        if stored is None:
            row = Kept(key, 0, self._policy.nothing(key), "")
        else:
            facts = shaped(stored.document["facts"], self._policy.shape)
            row = Kept(key, stored.version, facts, str(stored.document["county_code"]))
        self._rows[key] = row
        return row


async def all_done(works: Iterable[Awaitable[None]]) -> None:
    """Raises what went wrong first, once none of them is at work any more."""
    for outcome in await asyncio.gather(*works, return_exceptions=True):
        if isinstance(outcome, BaseException):
            raise outcome
