"""What an operator has to do by himself is said once a day, for as long as it is not done."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date

import structlog

from shared.ports.clock import Clock

log = structlog.get_logger()


class Reminder:
    """`missing` says of a day what is then missing; nothing is said where nothing is."""

    def __init__(self, clock: Clock, event: str, missing: Callable[[date], Sequence[object]]) -> None:
        self._clock, self._event, self._missing = clock, event, missing
        self._said = date.min

    def look(self) -> None:
        today = self._clock.today()
        if today > self._said:
            self._said = today
            if missing := self._missing(today):
                log.info(self._event, missing=list(missing))


def reminded(reminder: Reminder, work: Callable[[], Awaitable[int]]) -> Callable[[], Awaitable[int]]:
    """The work, and a look at the day before it."""

    async def done() -> int:
        reminder.look()
        return await work()

    return done
