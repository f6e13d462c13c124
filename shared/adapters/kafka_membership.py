"""What one member of a group reads from Kafka: the broker says which partitions, the service's own store from where."""

import asyncio
from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress

from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import IllegalStateError, KafkaError, NoOffsetForPartitionError

from shared.adapters.kafka_subscription import KafkaSubscription
from shared.adapters.kafka_topics import Topics
from shared.adapters.partitioner import partition_of
from shared.ports.bus import Delivery, Place, Reassigned, Start

# How long a member that loses partitions may finish what it is at, so that its successor finds it written.
GRACE_S = 3.0
COMMIT_S = 1.0


class KafkaMembership(KafkaSubscription, ConsumerRebalanceListener):  # type: ignore[misc]
    """Positions come from `start`; those that Kafka is told are for whoever watches the group, and for nobody else."""

    def __init__(
        self, consumer: AIOKafkaConsumer, topics: Topics, start: Start, forget: Callable[["KafkaSubscription"], None]
    ) -> None:
        super().__init__(consumer, topics, (), {}, forget)
        self._where = start
        self._moved = True
        self._assigned, self._idle = asyncio.Event(), asyncio.Event()
        self._telling: asyncio.Task[None] | None = None
        self._fault: Exception | None = None
        self._unplaced: Collection[TopicPartition] = ()
        self._partitions: frozenset[int] = frozenset()

    async def open(self) -> None:
        await self._consumer.start()

    async def on_partitions_revoked(self, revoked: Collection[TopicPartition]) -> None:
        self._moved = True
        self._assigned.clear()
        self._turn, self._partitions = deque(), frozenset()
        if not revoked:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(GRACE_S):
                await self._idle.wait()

    async def on_partitions_assigned(self, assigned: Collection[TopicPartition]) -> None:
        """The client only logs what goes wrong here: so it is kept, told by the next `getmany`, and tried again."""
        self._unplaced = assigned
        try:
            await self._place_all(assigned)
        except Exception as fault:  # noqa: BLE001
            self._fault = fault
        self._turn = deque(sorted(assigned))
        self._partitions = frozenset(held.partition for held in assigned)
        self._assigned.set()

    async def getmany(self, limit: int, timeout_s: float) -> Sequence[Delivery]:
        self._idle.set()
        try:
            if not await self._has_partitions(timeout_s):
                return ()
            return await self._read(limit, timeout_s)
        except NoOffsetForPartitionError:
            return ()  # it was asked for a position before `start` had said which
        finally:
            self._idle.clear()

    async def positions(self) -> Mapping[Place, int]:
        self._check()
        try:
            return await super().positions()
        except IllegalStateError:
            raise Reassigned from None

    async def ends(self) -> Mapping[Place, int]:
        self._check()
        return await super().ends()

    def holds(self, key: str) -> bool:
        return not self._moved and partition_of(key, self._topics.partitions) in self._partitions

    async def settled(self, positions: Mapping[Place, int]) -> None:
        """Not cancelled where it takes long, for the client would leave its own task behind; and one at a time."""
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._tell(positions))
        await asyncio.wait([self._telling], timeout=COMMIT_S)

    async def _tell(self, positions: Mapping[Place, int]) -> None:
        held = {TopicPartition(self._topics.named(place.topic), place.partition): at for place, at in positions.items()}
        ours = {each: at for each, at in held.items() if each in self._turn}
        with suppress(KafkaError):
            if ours:
                await self._consumer.commit(ours)

    async def _has_partitions(self, timeout_s: float) -> bool:
        """Raises Reassigned, once, where it has others than before, and what went wrong with them."""
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                await self._assigned.wait()
        if self._fault is not None:
            fault, self._fault = self._fault, None
            raise fault
        if self._assigned.is_set() and self._unplaced:
            await self._place_all(self._unplaced)
        if self._assigned.is_set() and self._moved:
            self._moved = False
            raise Reassigned
        return self._assigned.is_set()

    async def _place_all(self, assigned: Collection[TopicPartition]) -> None:
        found = await self._where([self._place(held) for held in assigned])
        unknown = [held for held in assigned if self._place(held) not in found]
        beginnings = await self._consumer.beginning_offsets(unknown) if unknown else {}
        if self._unplaced is assigned:
            for held in assigned:
                self._consumer.seek(held, found[self._place(held)] if held not in beginnings else beginnings[held])
            self._unplaced = ()

    async def _read(self, limit: int, timeout_s: float) -> Sequence[Delivery]:
        """Nothing where partitions go meanwhile: that is told once, when it is known which come."""
        try:
            deliveries = await super().getmany(limit, timeout_s)
        except Reassigned:
            return ()
        if self._moved:
            self._give_back(deliveries)
            return ()
        return deliveries

    def _give_back(self, deliveries: Sequence[Delivery]) -> None:
        """What came from partitions that are held again, from where it was told to begin, must come once more."""
        for delivery in reversed(deliveries):
            held = TopicPartition(self._topics.named(delivery.place.topic), delivery.place.partition)
            if held in self._turn:
                self._consumer.seek(held, delivery.offset)

    def _check(self) -> None:
        if self._moved:
            raise Reassigned
