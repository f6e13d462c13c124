"""Who works at an office, as what, since and until when? Names are in the vault."""

from dataclasses import dataclass, replace
from datetime import date

from services.roster.core.worker import LIFECYCLE, Stage
from shared.contract.roster import WorkerDeparted, WorkerHired
from shared.kernel.decider import subject_of
from shared.ports.store import Recorded
from shared.ports.views import View

VIEW = View("workers", ("county_code", "office_id"), ("kind", "stage"))


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkerCard:
    """`departed_day` is the first day on which the worker no longer counts; `contract_until` the contract's last."""

    id: str
    version: int
    county_code: str
    office_id: str | None
    kind: str
    special: bool
    post_id: str | None
    since: date
    contract_until: date | None
    stage: Stage
    departed_day: date | None = None
    reason: str | None = None


def fold(document: WorkerCard | None, recorded: Recorded) -> WorkerCard:
    match recorded.event, document:
        case WorkerHired() as event, _:
            return card(subject_of(recorded.commit.stream), recorded.version, event)
        case WorkerDeparted() as event, WorkerCard():
            return replace(
                document,
                version=recorded.version,
                stage=LIFECYCLE.after(document.stage, WorkerDeparted),
                departed_day=event.day,
                reason=event.reason,
            )
        case unknown:
            raise TypeError(unknown)


def card(id: str, version: int, event: WorkerHired) -> WorkerCard:
    return WorkerCard(
        id=id,
        version=version,
        county_code=event.county_code,
        office_id=event.office_id,
        kind=event.kind,
        special=event.special,
        post_id=event.post_id,
        since=event.day,
        contract_until=event.contract_until,
        stage=LIFECYCLE.after(Stage.NONE, WorkerHired),
    )
