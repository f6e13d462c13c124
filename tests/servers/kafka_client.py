"""What the tests ask of a broker by themselves, whatever the program may think of it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError

RETRY_S = 0.1


def answers(address: str, patience_s: float) -> None:
    """Waits until it tells of itself, which one that was paused for long does not at once. Its topic of groups is made
    with the first group, so that no test waits for that."""
    _apart(lambda: _answers(address, patience_s))


def dropped(address: str, namespaces: Sequence[str]) -> None:
    _apart(lambda: _dropped(address, namespaces))


async def made(address: str, topics: Sequence[str], partitions: int = 12, **settings: str) -> None:
    """Returns when each of their partitions is led: a broker that has much to do first makes them, and then leads."""
    names = {key.replace("_", "."): value for key, value in settings.items()}
    async with administered(address) as admin:
        answer = await admin.create_topics([NewTopic(topic, partitions, 1, topic_configs=names) for topic in topics])
        assert not [error for _, error, _ in answer.topic_errors if error], answer
        while not all(map(led, await admin.describe_topics(list(topics)))):  # noqa: ASYNC110
            await asyncio.sleep(RETRY_S)


def led(topic: Mapping[str, Any]) -> bool:
    return not topic["error_code"] and all(partition["leader"] >= 0 for partition in topic["partitions"])


@asynccontextmanager
async def administered(address: str) -> AsyncIterator[AIOKafkaAdminClient]:
    admin = AIOKafkaAdminClient(bootstrap_servers=address)
    try:
        await admin.start()
        yield admin
    finally:
        await admin.close()


async def _answers(address: str, patience_s: float) -> None:
    async with asyncio.timeout(patience_s):
        while not await _tells(address):  # noqa: ASYNC110
            await asyncio.sleep(RETRY_S)


async def _tells(address: str) -> bool:
    try:
        async with administered(address) as admin:
            await admin.find_coordinator("nobody")
            return bool((await admin.describe_cluster())["brokers"])
    except (KafkaError, OSError):
        return False


async def _dropped(address: str, namespaces: Sequence[str]) -> None:
    async with administered(address) as admin:
        if ours := [topic for topic in await admin.list_topics() if topic.startswith(tuple(namespaces))]:
            await admin.delete_topics(ours)


def _apart(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """On a thread of its own: the caller's may have a loop that runs."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(lambda: asyncio.run(work())).result()
