"""What one reader reads from Kafka: the partitions in turn, from the positions that it was told."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import ConsumerStoppedError, KafkaError

from shared.adapters.cloud_events import delivery
from shared.ports.bus import Delivery, Place

ROUND_S = 0.1
ROUNDS = 50


class KafkaSubscription:
    """Nothing is committed to Kafka. Which partitions are held is decided in `begin` alone."""

    def __init__(
        self, consumer: AIOKafkaConsumer, places: Sequence[Place], forget: Callable[["KafkaSubscription"], None]
    ) -> None:
        self._consumer, self._forget = consumer, forget
        self._turn = deque(TopicPartition(place.topic, place.partition) for place in places)
        self._failure: KafkaError | None = None
        self._open = True

    async def begin(self, start: Mapping[Place, int] | None) -> None:
        """To be called once, by whoever started the consumer."""
        if start is None:
            found = await self._consumer.end_offsets(list(self._turn))
        else:
            found = await self._consumer.beginning_offsets(list(self._turn))
        positions = {held: (start or {}).get(Place(*held), offset) for held, offset in found.items()}
        # Without a pause in between: nothing may be fetched before it is known from where.
        self._consumer.assign(list(positions))
        for held, offset in positions.items():
            self._consumer.seek(held, offset)

    async def getmany(self, limit: int, timeout_s: float) -> Sequence[Delivery]:
        """Raises KafkaError. With no time to wait, an empty answer means that the end was reached, and not that the
        client has fetched nothing yet; it is given up after some seconds without an answer."""
        try:
            records = await self._taken(limit, timeout_s)
            if not records and not timeout_s and self._open:
                records = await self._taken_before(await self.ends(), limit)
        except ConsumerStoppedError:
            return ()
        return [_delivered(record) for record in records]

    async def positions(self) -> Mapping[Place, int]:
        return {Place(*held): await self._consumer.position(held) for held in self._turn}

    async def ends(self) -> Mapping[Place, int]:
        """Raises KafkaError. Who has closed the subscription has nothing before him."""
        if not self._open:
            return await self.positions()
        return {Place(*held): end for held, end in (await self._consumer.end_offsets(list(self._turn))).items()}

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


def _delivered(record: ConsumerRecord) -> Delivery:
    return delivery(Place(record.topic, record.partition), record.offset, record.headers, record.value)
