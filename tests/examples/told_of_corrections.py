"""What corrections tells of an office."""

from datetime import date, datetime, timedelta
from functools import reduce
from typing import Self

from shared.contract import corrections
from tests.examples.told import Told


class ToldOfCorrections(Told):
    """Adds what may be told."""

    def registered(
        self,
        id: str,
        day: date,
        *,
        sentence: str = "suspended",
        ends: date | None = None,
        female: bool = False,
        minor: bool = False,
        contradicted: bool = False,
    ) -> Self:
        event = corrections.OffenderRegistered(
            **self.where(day),
            sentence=sentence,
            ends=ends or day + timedelta(days=730),
            female=female,
            minor=minor,
            identity_contradicted=contradicted,
        )
        return self.said(f"offender-{id}", event)

    def enrolled(self, id: str, day: date, at: datetime | None = None) -> Self:
        return self.said(f"offender-{id}", corrections.OffenderEnrolled(**self.where(day)), at)

    def discharged(self, id: str, day: date) -> Self:
        return self.said(f"offender-{id}", corrections.OffenderDischarged(**self.where(day), reason="served"))

    def with_offenders(self, number: int, day: date) -> Self:
        """So many, registered and enrolled on the day: offender-1 first."""
        return reduce(
            lambda told, nth: told.registered(str(nth), day).enrolled(str(nth), day), range(1, number + 1), self
        )
