"""A present that moves when it is told to: for tests and demonstrations."""

from datetime import date, datetime, timedelta

from shared.adapters.system_clock import SHANGHAI


class FixedClock:
    """Time stands still until it is advanced; the legal day moves on at Shanghai's midnight from where it was set."""

    def __init__(self, now: datetime, today: date | None = None) -> None:
        self._now = now.astimezone(SHANGHAI)
        self._shift = timedelta()
        if today is not None:
            self.set_today(today)

    def now(self) -> datetime:
        return self._now

    def today(self) -> date:
        return self._now.date() + self._shift

    def advance(self, by: timedelta) -> None:
        self._now += by

    def set_today(self, today: date) -> None:
        """The legal day alone; the instant stays."""
        self._shift = today - self._now.date()
