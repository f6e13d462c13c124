"""What roster tells of an office's means: premises, vehicles, networks, budgets."""

from datetime import date, datetime
from typing import Self

from shared.contract import roster
from tests.examples.told import Told

ROOMS = ("mediation", "correction", "resettlement", "legal-service", "publicity", "archive", "duty")


class ToldOfMeans(Told):
    """Adds what may be told."""

    def housed(
        self,
        day: date,
        area_hundredths: int = 120_00,
        *,
        independent: bool = True,
        condition: str = "sound",
        rooms: tuple[str, ...] = ROOMS,
        at: datetime | None = None,
    ) -> Self:
        event = roster.PremisesRecorded(
            **self.where(day),
            area_hundredths=area_hundredths,
            independent=independent,
            condition=condition,
            rooms=rooms,
        )
        return self.said(f"premises-{self.office_id}", event, at)
