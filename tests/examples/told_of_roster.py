"""What roster tells of an office."""

from datetime import date, datetime
from typing import Self

from shared.contract import roster
from tests.examples.told import Told

ESTABLISHED = date(2020, 3, 2)


class ToldOfRoster(Told):
    """Adds what may be told."""

    def established(self, day: date = ESTABLISHED, at: datetime | None = None) -> Self:
        event = roster.OfficeEstablished(
            **self.where(day),
            name="郑州市金水区司法局经八路司法所",
            township_code="410105001",
            kind="township",
            approval_authority="中共金水区委机构编制委员会办公室",
            approval_document="synthetic 1",
        )
        return self.said(f"office-{self.office_id}", event, at)

    def filed(self, day: date) -> Self:
        return self.said(f"office-{self.office_id}", roster.OfficeFiled(**self.where(day)))

    def hired(
        self, id: str, kind: str, day: date, *, contract_until: date | None = None, special: bool = False
    ) -> Self:
        event = roster.WorkerHired(
            **self.where(day), kind=kind, special=special, post_id=None, contract_until=contract_until
        )
        return self.said(f"worker-{id}", event)

    def departed(self, id: str, day: date) -> Self:
        return self.said(f"worker-{id}", roster.WorkerDeparted(**self.where(day), reason="resigned"))

    def approved(self, id: str, day: date, category: str = "special") -> Self:
        return self.said(f"post-{id}", roster.PostApproved(**self.where(day), category=category))

    def taken(self, id: str, worker: str, day: date) -> Self:
        return self.said(f"post-{id}", roster.PostTaken(**self.where(day), worker_id=worker))

    def vacated(self, id: str, worker: str, day: date) -> Self:
        return self.said(f"post-{id}", roster.PostVacated(**self.where(day), worker_id=worker))
