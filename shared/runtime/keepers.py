"""Several keepers of facts that hear the same events: each takes what is its own."""

from collections.abc import Sequence
from typing import Any

from shared.ports.bus import Delivery
from shared.runtime.keeper import Keeper


class Keepers:
    """One sink. An event that one of them cannot take is parked; taken again, it is passed over by who has taken it."""

    def __init__(self, *keepers: Keeper[Any]) -> None:
        self.each = keepers

    async def begin(self) -> None:
        for keeper in self.each:
            await keeper.begin()

    async def take(self, deliveries: Sequence[Delivery]) -> Sequence[tuple[Delivery, str]]:
        stopped: dict[str, tuple[Delivery, str]] = {}
        for keeper in self.each:
            for delivery, reason in await keeper.take(deliveries):
                first = stopped.get(delivery.stream)
                if first is None or delivery.version < first[0].version:
                    stopped[delivery.stream] = delivery, reason
        return list(stopped.values())

    async def settle(self, *, announce: bool) -> None:
        for keeper in self.each:
            await keeper.settle(announce=announce)

    async def tend(self) -> int:
        """One bounded round of each; how many rows there were."""
        return sum([await keeper.tend() for keeper in self.each])

    @property
    def reviewed(self) -> bool:
        return all(keeper.reviewed for keeper in self.each)

    @property
    def rules_judged(self) -> int:
        return sum(keeper.rules_judged for keeper in self.each)
