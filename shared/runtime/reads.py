"""Each read of personal data, recorded before it is answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.ports.clock import Clock
from shared.ports.identity import Caller
from shared.ports.views import Put, View, Views

READS = View("reads", ("area",))


@dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """Who read of whom, when, and by which request. `area` is the reader's."""

    id: str
    at: datetime
    reader: str
    area: str
    request: str
    subjects: tuple[str, ...]


class Reads:
    def __init__(self, views: Views, clock: Clock, new_id: Callable[[], str]) -> None:
        self._views, self._clock, self._new_id = views, clock, new_id

    async def record(self, caller: Caller, request: str, subjects: Sequence[str]) -> None:
        read = Read(
            id=self._new_id(),
            at=self._clock.now(),
            reader=caller.sub,
            area=caller.area,
            request=request,
            subjects=tuple(subjects),
        )
        await self._views.put([Put(READS, read.id, 1, read)])
