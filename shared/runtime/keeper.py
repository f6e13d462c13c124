"""Facts by key, judged when they change or a day comes: the row is the outbox of what it leads to.

What changes for the world is first noted in the row as being announced, with the facts that it follows from, by
compare-and-set; then announced, by the version so written; then the row is written once more, and is due no longer. A
crash between leaves the row due, and the note: whoever loads it says first, and by the same day, what was to be said,
and only then adds what came since. So a former holder that wakes up late announces what is said already, or is refused
as outdated; and his row is not written.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Generic

import structlog

from shared.contract.codec import shaped
from shared.contract.envelope import Envelope
from shared.ports.bus import Delivery
from shared.ports.clock import Clock
from shared.ports.views import AtMost, Put, Row, View, Views
from shared.runtime.policy import Changes, Facts, Judged, Kept, Policy

BY_COUNTY_AND_DAY = ("county_code", "next_day")
FACTS = View("facts", BY_COUNTY_AND_DAY)
ROWS_IN_MEMORY = 5_000
TOGETHER = 64
DUE_AT_ONCE = 200
AT_ONCE = ""

log = structlog.get_logger()


class Unfit(Exception):
    """An event that the facts cannot take: whatever it is, the event is parked with it."""


class Keeper(Generic[Facts]):
    """A consumer's sink. A row that another holder wrote meanwhile is loaded, and what was read folded, again.

    `holds` tells whose rows are this process's to judge, by the county's code.
    """

    def __init__(
        self, views: Views, clock: Clock, policy: Policy[Facts], holds: Callable[[str], bool] = lambda _: True
    ) -> None:
        self._views, self._clock, self._policy, self._holds = views, clock, policy, holds
        self._rows: OrderedDict[str, Kept[Facts]] = OrderedDict()
        self._taken: dict[str, list[Envelope[Any]]] = {}
        self._writing = asyncio.Lock()
        self._reviewed_to, self.reviewed = "", False
        self.rules_judged = 0

    async def begin(self) -> None:
        async with self._writing:
            self._rows.clear()
            self._taken.clear()
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
        async with self._writing:
            judged = 0
            for row in await self._due():
                (await self._current(row)).cause = None
                await self._settle(row.id, announce=True)
                judged += self._rows[row.id].judged
            self._forget()
        return judged

    async def tend(self) -> int:
        """One bounded round of what the calendar, or the start, asks for; how many rows there were."""
        return await self.judge_due() or await self.review()

    async def review(self) -> int:
        """Whoever comes to hold rows judges all of them once, a page at a time: the plan or a rule may have changed.

        Each is written anew, or what another plan shows would be no newer than what stands on the board.
        """
        if self.reviewed:
            return 0
        async with self._writing:
            page = await self._views.find(self._policy.view, {}, after=self._reviewed_to, limit=DUE_AT_ONCE)
            for row in page:
                if row.id not in self._taken and self._held(row):
                    kept = await self._current(row)
                    kept.cause = kept.stored_next_day = None
                    await self._settle(row.id, announce=True)
            self._forget()
        self.reviewed = len(page) < DUE_AT_ONCE
        self._reviewed_to = page[-1].id if page else ""
        return len(page)

    async def replace(self, key: str, county_code: str, facts: Facts, expected: int) -> bool:
        """Facts that were made anew take the row's place, whatever is in it, and are judged by its holder.

        What somebody has begun to say is said of them. False where the row does not stand at that version any more.
        """
        stored = await self._views.get(self._policy.view, key)
        if (stored.version if stored else 0) != expected:
            return False
        begun, cause = (stored.document.get(field) if stored else None for field in ("announcing", "cause"))
        row = Kept(key, expected, facts, county_code, cause=cause)
        return await self._swapped(row, AT_ONCE, date.fromisoformat(begun) if begun else None)

    async def _due(self) -> Sequence[Row]:
        """Some that are due and held here. What was taken just now is judged when it is settled, with its cause."""
        view, after, due = self._policy.view, "", list[Row]()
        where = {"next_day": AtMost(self._clock.today().isoformat())}
        while not due and (page := await self._views.find(view, where, after=after, limit=DUE_AT_ONCE)):
            due = [row for row in page if row.id not in self._taken and self._held(row)]
            after = page[-1].id
        return due

    def _held(self, row: Row) -> bool:
        return self._holds(str(row.document["county_code"]))

    async def _current(self, row: Row) -> Kept[Facts]:
        """What is remembered of it, or the row itself where somebody else has written it since."""
        kept = self._rows.get(row.id)
        return kept if kept and kept.version == row.version else await self._load(row.id)

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
        row.county_code, row.stored_next_day = envelope.data.county_code, None
        row.cause, row.traceparent = envelope.id, envelope.traceparent

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
        day = self._clock.today()
        judged = self._judgement(row, day) if announce else None
        row.judged = judged is not None
        if judged is None:
            return await self._swapped(row, AT_ONCE)
        changes = await self._changes(row, judged)
        if changes:
            if not await self._swapped(row, AT_ONCE, announcing=day):
                return False
            await self._announce(row, changes, day)
            row.announced, row.stored_next_day = judged.announce, None
        next_day = (judged.next_day or date.max).isoformat()
        if row.stored_next_day != next_day and not await self._swapped(row, next_day):
            return False
        await self._show(row, judged.shown)
        return True

    async def _show(self, row: Kept[Facts], shown: Mapping[View, object]) -> None:
        """By the version that this process has just written: nobody who is late can show anything newer."""
        try:
            await self._views.put([Put(view, row.id, row.version, document) for view, document in shown.items()])
        except BaseException:
            self._reviewed_to, self.reviewed = "", False  # the row is not due: nothing else would lead here again
            raise

    async def _changes(self, row: Kept[Facts], judged: Judged) -> Changes:
        """What has to be announced; by none what has to end."""
        if row.announced is None:
            row.announced = await self._policy.standing(row.id)
        keys = sorted({*judged.announce, *row.announced})
        return {key: judged.announce.get(key) for key in keys if judged.announce.get(key) != row.announced.get(key)}

    async def _announce(self, row: Kept[Facts], changes: Changes, day: date) -> None:
        try:
            await self._policy.announce(row, changes, day)
        except BaseException:
            row.announced = None  # some of it may stand
            raise

    async def _swapped(self, row: Kept[Facts], next_day: str, announcing: date | None = None) -> bool:
        """Versions go with the clock, so that a row which is made anew is newer than whatever was said of it before."""
        version = max(row.version + 1, int(self._clock.now().timestamp() * 1000))
        document = {
            "county_code": row.county_code,
            "next_day": next_day,
            "facts": row.facts,
            "announcing": announcing,
            "cause": row.cause if announcing else None,
        }
        if not await self._views.swap(Put(self._policy.view, row.id, version, document), row.version):
            return False
        row.version, row.stored_next_day = version, next_day
        return True

    def _judgement(self, row: Kept[Facts], day: date) -> Judged | None:
        """None where the rules fail on these facts: the row stays due, and holds up no other."""
        try:
            judged = self._policy.judge(row, day)
        except Exception:
            log.exception("judgement-failed", key=row.id)
            return None
        self.rules_judged += judged.rules
        return judged

    async def _load(self, key: str) -> Kept[Facts]:
        row = self._rows[key] = await self._stored(key)
        return row

    async def _stored(self, key: str) -> Kept[Facts]:
        """The row as it stands, once everything is said that somebody has begun to say of it."""
        while True:
            stored = await self._views.get(self._policy.view, key)
            row = self._kept(key, stored)
            begun = stored.document.get("announcing") if stored else None
            if begun is None or await self._finished(row, date.fromisoformat(begun)):
                return row

    def _kept(self, key: str, stored: Row | None) -> Kept[Facts]:
        if stored is None:
            return Kept(key, 0, self._policy.nothing(key), "")
        document = stored.document
        facts = shaped(document["facts"], self._policy.shape)
        return Kept(
            key,
            stored.version,
            facts,
            str(document["county_code"]),
            cause=document.get("cause"),
            stored_next_day=str(document["next_day"]),
        )

    async def _finished(self, row: Kept[Facts], day: date) -> bool:
        """Whether the row still stood so when it was written that all is said."""
        judged = self._judgement(row, day)
        if judged and (changes := await self._changes(row, judged)):
            await self._announce(row, changes, day)
            row.announced = judged.announce
        row.cause = None
        return await self._swapped(row, AT_ONCE)


async def all_done(works: Iterable[Awaitable[None]]) -> None:
    """Raises what went wrong first, once none of them is at work any more."""
    for outcome in await asyncio.gather(*works, return_exceptions=True):
        if isinstance(outcome, BaseException):
            raise outcome
