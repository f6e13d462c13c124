"""What mediation tells of an office."""

from datetime import date
from typing import Self

from shared.contract import mediation
from tests.examples.told import Told

DOCUMENTS = ("registration", "notice-of-rights", "identity", "record", "agreement", "back-cover")


class ToldOfMediation(Told):
    """Adds what may be told."""

    def opened(self, id: str, day: date) -> Self:
        event = mediation.CaseOpened(**self.where(day), category="neighbours", source="application")
        return self.said(f"case-{id}", event)

    def accepted(self, id: str, day: date) -> Self:
        return self.said(f"case-{id}", mediation.CaseAccepted(**self.where(day)))

    def extended(self, id: str, day: date, until: date) -> Self:
        return self.said(f"case-{id}", mediation.TermExtended(**self.where(day), until=until))

    def risk_noted(self, id: str, day: date) -> Self:
        return self.said(f"case-{id}", mediation.RiskNoted(**self.where(day)))

    def risk_reported(self, id: str, day: date) -> Self:
        return self.said(f"case-{id}", mediation.RiskReported(**self.where(day)))

    def agreed(
        self,
        id: str,
        day: date,
        *,
        form: str = "written",
        effective_day: date | None = None,
        performance_due: date | None = None,
        confirmation_wanted: bool = False,
    ) -> Self:
        event = mediation.AgreementReached(
            **self.where(day),
            form=form,
            effective_day=effective_day,
            performance_due=performance_due,
            confirmation_wanted=confirmation_wanted,
        )
        return self.said(f"case-{id}", event)

    def failed(self, id: str, day: date) -> Self:
        return self.said(f"case-{id}", mediation.MediationFailed(**self.where(day)))

    def applied(self, id: str, day: date) -> Self:
        return self.said(f"case-{id}", mediation.ConfirmationRecorded(**self.where(day), outcome="applied"))

    def performed(self, id: str, day: date) -> Self:
        return self.said(f"case-{id}", mediation.AgreementPerformed(**self.where(day)))

    def revisited(self, id: str, day: date) -> Self:
        return self.said(f"case-{id}", mediation.CaseRevisited(**self.where(day)))

    def closed(self, id: str, day: date, outcome: str = "agreed") -> Self:
        return self.said(f"case-{id}", mediation.CaseClosed(**self.where(day), outcome=outcome))

    def kept(self, id: str, day: date, documents: tuple[str, ...] = DOCUMENTS) -> Self:
        return self.said(f"case-{id}", mediation.DossierKept(**self.where(day), documents=documents))

    def archived(self, id: str, day: date) -> Self:
        return self.said(f"case-{id}", mediation.CaseArchived(**self.where(day)))
