"""A bus over Kafka: an idempotent producer, and readers that keep their positions with their state."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Self

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.conn import collect_hosts
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from aiokafka.errors import KafkaError, KafkaTimeoutError

from shared.adapters.cloud_events import headers, value
from shared.adapters.deliveries import place_of
from shared.adapters.kafka_membership import KafkaMembership
from shared.adapters.kafka_subscription import KafkaSubscription
from shared.adapters.kafka_topics import FIRST_EPOCH, Topics, TopicsDisagree, reaching
from shared.contract.catalogue import PREFIX
from shared.contract.envelope import Envelope
from shared.ports.bus import Membership, Place, Start, Subscription
from shared.ports.unavailable import Unavailable, Unusable

# A batch is what one request holds of one partition; Kafka's own limit for it is 1 MiB.
BATCH_BYTES = 256 * 1024
CLOSE_S = 5.0
CHECK_S = 2.0
THERE_S = 1.0


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """Where the topics are, and which. `epoch` names this set of topics: a set that is filled anew has a new name.

    `servers` are host:port, with commas between them. A member of a group that is not heard of for `session_s` is
    taken for dead. `connection` is handed to every client as it is
    (security_protocol, ssl_context, sasl_mechanism and the like). `fetch_wait_ms` is how long a broker keeps a
    request that finds nothing; a partition that was just read to its end waits that long for its next turn.
    """

    servers: str
    namespace: str = PREFIX
    epoch: str = FIRST_EPOCH
    partitions: int = 12
    fetch_wait_ms: int = 100
    session_s: float = 10.0
    patience_s: float = 30.0
    connection: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises Unusable."""
        try:
            collect_hosts(self.servers)
        except ValueError as fault:
            raise Unusable(f"Kafka's address {self.servers}: {fault}") from fault

    @property
    def topics(self) -> Topics:
        return Topics(namespace=self.namespace, epoch=self.epoch, partitions=self.partitions)

    def client(self) -> dict[str, Any]:
        return {
            "bootstrap_servers": self.servers,
            "request_timeout_ms": int(self.patience_s * 1000),
            **self.connection,
        }


class KafkaBus:
    """Bus over the topics of one cluster, which exist already. `async with` closes what it opened."""

    def __init__(self, cluster: Cluster) -> None:
        self.epoch = cluster.epoch
        self._cluster, self._topics = cluster, cluster.topics
        self._opening = asyncio.Lock()
        self._producer: AIOKafkaProducer | None = None
        self._subscriptions: set[KafkaSubscription] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        for subscription in tuple(self._subscriptions):
            await subscription.close()
        if self._producer is not None:
            await self._dismiss(self._producer)

    async def publish(self, topic: str, envelopes: Sequence[Envelope[Any]]) -> None:
        """Raises Unavailable or KafkaError where not all was acknowledged: then any of it may have been written.

        What is published again comes in the same order, and no record ever comes before one that it followed.
        """
        if not envelopes:
            return
        with reaching():
            async with asyncio.timeout(self._cluster.patience_s):
                producer = await self._producing([topic])
                places = self._by_place(topic, envelopes)
                sending = [self._send(producer, place, records) for place, records in places.items()]
                outcomes = await asyncio.gather(*sending, return_exceptions=True)
            for failure in (outcome for outcome in outcomes if outcome is not None):
                # The next number of that partition is missing now, and no later one of this producer would be taken.
                if not isinstance(failure, KafkaTimeoutError):
                    await self._dismiss(producer)
                raise failure

    async def subscribe(self, topics: Sequence[str], start: Mapping[Place, int] | None) -> Subscription:
        """Raises Unavailable, KafkaError, or TopicsDisagree. All partitions, whoever else reads them."""
        places = [Place(topic, partition) for topic in topics for partition in range(self._cluster.partitions)]
        subscription = KafkaSubscription(self._reader(), self._topics, places, start, self._subscriptions.discard)
        await self._started(subscription, topics)
        return subscription

    async def join(self, group: str, topics: Sequence[str], start: Start) -> Membership:
        """Raises Unavailable, KafkaError, or TopicsDisagree. What is told of positions is good for this epoch only."""
        named = [self._topics.named(topic) for topic in topics]
        session_ms = int(self._cluster.session_s * 1000)
        reader = self._reader(
            group_id=self._topics.named(group),
            partition_assignment_strategy=(RangePartitionAssignor,),
            session_timeout_ms=session_ms,
            heartbeat_interval_ms=session_ms // 4,
        )
        membership = KafkaMembership(reader, self._topics, start, self._subscriptions.discard)
        reader.subscribe(named, listener=membership)
        await self._started(membership, topics)
        return membership

    async def check(self, topics: Sequence[str]) -> None:
        """Raises Unavailable or TopicsDisagree. Brokers are asked: what is remembered of them proves nothing."""
        with reaching():
            async with asyncio.timeout(CHECK_S):
                producer = await self._producing(topics)
                if not await producer.client.force_metadata_update():
                    raise Unavailable("Kafka: no broker tells of its topics")
                await self._producing(topics)

    def _reader(self, **of_group: Any) -> AIOKafkaConsumer:
        return AIOKafkaConsumer(
            enable_auto_commit=False,
            auto_offset_reset="none",  # a position that is not there is an error, never a leap
            isolation_level="read_committed",
            fetch_max_wait_ms=self._cluster.fetch_wait_ms,
            **of_group,
            **self._cluster.client(),
        )

    async def _started(self, subscription: KafkaSubscription, topics: Sequence[str]) -> None:
        with reaching():
            try:
                async with asyncio.timeout(self._cluster.patience_s):
                    await self._producing(topics)
                    await subscription.open()
            except BaseException:
                await subscription.close()
                raise
        self._subscriptions.add(subscription)

    def _by_place(self, topic: str, envelopes: Sequence[Envelope[Any]]) -> Mapping[Place, deque[dict[str, Any]]]:
        found: defaultdict[Place, deque[dict[str, Any]]] = defaultdict(deque)
        for envelope in envelopes:
            key = envelope.data.county_code.encode()
            record = {"key": key, "value": value(envelope), "headers": headers(envelope), "timestamp": None}
            found[place_of(topic, envelope, self._cluster.partitions)].append(record)
        return found

    async def _producing(self, topics: Sequence[str]) -> AIOKafkaProducer:
        """A producer that knows the topics, each with its partitions. Raises TopicsDisagree."""
        async with self._opening:
            if self._producer is None:
                self._producer = await self._opened()
            producer = self._producer
        for topic in topics:
            name = self._topics.named(topic)
            partitions = await partitions_of(producer, name)
            if partitions != self._cluster.partitions:
                raise TopicsDisagree(f"{name} has {partitions} partitions, not {self._cluster.partitions}")
        return producer

    async def _opened(self) -> AIOKafkaProducer:
        producer = AIOKafkaProducer(
            enable_idempotence=True,
            acks="all",
            compression_type="lz4",
            max_batch_size=BATCH_BYTES,
            **self._cluster.client(),
        )
        try:
            await producer.start()
        except BaseException:
            await producer.stop()
            raise
        return producer

    async def _dismiss(self, producer: AIOKafkaProducer) -> None:
        """What it has not sent by then is given up: its publisher was never told that it is safe."""
        if self._producer is producer:
            self._producer = None
        with suppress(TimeoutError, KafkaError):
            async with asyncio.timeout(CLOSE_S):
                await producer.stop()
                return
        # Without brokers it would wait for them for ever.
        with suppress(TimeoutError, KafkaError):
            async with asyncio.timeout(CLOSE_S):
                await producer._sender.close()  # noqa: SLF001
        await producer.client.close()

    async def _send(self, producer: AIOKafkaProducer, place: Place, records: deque[dict[str, Any]]) -> None:
        """One batch after another, so that nothing follows a batch that failed."""
        name = self._topics.named(place.topic)
        while records:
            batch = producer.create_batch()
            while records and batch.append(**records[0]) is not None:
                records.popleft()
            batch.close()
            await (await producer.send_batch(batch, name, partition=place.partition))


async def partitions_of(producer: AIOKafkaProducer, name: str) -> int:
    """Raises TopicsDisagree where brokers answer that there is no such topic: the client would wait for it."""
    try:
        async with asyncio.timeout(THERE_S):
            return len(await producer.partitions_for(name))
    except TimeoutError:
        if await producer.client.force_metadata_update() and name not in producer.client.cluster.topics():
            raise TopicsDisagree(f"{name} is not there: `sifasuo topics` makes it") from None
        raise
