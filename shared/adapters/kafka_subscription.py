"""What one reader reads from Kafka: the partitions in turn, from the positions that it was told."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import ConsumerStoppedError, KafkaError

from shared.adapters.cloud_events import delivery
from shared.adapters.kafka_topics import Topics, reaching
from shared.ports.bus import Delivery, Place

ENDS_S = 5.0
ROUND_S = 0.1
ROUNDS = 50


class KafkaSubscription:
    """Reads what it is told to, from where it is told. Nothing is committed to Kafka."""

    def __init__(
        self,
        consumer: AIOKafkaConsumer,
        topics: Topics,
        places: Sequence[Place],
        start: Mapping[Place, int] | None,
        forget: Callable[["KafkaSubscription"], None],
    ) -> None:
        self._consumer, self._topics, self._start, self._forget = consumer, topics, start, forget
        self._turn = deque(TopicPartition(topics.named(place.topic), place.partition) for place in places)
        self._failure: KafkaError | None = None
        self._open = True

    async def open(self) -> None:
        await self._consumer.start()
        if self._start is None:
            found = await self._consumer.end_offsets(list(self._turn))
        else:
            found = await self._consumer.beginning_offsets(list(self._turn))
        positions = {held: (self._start or {}).get(self._place(held), offset) for held, offset in found.items()}
        # Without a pause in between: nothing may be fetched before it is known from where.
        self._consumer.assign(list(positions))
        for held, offset in positions.items():
            self._consumer.seek(held, offset)

    async def getmany(self, limit: int, timeout_s: float) -> Sequence[Delivery]:
        """Raises Unavailable or KafkaError. With no time to wait, an empty answer means that the end was reached, and
        not that the client has fetched nothing yet; it is given up after some seconds without an answer."""
        try:
            with reaching():
                records = await self._taken(limit, timeout_s)
                if not records and not timeout_s and self._open:
                    records = await self._taken_before(await self.ends(), limit)
        except ConsumerStoppedError:
            return ()
        return [self._delivered(record) for record in records]

    async def positions(self) -> Mapping[Place, int]:
        return {self._place(held): await self._consumer.position(held) for held in list(self._turn)}

    async def ends(self) -> Mapping[Place, int]:
        """Raises Unavailable. Who has closed the subscription has nothing before him."""
        if not self._open:
            return await self.positions()
        with reaching():
            async with asyncio.timeout(ENDS_S):
                found = await self._consumer.end_offsets(list(self._turn))
        return {self._place(held): end for held, end in found.items()}

    async def close(self) -> None:
        self._open = False
        self._forget(self)
        try:
            await self._consumer.stop()
        except asyncio.CancelledError:
            # It lets out that it cancelled a request of its own which waited to be repeated, and then stops half-way.
            await self._consumer._client.close()  # noqa: SLF001
            task = asyncio.current_task()
            if task is None or task.cancelling():
                raise

    async def _taken_before(self, ends: Mapping[Place, int], limit: int) -> Sequence[ConsumerRecord]:
        for _ in range(ROUNDS):
            positions = await self.positions()
            if all(positions[place] >= end for place, end in ends.items()):
                break
            if records := await self._taken(limit, ROUND_S):
                return records
        return ()

    async def _taken(self, limit: int, timeout_s: float) -> Sequence[ConsumerRecord]:
        """Waits for one record, and then takes what has been fetched with it, without a pause: a caller that is
        cancelled loses nothing. A failure behind what was taken is told the next time."""
        if self._failure is not None:
            failure, self._failure = self._failure, None
            raise failure
        woken = await self._consumer.getmany(timeout_ms=int(timeout_s * 1000), max_records=1)
        records: list[Any] = list(chain.from_iterable(woken.values()))
        for _ in range(len(self._turn) if records else 0):
            room = limit - len(records)
            if not room:
                break
            held = self._turn[0]
            self._turn.rotate(-1)
            try:
                found = await self._consumer.getmany(held, timeout_ms=0, max_records=room)
            except KafkaError as failure:
                self._failure = failure
                break
            records += found.get(held, ())
        return records

    def _place(self, held: TopicPartition) -> Place:
        return Place(self._topics.meant(held.topic), held.partition)

    def _delivered(self, record: ConsumerRecord) -> Delivery:
        place = Place(self._topics.meant(record.topic), record.partition)
        return delivery(place, record.offset, record.headers, record.value)
