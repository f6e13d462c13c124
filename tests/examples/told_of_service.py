"""What mediation tells of an office's legal service and rule of law."""

from datetime import date
from typing import Self

from shared.contract import mediation
from tests.examples.told import Told

TOWNSHIP = "410105001"
KINDS = ("publicity", "model-village", "assessor-selection", "enforcement-coordination")


def village(nth: int) -> str:
    return f"{TOWNSHIP}{nth:03}"


class ToldOfService(Told):
    """Adds what may be told."""

    def listed(self, day: date, *villages: str, township: str = TOWNSHIP) -> Self:
        names = {code: f"测试村{code[-3:]}" for code in villages}
        return self.said(f"villages-{township}", mediation.VillagesListed(**self.where(day), villages=names))

    def provided(self, kind: str, day: date, village: str | None = None, township: str = TOWNSHIP) -> Self:
        event = mediation.ServiceProvided(**self.where(day), kind=kind, village_code=village)
        return self.said(f"villages-{township}", event)

    def withdrawn(self, kind: str, day: date, village: str | None = None, township: str = TOWNSHIP) -> Self:
        event = mediation.ServiceWithdrawn(**self.where(day), kind=kind, village_code=village)
        return self.said(f"villages-{township}", event)

    def visited(self, village: str, day: date) -> Self:
        return self.said(f"visits-{village}", mediation.VillageVisited(**self.where(day)))

    def referred(self, id: str, day: date) -> Self:
        return self.said(f"service-{id}", mediation.PersonReferred(**self.where(day), kind="legal-aid"))

    def referral_ended(self, id: str, day: date) -> Self:
        return self.said(f"service-{id}", mediation.ReferralEnded(**self.where(day), outcome="served"))

    def worked(self, id: str, kind: str, day: date) -> Self:
        event = mediation.ActivityHeld(**self.where(day), kind=kind, village_code=None, number=None)
        return self.said(f"activity-{id}", event)

    def worked_in(self, *years: int) -> Self:
        """In each of them for all that is to be done in a year, on its tenth of March."""
        told = self
        for year in years:
            for kind in KINDS:
                told = told.worked(f"{kind}-{year}", kind, date(year, 3, 10))
        return told
