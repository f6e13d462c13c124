"""What roster tells of an office."""

from datetime import date, datetime
from typing import Any, Self

from shared.contract import personnel, roster, townships
from shared.contract.envelope import Public
from tests.examples.told import Told

ESTABLISHED = date(2020, 3, 2)
APPROVAL: dict[str, Any] = {
    "approval_authority": "中共金水区委机构编制委员会办公室",
    "approval_document": "synthetic 1",
}


class ToldOfRoster(Told):
    """Adds what may be told."""

    def established(
        self,
        day: date = ESTABLISHED,
        at: datetime | None = None,
        *,
        name: str = "郑州市金水区司法局经八路司法所",
        township_code: str | None = "410105001",
        **more: Any,
    ) -> Self:
        event = roster.OfficeEstablished(
            **self.where(day),
            name=name,
            township_code=township_code,
            kind="township" if township_code else "area",
            **APPROVAL,
            **more,
        )
        return self.said(f"office-{self.office_id}", event, at)

    def township(self, code: str, day: date, *, statutory: bool = True) -> Self:
        event = townships.TownshipCreated(
            **self.where(day) | {"office_id": None}, name="经八路街道", county="金水区", statutory=statutory
        )
        return self.said(f"township-{code}", event)

    def township_abolished(self, code: str, day: date) -> Self:
        event = townships.TownshipAbolished(**self.where(day) | {"office_id": None})
        return self.said(f"township-{code}", event)

    def township_merged(self, code: str, day: date, into: str) -> Self:
        event = townships.TownshipMerged(**self.where(day) | {"office_id": None}, into_township=into)
        return self.said(f"township-{code}", event)

    def filed(self, day: date) -> Self:
        return self.said(f"office-{self.office_id}", roster.OfficeFiled(**self.where(day)))

    def renamed(self, day: date, name: str) -> Self:
        return self._changed(roster.OfficeRenamed(**self.where(day), **APPROVAL, name=name))

    def ranked(self, day: date, rank: str = "section") -> Self:
        return self._changed(roster.OfficeRanked(**self.where(day), **APPROVAL, rank=rank))

    def abolished(self, day: date) -> Self:
        return self._changed(roster.OfficeAbolished(**self.where(day), **APPROVAL))

    def merged(self, day: date, into: str) -> Self:
        return self._changed(roster.OfficeMerged(**self.where(day), **APPROVAL, into_office_id=into))

    def change_filed(self, day: date, change: int) -> Self:
        return self._changed(roster.OfficeChangeFiled(**self.where(day), change=change))

    def managed(self, day: date, *bodies: str) -> Self:
        return self._changed(roster.OfficeManaged(**self.where(day), bodies=bodies))

    def place_renamed(self, day: date, place: str) -> Self:
        return self._changed(roster.OfficePlaceRenamed(**self.where(day), place=place))

    def _changed(self, event: Public) -> Self:
        return self.said(f"office-{self.office_id}", event)

    def hired(
        self, id: str, kind: str, day: date, *, contract_until: date | None = None, special: bool = False
    ) -> Self:
        event = roster.WorkerHired(
            **self.where(day), kind=kind, special=special, post_id=None, contract_until=contract_until
        )
        return self.said(f"worker-{id}", event)

    def departed(self, id: str, day: date, reason: str = "retired") -> Self:
        return self.said(f"worker-{id}", roster.WorkerDeparted(**self.where(day), reason=reason))

    def absent(self, id: str, day: date, back: date | None = None) -> Self:
        told = self.said(f"worker-{id}", roster.WorkerAbsent(**self.where(day), kind="sick"))
        return told.said(f"worker-{id}", roster.WorkerReturned(**self.where(back))) if back else told

    def seconded(self, id: str, day: date, until: date, *, letter: bool = False) -> Self:
        return self.said(f"worker-{id}", roster.SecondmentStarted(**self.where(day), until=until, letter=letter))

    def extended_secondment(self, id: str, day: date, until: date) -> Self:
        return self.said(f"worker-{id}", roster.SecondmentExtended(**self.where(day), until=until))

    def paper(self, id: str, kind: type[Public], day: date) -> Self:
        """Of the last secondment."""
        return self.said(f"worker-{id}", kind(**self.where(day)))

    def brought_back(self, id: str, day: date) -> Self:
        return self.said(f"worker-{id}", roster.SecondmentEnded(**self.where(day)))

    def left(self, id: str, day: date) -> Self:
        event = personnel.WorkerLeft(**self.where(day), post_id=None, to_office_id="elsewhere")
        return self.said(f"worker-{id}", event)

    def arrived(
        self,
        id: str,
        kind: str,
        day: date,
        *,
        contract_until: date | None = None,
        special: bool = False,
        hired_day: date | None = None,
    ) -> Self:
        event = personnel.WorkerArrived(
            **self.where(day),
            kind=kind,
            special=special,
            post_id=None,
            contract_until=contract_until,
            hired_day=hired_day or day,
            from_office_id="elsewhere",
        )
        return self.said(f"worker-{id}", event)

    def transfer_approved(self, id: str, day: date) -> Self:
        """The last of the four steps."""
        return self.said(f"worker-{id}", personnel.TransferApprovedByCity(**self.where(day)))

    def drawn_up(self, id: str, day: date, *posts: str) -> Self:
        """A recruitment plan for those posts."""
        return self.said(f"recruitment-{id}", personnel.RecruitmentDrawnUp(**self.where(day), post_ids=posts))

    def recruitment_step(self, id: str, kind: type[Public], day: date) -> Self:
        return self.said(f"recruitment-{id}", kind(**self.where(day)))

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
        event = personnel.LeaderAppointed(
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
        event = personnel.LeaderStepsRecorded(
            **self.where(day), worker_id=worker, role="director", proposed_day=proposed_day, opinion_day=opinion_day
        )
        return self.said(f"leadership-{self.office_id}", event)

    def removed(self, worker: str, day: date, since: date, role: str = "director") -> Self:
        event = personnel.LeaderRemoved(**self.where(day), worker_id=worker, role=role, since=since)
        return self.said(f"leadership-{self.office_id}", event)
