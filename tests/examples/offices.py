"""Offices and what happened at them, as compliance hears of it. Places are named after real ones; nobody is real."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from functools import reduce
from typing import Any, Self

from services.compliance.core.facts import OfficeFacts, evolve
from shared.contract import corrections, roster
from shared.contract.catalogue import wire_name
from shared.contract.envelope import Envelope, Public, event_id
from shared.kernel.decider import subject_of

SHANGHAI = timezone(timedelta(hours=8))
ESTABLISHED = date(2020, 3, 2)
COUNTY = "410105"


@dataclass(frozen=True)
class History:
    """What happened at one office, in the order of being told. An event is recorded on the day when it takes effect,
    a second later than the one told before it; or at the instant that is said.
    """

    office_id: str = "jingba-road"
    county_code: str = COUNTY
    envelopes: tuple[Envelope[Any], ...] = ()

    @property
    def facts(self) -> OfficeFacts:
        return reduce(evolve, self.envelopes, OfficeFacts())

    def where(self, day: date) -> dict[str, Any]:
        return {"county_code": self.county_code, "office_id": self.office_id, "day": day}

    def said(self, stream: str, data: Public, at: datetime | None = None) -> Self:
        version = 1 + sum(envelope.stream == stream for envelope in self.envelopes)
        morning = datetime.combine(data.day, time(9), SHANGHAI)
        envelope = Envelope(
            id=event_id(stream, version),
            type=wire_name(type(data)),
            source="/test",
            subject=subject_of(stream),
            stream=stream,
            version=version,
            recorded_at=at or morning + timedelta(seconds=len(self.envelopes)),
            actor="synthetic",
            caused_by=None,
            data=data,
        )
        return replace(self, envelopes=(*self.envelopes, envelope))

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

    def registered(self, id: str, day: date) -> Self:
        event = corrections.OffenderRegistered(
            **self.where(day), sentence="suspended", ends=day + timedelta(days=730), female=False, minor=False
        )
        return self.said(f"offender-{id}", event)

    def enrolled(self, id: str, day: date, at: datetime | None = None) -> Self:
        return self.said(f"offender-{id}", corrections.OffenderEnrolled(**self.where(day)), at)

    def discharged(self, id: str, day: date) -> Self:
        return self.said(f"offender-{id}", corrections.OffenderDischarged(**self.where(day), reason="served"))

    def notified(
        self,
        id: str,
        day: date,
        release_day: date | None,
        *,
        key_person: bool = False,
        minor: bool = False,
        has_guardian: bool = False,
    ) -> Self:
        event = corrections.ReleaseNotified(
            **self.where(day), release_day=release_day, key_person=key_person, minor=minor, has_guardian=has_guardian
        )
        return self.said(f"release-{id}", event)

    def redated(self, id: str, day: date, release_day: date) -> Self:
        return self.said(f"release-{id}", corrections.ReleaseRedated(**self.where(day), release_day=release_day))

    def planned(self, id: str, day: date) -> Self:
        event = corrections.HandoverPlanned(**self.where(day), escort=("mediator-a",), vehicle=None)
        return self.said(f"release-{id}", event)

    def handed_over(self, id: str, day: date) -> Self:
        return self.said(f"release-{id}", corrections.HandoverCompleted(**self.where(day)))

    def with_offenders(self, number: int, day: date) -> Self:
        """So many, registered and enrolled on the day: offender-1 first."""
        return reduce(
            lambda told, nth: told.registered(str(nth), day).enrolled(str(nth), day), range(1, number + 1), self
        )


def an_office() -> History:
    """Established, and nothing more."""
    return History().established()


def a_staffed_office() -> History:
    """With everybody whom the plan demands while there is no offender."""
    return (
        an_office()
        .hired("formal-a", "formal", ESTABLISHED, special=True)
        .hired("formal-b", "formal", ESTABLISHED)
        .hired("formal-c", "formal", ESTABLISHED)
        .hired("resettlement-a", "resettlement", ESTABLISHED)
        .hired("legal-a", "legal-service", ESTABLISHED)
        .hired("mediator-a", "mediator", ESTABLISHED)
        .hired("mediator-b", "mediator", ESTABLISHED)
    )
