"""The log is the outbox: what was committed goes out, in each stream's order, at least once."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import structlog

from shared.contract.catalogue import topic, wire_name
from shared.contract.envelope import Envelope, Public
from shared.kernel.decider import subject_of
from shared.kernel.refusal import Refused
from shared.ports.bus import Publisher
from shared.ports.store import Commit, EventStore
from shared.ports.unavailable import Unavailable
from shared.runtime.handler import Handler
from shared.runtime.lease import Alone, Lease
from shared.runtime.outages import for_ever

BATCH = 500
LOOK_AGAIN_S = 1.0
LOOK_AGAIN_WITH_OTHERS_S = 0.1
SETTLED_MAX = 100_000

log = structlog.get_logger()


class Relay:
    """One service's relay. What the handler has settled needs no repair; the rest a crash left undone.

    Of several instances one is at work, by its lease. What another instance has committed is repaired first, as if
    that had crashed: nobody can see from here that it is still at it, and repairing is harmless.
    """

    def __init__(
        self, service: str, store: EventStore, bus: Publisher, handler: Handler, lease: Lease | None = None
    ) -> None:
        self._service, self._store, self._bus, self._handler = service, store, bus, handler
        self._lease = lease or Alone()
        self._look_again_s = LOOK_AGAIN_WITH_OTHERS_S if lease else LOOK_AGAIN_S
        self._settled: set[tuple[str, int]] = set()
        self._held_back = 0
        self.published = 0
        self._wake = asyncio.Event()
        handler.on_settled = self.offer

    def offer(self, commit: Commit) -> None:
        if len(self._settled) < SETTLED_MAX:
            self._settled.add((commit.stream, commit.version))
        self._wake.set()

    async def run(self) -> None:
        try:
            await for_ever(self._turn, service=self._service)
        finally:
            with suppress(Unavailable):
                await self._lease.give_up()

    async def _turn(self) -> None:
        if not await self._lease.mine():
            self._settled.clear()  # whoever holds the lease repairs them
            await self._rest()
        elif not await self.step():
            await self._rest()

    async def step(self) -> int:
        """One bounded round; how many commits it dispatched."""
        self._wake.clear()
        # Those that had to wait are looked at again, and as many as ever behind them.
        waiting = await self._store.undispatched(BATCH + self._held_back)
        commits = await self._ready(waiting)
        self._held_back = len(waiting) - len(commits)
        if commits:
            told = list(self._envelopes(commits))
            await self._bus.publish(topic(self._service), told)
            self.published += len(told)
            await self._store.mark_dispatched(commits)
            self._settled.difference_update((commit.stream, commit.version) for commit in commits)
        return len(commits)

    async def _rest(self) -> None:
        # asyncio.wait_for would swallow a cancellation that comes together with the waking.
        with suppress(TimeoutError):
            async with asyncio.timeout(self._look_again_s):
                await self._wake.wait()

    async def _ready(self, commits: Sequence[Commit]) -> list[Commit]:
        """Those that are settled. One that is not yet, or cannot be, holds back the rest of its stream."""
        ready, held = [], set()
        for commit in commits:
            if commit.stream in held or not await self._is_settled(commit):
                held.add(commit.stream)
            else:
                ready.append(commit)
        return ready

    async def _is_settled(self, commit: Commit) -> bool:
        place = (commit.stream, commit.version)
        if place in self._settled:
            return True
        if place in self._handler.settling:
            return False
        try:
            await self._handler.repair(commit)
        except Refused:
            # The refusal of a reaction is an answer to nobody: what it had to undo, it has undone.
            return True
        except Exception:
            log.exception("repair-failed", service=self._service, stream=commit.stream, version=commit.version)
            return False
        return True

    def _envelopes(self, commits: Sequence[Commit]) -> Iterator[Envelope[Any]]:
        for commit in commits:
            yield from envelopes(self._service, commit)


def envelopes(service: str, commit: Commit) -> Iterator[Envelope[Any]]:
    """The events of a commit that leave the service."""
    for recorded in commit.recorded():
        if isinstance(recorded.event, Public):
            yield Envelope(
                id=recorded.id,
                type=wire_name(type(recorded.event)),
                source=f"/{service}",
                subject=subject_of(commit.stream),
                stream=commit.stream,
                version=recorded.version,
                recorded_at=commit.recorded_at,
                actor=commit.actor,
                caused_by=commit.caused_by,
                traceparent=commit.traceparent,
                data=recorded.event,
            )
