"""Members of one group, and what they may be held to: each keeps its positions with what it took."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Self

from shared.ports.bus import Bus, Delivery, Membership, Place, Reassigned

TOGETHER = ("sifasuo.corrections", "sifasuo.roster")


class State:
    """What outlives the members: who took what, and from where to read on."""

    def __init__(self) -> None:
        self.positions: dict[Place, int] = {}
        self.taken: Counter[tuple[str, int]] = Counter()
        self.failing, self.forgets = 0, False

    async def start(self, places: Sequence[Place]) -> Mapping[Place, int]:
        if self.failing:
            self.failing -= 1
            raise ConnectionError("the store is away")
        return {place: self.positions[place] for place in places if place in self.positions and not self.forgets}

    def keep(self, positions: Mapping[Place, int]) -> None:
        """A row that is there and newer stays."""
        for place, at in positions.items():
            self.positions[place] = max(at, self.positions.get(place, 0))


class Member:
    """Reads as the consumer does. `told` is how often it was told that it holds other partitions."""

    def __init__(self, membership: Membership, state: State) -> None:
        self.membership, self._state = membership, state
        self.told, self.held = 0, frozenset[Place]()
        self.taken: list[Delivery] = []

    @classmethod
    async def of(cls, bus: Bus, group: str, state: State) -> Self:
        return cls(await bus.join(group, TOGETHER, state.start), state)

    async def step(self) -> int:
        try:
            deliveries = await self.membership.getmany(20, 0.02)
        except Reassigned:
            self.told += 1
            await self._looks()
            return 0
        self._take(deliveries)
        with suppress(Reassigned):  # what it took by now comes again to somebody
            self._state.keep(await self.membership.positions())
        return len(deliveries)

    def _take(self, deliveries: Sequence[Delivery]) -> None:
        assert {delivery.place for delivery in deliveries} <= self.held, "of partitions that it was not told of"
        self.taken += deliveries
        self._state.taken.update((delivery.stream, delivery.version) for delivery in deliveries)

    async def _looks(self) -> None:
        try:
            self.held = frozenset(await self.membership.positions())
        except Reassigned:
            self.held = frozenset()


class Crew:
    """Members that read as long as they belong to it."""

    def __init__(self, bus: Bus, group: str) -> None:
        self._bus, self._group = bus, group
        self._reading: dict[Member, asyncio.Task[None]] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        outcomes = [await self._stops(member) for member in self.members]
        assert outcomes == [None] * len(outcomes)

    @property
    def members(self) -> Sequence[Member]:
        return list(self._reading)

    async def joins(self, state: State) -> Member:
        return self.reads(await Member.of(self._bus, self._group, state))

    def reads(self, member: Member) -> Member:
        self._reading[member] = asyncio.create_task(self._reads(member))
        return member

    async def leaves(self, member: Member) -> None:
        assert await self._stops(member) is None
        await member.membership.close()

    def shares(self, partitions: int) -> bool:
        """Each partition to one of them, and the same number of every topic to the same one; whoever can, has some."""
        numbers = [{place.partition for place in member.held} for member in self.members]
        whole = [{Place(topic, number) for topic in TOGETHER for number in held} for held in numbers]
        return (
            all(member.told for member in self.members)
            and [member.held for member in self.members] == whole
            and sorted(number for held in numbers for number in held) == list(range(partitions))
            and sum(not held for held in numbers) == max(0, len(numbers) - partitions)
        )

    async def _reads(self, member: Member) -> None:
        while True:
            await member.step()

    async def _stops(self, member: Member) -> BaseException | None:
        """What went wrong with it."""
        reading = self._reading.pop(member)
        reading.cancel()
        await asyncio.wait([reading])
        return None if reading.cancelled() else reading.exception()


async def until(reached: Callable[[], Any]) -> None:
    async with asyncio.timeout(20):
        while not reached():  # noqa: ASYNC110 - nobody tells when
            await asyncio.sleep(0.01)
