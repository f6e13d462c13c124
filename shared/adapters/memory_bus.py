"""A bus in memory."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from secrets import token_hex
from typing import Any

from shared.adapters.deliveries import delivery, place_of
from shared.adapters.log_subscription import Subscriptions
from shared.contract.envelope import Envelope
from shared.contract.wire import record
from shared.ports.bus import Delivery, Membership, Place, Start, Subscription


class MemoryBus:
    """Bus for tests: as strict as the others, and gone with the process."""

    def __init__(self, *, partitions: int = 12) -> None:
        self.epoch = token_hex(16)
        self._partitions = partitions
        self._records: defaultdict[Place, list[Delivery]] = defaultdict(list)
        self._subscriptions = Subscriptions(self)

    async def publish(self, topic: str, envelopes: Sequence[Envelope[Any]]) -> None:
        places = [place_of(topic, envelope, self._partitions) for envelope in envelopes]
        records = [record(envelope) for envelope in envelopes]
        for place, body in zip(places, records, strict=True):
            self._records[place].append(delivery(place, self.end(place), body))
        self._subscriptions.wake(places)

    async def subscribe(self, topics: Sequence[str], start: Mapping[Place, int] | None) -> Subscription:
        return self._subscriptions.add(self._places(topics), start)

    async def join(self, group: str, topics: Sequence[str], start: Start) -> Membership:
        return self._subscriptions.join(group, self._places(topics), start)

    async def check(self, topics: Sequence[str]) -> None:
        """It is where the process is, and has whatever topics it is asked for."""

    def end(self, place: Place) -> int:
        return len(self._records[place])

    def records(self, place: Place, start: int, limit: int) -> Sequence[Delivery]:
        return self._records[place][start : start + limit]

    def _places(self, topics: Sequence[str]) -> Sequence[Place]:
        return [Place(topic, partition) for topic in topics for partition in range(self._partitions)]
