"""What the plan demands before it lets somebody go: numbers of the city's plan, each from a day on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

TRANSFER_YEARS = "transfer-service-years"


@dataclass(frozen=True)
class Terms:
    """The years of service before a transfer may be applied for, in the order of their days (Art. 6)."""

    transfer_years: Sequence[tuple[date, int]]

    @staticmethod
    def of(plan: Mapping[str, Any]) -> "Terms":
        """From a parsed plan, which compliance has looked through. Raises KeyError where the number is missing."""
        return Terms(tuple((each["from"], each["value"]) for each in plan["numbers"][TRANSFER_YEARS]))

    def transfer_years_on(self, day: date) -> int:
        """Before its first day that is what will hold."""
        in_force = [years for since, years in self.transfer_years if since <= day]
        return in_force[-1] if in_force else self.transfer_years[0][1]
