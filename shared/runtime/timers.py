"""Timers are rows: what is due is found and done, once a second; a row already due fires at once."""

import asyncio
from collections.abc import Awaitable, Callable

from shared.runtime.outages import for_ever

TICK_S = 1.0


class Timers:
    """`fire` does one bounded round of what is due, and says how many there were."""

    def __init__(self, fire: Callable[[], Awaitable[int]], ready: Callable[[], bool]) -> None:
        self._fire, self._ready = fire, ready

    async def run(self) -> None:
        await for_ever(self._tick)  # a tick, and no event: it is the calendar that is asked

    async def step(self) -> int:
        """Nothing fires while facts catch up: what is only half read would be judged."""
        return await self._fire() if self._ready() else 0

    async def _tick(self) -> None:
        fired = await self.step()
        await asyncio.sleep(0 if fired else TICK_S)
