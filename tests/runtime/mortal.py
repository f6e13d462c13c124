"""A process that dies, or stands still, at a chosen moment: between any two of its calls to what outlives it."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any

NEVER = 1_000_000


class Stopped(BaseException):
    """The process is dead: whatever it still tries fails."""


class Heart:
    """Beats before and after each call to a port; stops at the beat that is said, for good or until it goes on."""

    def __init__(self) -> None:
        self.beats, self.last = 0, NEVER
        self.stands_still, self._goes_on = asyncio.Event(), asyncio.Event()
        self._goes_on.set()

    def stop_at(self, beat: int) -> None:
        """Counted from now."""
        self.beats, self.last = 0, beat

    def pause_at(self, beat: int) -> None:
        """Counted from now."""
        self.stop_at(beat)
        self._goes_on.clear()

    def go_on(self) -> None:
        self.last = NEVER
        self._goes_on.set()

    async def beat(self) -> None:
        if self.beats >= self.last:
            if self._goes_on.is_set():
                raise Stopped
            self.stands_still.set()
            await self._goes_on.wait()
        self.beats += 1
        await asyncio.sleep(0)


class Mortal:
    """A port as a mortal process has it. What a call did before the heart stopped, stays done."""

    def __init__(self, port: Any, heart: Heart) -> None:
        self._port, self._heart = port, heart

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._port, name)
        return self._called(found) if iscoroutinefunction(found) else found

    def _called(self, call: Callable[..., Coroutine[Any, Any, Any]]) -> Callable[..., Coroutine[Any, Any, Any]]:
        @wraps(call)
        async def called(*args: Any, **named: Any) -> Any:
            await self._heart.beat()
            answer = await call(*args, **named)
            await self._heart.beat()
            return Mortal(answer, self._heart) if call.__name__ in ("subscribe", "join") else answer

        return called


async def survived(life: Coroutine[Any, Any, Any], *, alone: bool = True) -> bool:
    """Whether it came to its end. What else still ran ends with it, where it is the only process."""
    try:
        await life
    except Stopped:
        return False
    finally:
        rest = asyncio.all_tasks() - {asyncio.current_task()} if alone else ()
        await asyncio.gather(*rest, return_exceptions=True)
    return True
