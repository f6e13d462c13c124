"""What corrections tells of who comes from prison to an office, of help, and of volunteers."""

from datetime import date
from typing import Any, Self

from shared.contract import corrections
from tests.examples.told import Told

ELSEWHERE: dict[str, Any] = {"to_county_code": "410102", "to_office_id": "mianfang-road"}


class ToldOfReleases(Told):
    """Adds what may be told."""

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

    def verified(self, id: str, day: date, *, found: bool = True) -> Self:
        return self.said(f"release-{id}", corrections.ReleaseVerified(**self.where(day), found=found))

    def returned(self, id: str, day: date) -> Self:
        return self.said(f"release-{id}", corrections.ReleaseReturned(**self.where(day)))

    def assessed(
        self,
        id: str,
        day: date,
        *,
        key_person: bool = False,
        minor: bool = False,
        has_guardian: bool = False,
        contradicted: bool = False,
    ) -> Self:
        event = corrections.ReleaseAssessed(
            **self.where(day),
            key_person=key_person,
            minor=minor,
            has_guardian=has_guardian,
            identity_contradicted=contradicted,
        )
        return self.said(f"release-{id}", event)

    def redated(self, id: str, day: date, release_day: date) -> Self:
        return self.said(f"release-{id}", corrections.ReleaseRedated(**self.where(day), release_day=release_day))

    def pickup_confirmed(self, id: str, day: date) -> Self:
        return self.said(f"release-{id}", corrections.PickupConfirmed(**self.where(day)))

    def planned(self, id: str, day: date) -> Self:
        event = corrections.HandoverPlanned(**self.where(day), escort=("mediator-a",), vehicle=None)
        return self.said(f"release-{id}", event)

    def handed_over(self, id: str, day: date) -> Self:
        return self.said(f"release-{id}", corrections.HandoverCompleted(**self.where(day)))

    def help_opened(self, id: str, day: date, *, minor: bool = False) -> Self:
        event = corrections.HelpOpened(**self.where(day), origin="correction", since=day, key_person=False, minor=minor)
        return self.said(f"release-{id}", event)

    def helped(self, id: str, day: date, kind: str = "visit") -> Self:
        return self.said(f"release-{id}", corrections.HelpGiven(**self.where(day), kind=kind))

    def contact_lost(self, id: str, day: date) -> Self:
        return self.said(f"release-{id}", corrections.ContactLost(**self.where(day)))

    def contact_regained(self, id: str, day: date) -> Self:
        return self.said(f"release-{id}", corrections.ContactRegained(**self.where(day)))

    def sent_on(self, id: str, day: date) -> Self:
        return self.said(f"release-{id}", corrections.HelpSent(**self.where(day), **ELSEWHERE))

    def handed_on(self, id: str, day: date) -> Self:
        return self.said(f"release-{id}", corrections.HelpHandedOn(**self.where(day), **ELSEWHERE))

    def help_received(self, id: str, day: date, since: date, *, key_person: bool = False) -> Self:
        event = corrections.HelpReceived(
            **self.where(day),
            from_office_id="mianfang-road",
            origin="prison",
            since=since,
            key_person=key_person,
            minor=False,
            has_guardian=True,
        )
        return self.said(f"release-{id}", event)

    def help_ended(self, id: str, day: date, reason: str = "expired") -> Self:
        return self.said(f"release-{id}", corrections.HelpEnded(**self.where(day), reason=reason))

    def volunteered(self, id: str, day: date) -> Self:
        return self.said(f"volunteer-{id}", corrections.VolunteerJoined(**self.where(day)))

    def volunteered_no_longer(self, id: str, day: date) -> Self:
        return self.said(f"volunteer-{id}", corrections.VolunteerDeparted(**self.where(day)))
