"""The present, from the machine's clock."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class SystemClock:
    """Instants are the machine's, in Shanghai's time, so that as texts they sort as they came."""

    def __init__(self, today: date | None = None) -> None:
        """`today` is what the legal calendar shows now; from here on it moves with the real one."""
        self._shift = timedelta() if today is None else today - self.now().date()

    def now(self) -> datetime:
        return datetime.now(SHANGHAI)

    def today(self) -> date:
        return self.now().date() + self._shift
