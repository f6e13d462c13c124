"""What corrections tells of the supervision of offenders."""

from collections.abc import Sequence
from datetime import date
from typing import Self

from shared.contract import corrections
from tests.examples.told import Told


class ToldOfSupervision(Told):
    """Adds what may be told."""

    def declared(self, id: str, day: date) -> Self:
        return self.said(f"offender-{id}", corrections.DeclarationHeld(**self.where(day)))

    def grouped(self, id: str, day: date, *, has_woman: bool = False, has_minors_specialist: bool = False) -> Self:
        event = corrections.GroupFormed(
            **self.where(day), has_woman=has_woman, has_minors_specialist=has_minors_specialist
        )
        return self.said(f"offender-{id}", event)

    def categorised(self, id: str, day: date, category: str) -> Self:
        return self.said(f"offender-{id}", corrections.OffenderCategorised(**self.where(day), category=category))

    def contacted(self, id: str, day: date) -> Self:
        return self.said(f"offender-{id}", corrections.ContactMade(**self.where(day), kind="visit"))

    def lost(self, id: str, day: date) -> Self:
        return self.said(f"offender-{id}", corrections.SupervisionLost(**self.where(day)))

    def found_again(self, id: str, day: date) -> Self:
        return self.said(f"offender-{id}", corrections.SupervisionRegained(**self.where(day)))

    def restricted(self, id: str, day: date) -> Self:
        return self.said(f"offender-{id}", corrections.LibertyRestricted(**self.where(day)))

    def restored(self, id: str, day: date) -> Self:
        return self.said(f"offender-{id}", corrections.LibertyRestored(**self.where(day)))

    def on_leave(self, id: str, day: date, until: date, approved_by: str = "office") -> Self:
        event = corrections.LeaveGranted(**self.where(day), until=until, approved_by=approved_by)
        return self.said(f"offender-{id}", event)

    def back_from_leave(self, id: str, day: date) -> Self:
        return self.said(f"offender-{id}", corrections.LeaveEnded(**self.where(day)))

    def disciplined(self, id: str, day: date, kind: str) -> Self:
        return self.said(f"offender-{id}", corrections.DisciplineImposed(**self.where(day), kind=kind))

    def positioned(self, id: str, day: date, cause: str = "injunction") -> Self:
        return self.said(f"offender-{id}", corrections.PositioningApproved(**self.where(day), cause=cause))

    def unpositioned(self, id: str, day: date) -> Self:
        return self.said(f"offender-{id}", corrections.PositioningRemoved(**self.where(day)))

    def moving(self, id: str, day: date) -> Self:
        event = corrections.RelocationBegun(**self.where(day), to_office_id="elsewhere", to_county_code="410102")
        return self.said(f"offender-{id}", event)

    def relocated(self, id: str, day: date) -> Self:
        event = corrections.OffenderRelocated(**self.where(day), to_office_id="elsewhere", to_county_code="410102")
        return self.said(f"offender-{id}", event)

    def received(
        self,
        id: str,
        day: date,
        *,
        ends: date = date(2030, 1, 1),
        category: str | None = None,
        admonished: Sequence[date] = (),
        warned: Sequence[date] = (),
        positioned: Sequence[date] = (),
    ) -> Self:
        event = corrections.OffenderReceived(
            **self.where(day),
            from_office_id="elsewhere",
            sentence="suspended",
            ends=ends,
            female=False,
            minor=False,
            category=category,
            admonished=tuple(admonished),
            warned=tuple(warned),
            punished=(),
            proposed=(),
            positioning_approved=tuple(positioned),
        )
        return self.said(f"offender-{id}", event)

    def supervised(self, id: str, day: date) -> Self:
        """Everything, on one day."""
        return (
            self.declared(id, day)
            .grouped(id, day)
            .said(f"offender-{id}", corrections.CorrectionPlanned(**self.where(day)))
            .categorised(id, day, "strict")
            .contacted(id, day)
            .on_leave(id, day, day)
            .back_from_leave(id, day)
            .lost(id, day)
            .found_again(id, day)
            .restricted(id, day)
            .restored(id, day)
            .disciplined(id, day, "admonition")
            .positioned(id, day)
            .unpositioned(id, day)
            .moving(id, day)
        )
