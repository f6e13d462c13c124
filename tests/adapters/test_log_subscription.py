"""A reader of the log stops when it is told to, whatever else happens in that moment."""

import asyncio

import pytest

from shared.adapters.log_subscription import LogSubscription
from shared.adapters.memory_bus import MemoryBus


async def test_a_reader_that_is_cancelled_just_as_news_come_stops() -> None:
    subscription = LogSubscription(MemoryBus(), {}, lambda _: None)
    reader = asyncio.create_task(subscription.getmany(1, 60))
    await asyncio.sleep(0.01)  # it waits by now
    subscription.wake()
    reader.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reader
