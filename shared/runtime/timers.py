"""Timers are rows: what is due is found and done, once a second; a row already due fires at once."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

TICK_S = 1.0

log = structlog.get_logger()


class Timers:
    """`fire` does one bounded round of what is due, and says how many there were."""

    def __init__(self, fire: Callable[[], Awaitable[int]], ready: Callable[[], bool]) -> None:
        self._fire, self._ready = fire, ready

    async def run(self) -> None:
        while True:  # a tick, and no event: it is the calendar that is asked
            fired = await self.step()
            await asyncio.sleep(0 if fired else TICK_S)

    async def step(self) -> int:
        """Nothing fires while facts catch up: what is only half read would be judged."""
        if not self._ready():
            return 0
        try:
            return await self._fire()
        except Exception:
            log.exception("timers-failed")
            return 0
