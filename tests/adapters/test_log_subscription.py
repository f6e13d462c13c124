"""A reader of the log stops when it is told to, whatever else happens in that moment."""

import asyncio

import pytest

from shared.adapters.log_subscription import LogSubscription
from shared.adapters.memory_bus import MemoryBus
from shared.ports.bus import Place

PLACE = Place("sifasuo.corrections", 0)


async def test_a_reader_that_is_cancelled_just_as_news_come_stops() -> None:
    subscription = LogSubscription(MemoryBus(), {PLACE: 0}, lambda _: None)
    reader = asyncio.create_task(subscription.getmany(1, 60))
    await asyncio.sleep(0.01)  # it waits by now
    subscription.wake([PLACE])
    reader.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reader


async def test_news_of_another_topic_wake_nobody() -> None:
    subscription = LogSubscription(MemoryBus(), {PLACE: 0}, lambda _: None)
    reader = asyncio.create_task(subscription.getmany(1, 60))
    await asyncio.sleep(0.01)
    subscription.wake([Place("sifasuo.roster", 0)])
    await asyncio.sleep(0.01)
    assert not reader.done()
    await subscription.close()
    assert await reader == ()
