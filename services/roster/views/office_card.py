"""Which offices are there, where, and by whose approval?"""

from dataclasses import dataclass, replace
from datetime import date

from services.roster.core.office import LIFECYCLE, Stage
from shared.contract.roster import OfficeEstablished, OfficeFiled
from shared.kernel.decider import subject_of
from shared.ports.store import Recorded
from shared.ports.views import View

VIEW = View("offices", ("county_code",), ("office_id", "kind", "township_code"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Approval:
    """By the staffing authority of the same level (机构编制部门)."""

    authority: str
    document: str
    day: date


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeCard:
    """`office_id` is its own id, so that an office finds itself by the same field as all that is its own."""

    id: str
    version: int
    name: str
    county_code: str
    office_id: str
    township_code: str | None
    kind: str
    stage: Stage
    approval: Approval
    filed_day: date | None = None


def fold(document: OfficeCard | None, recorded: Recorded) -> OfficeCard:
    match recorded.event, document:
        case OfficeEstablished() as event, _:
            return card(subject_of(recorded.commit.stream), recorded.version, event)
        case OfficeFiled() as event, OfficeCard():
            stage = LIFECYCLE.after(document.stage, OfficeFiled)
            return replace(document, version=recorded.version, stage=stage, filed_day=event.day)
        case unknown:
            raise TypeError(unknown)


def card(id: str, version: int, event: OfficeEstablished) -> OfficeCard:
    return OfficeCard(
        id=id,
        version=version,
        name=event.name,
        county_code=event.county_code,
        office_id=id,
        township_code=event.township_code,
        kind=event.kind,
        stage=LIFECYCLE.after(Stage.NONE, OfficeEstablished),
        approval=Approval(authority=event.approval_authority, document=event.approval_document, day=event.day),
    )
