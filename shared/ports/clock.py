"""The only source of the present."""

from datetime import date, datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The instant, with its offset."""
        ...

    def today(self) -> date:
        """The legal day in Asia/Shanghai; SIFASUO_TODAY moves it, and nothing else."""
        ...
