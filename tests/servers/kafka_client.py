"""What the tests ask of a broker that just started, and tell it at the end; callable with and without a loop."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

RETRY_S = 0.1


def answers(address: str, patience_s: float) -> None:
    """Waits for it. Its topic of groups is made with the first group, so that no test waits for that."""
    _apart(lambda: _answers(address, patience_s))


def dropped(address: str, namespaces: Sequence[str]) -> None:
    _apart(lambda: _dropped(address, namespaces))


async def _answers(address: str, patience_s: float) -> None:
    async with asyncio.timeout(patience_s):
        while True:
            admin = AIOKafkaAdminClient(bootstrap_servers=address)
            try:
                await admin.start()
                await admin.find_coordinator("nobody")
            except (KafkaError, OSError):
                await asyncio.sleep(RETRY_S)
            else:
                return
            finally:
                await admin.close()


async def _dropped(address: str, namespaces: Sequence[str]) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=address)
    await admin.start()
    try:
        ours = [topic for topic in await admin.list_topics() if topic.startswith(tuple(namespaces))]
        if ours:
            await admin.delete_topics(ours)
    finally:
        await admin.close()


def _apart(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """On a thread of its own: the caller's may have a loop that runs."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(lambda: asyncio.run(work())).result()
