"""How a loop goes on whatever happens: it says what failed, waits a while that is not everybody's, and tries again."""

import asyncio
from collections.abc import Awaitable, Callable
from secrets import SystemRandom

import structlog

from shared.ports.unavailable import Unavailable

PAUSE_S = 1.0

log = structlog.get_logger()
chance = SystemRandom()


async def for_ever(step: Callable[[], Awaitable[object]], **who: object) -> None:
    """An outage is one line; what nobody expected is told with where it happened."""
    while True:
        try:
            await step()
        except Unavailable as fault:
            log.warning("waits", reason=str(fault), **who)
            await pause()
        except Exception:
            log.exception("failed", **who)
            await pause()


async def until_done(step: Callable[[], Awaitable[None]], **who: object) -> None:
    """For what a start cannot do without. Raises all but outages."""
    while True:
        try:
            return await step()
        except Unavailable as fault:
            log.warning("waits", reason=str(fault), **who)
            await pause()


async def pause() -> None:
    await asyncio.sleep(PAUSE_S * chance.uniform(0.5, 1.5))
