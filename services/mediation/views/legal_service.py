"""What legal service did an office give, and what became of those whom it referred?"""

from dataclasses import dataclass, replace
from datetime import date

from services.mediation.core.service import LIFECYCLE, Stage
from shared.contract.mediation import AdviceGiven, PersonReferred, ReferralEnded
from shared.kernel.decider import subject_of
from shared.ports.store import Recorded
from shared.ports.views import View

VIEW = View("services", ("county_code", "office_id"), ("kind", "stage"))


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceCard:
    id: str
    version: int
    county_code: str
    office_id: str | None
    kind: str
    day: date
    stage: Stage
    outcome: str | None = None
    ended_day: date | None = None


def fold(document: ServiceCard | None, recorded: Recorded) -> ServiceCard:
    match recorded.event, document:
        case AdviceGiven() | PersonReferred() as event, _:
            return ServiceCard(
                id=subject_of(recorded.commit.stream),
                version=recorded.version,
                county_code=event.county_code,
                office_id=event.office_id,
                kind=event.kind if isinstance(event, PersonReferred) else "advice",
                day=event.day,
                stage=LIFECYCLE.after(Stage.NONE, type(event)),
            )
        case ReferralEnded() as event, ServiceCard():
            return replace(
                document,
                version=recorded.version,
                stage=LIFECYCLE.after(document.stage, ReferralEnded),
                outcome=event.outcome,
                ended_day=event.day,
            )
        case unknown:
            raise TypeError(unknown)
