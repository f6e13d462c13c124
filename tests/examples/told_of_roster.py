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

    def appointed(
        self,
        worker: str,
        day: date,
        role: str = "director",
        *,
        origin: str = "office",
        proposed_day: date | None = None,
        opinion_day: date | None = None,
        without_steps: bool = False,
    ) -> Self:
        """Proposed and approved of on the same day, unless something else is said."""
        steps = (None, None) if without_steps else (proposed_day or day, opinion_day or day)
        event = roster.LeaderAppointed(
            **self.where(day),
            worker_id=worker,
            role=role,
            origin=origin,
            proposed_day=steps[0],
            opinion_day=steps[1],
        )
        return self.said(f"leadership-{self.office_id}", event)

    def steps_recorded(self, worker: str, day: date, proposed_day: date, opinion_day: date) -> Self:
        """Of the director who was appointed on the day."""
        event = roster.LeaderStepsRecorded(
            **self.where(day), worker_id=worker, role="director", proposed_day=proposed_day, opinion_day=opinion_day
        )
        return self.said(f"leadership-{self.office_id}", event)

    def removed(self, worker: str, day: date, since: date, role: str = "director") -> Self:
        event = roster.LeaderRemoved(**self.where(day), worker_id=worker, role=role, since=since)
        return self.said(f"leadership-{self.office_id}", event)
