"""What roster tells of an office's means: premises, vehicles, networks, budgets."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Self

from shared.contract import roster
from tests.examples.told import Told

LINES = ("running", "mediation", "correction", "resettlement", "legal-service", "publicity")
ROOMS = ("mediation", "correction", "resettlement", "legal-service", "publicity", "archive", "duty")


class ToldOfMeans(Told):
    """Adds what may be told."""

    def budgeted(
        self,
        year: int,
        day: date | None = None,
        *,
        lines_fen: Mapping[str, int] = dict.fromkeys(LINES, 30_000_00),
        personnel_fen: int | None = 400_000_00,
        standard_fen: int | None = 30_000_00,
        separate: bool = True,
    ) -> Self:
        """From the first day of the year on, where no other is said."""
        event = roster.BudgetRecorded(
            **self.where(day or date(year, 1, 1)),
            year=year,
            lines_fen=lines_fen,
            personnel_fen=personnel_fen,
            standard_fen=standard_fen,
            separate=separate,
        )
        return self.said(f"budget-{self.office_id}-{year}", event)

    def assigned(self, plate: str, day: date) -> Self:
        return self.said(f"vehicle-{plate}", roster.VehicleAssigned(**self.where(day), plate=plate))

    def taken_away(self, plate: str, day: date) -> Self:
        return self.said(f"vehicle-{plate}", roster.VehicleWithdrawn(**self.where(day)))

    def connected(self, day: date, terminals: int = 1, *, network: bool = True) -> Self:
        event = roster.InformatisationRecorded(**self.where(day), network=network, terminals=terminals)
        return self.said(f"informatisation-{self.office_id}", event)

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
