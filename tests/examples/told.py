"""What happened at one office, in the order of being told: the start of every example."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from functools import reduce
from typing import Any, Self

from services.compliance.core.facts import OfficeFacts, evolve
from shared.contract.catalogue import wire_name
from shared.contract.envelope import Envelope, Public, event_id
from shared.kernel.decider import subject_of

SHANGHAI = timezone(timedelta(hours=8))
COUNTY = "410105"


@dataclass(frozen=True)
class Told:
    """An event is recorded on the day when it takes effect, a second later than the one told before it; or at the
    instant that is said.
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
