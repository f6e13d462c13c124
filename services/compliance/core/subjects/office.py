"""The office itself."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.compliance.core.subjects.mark import Mark, Subjects, mark_by
from shared.contract.roster import OfficeEstablished, OfficeFiled


@dataclass(frozen=True, slots=True)
class Office:
    id: str
    name: str
    county_code: str
    township_code: str | None
    kind: str
    established: Mark
    filed: Mark | None = None


def established(_: Office | None, event: OfficeEstablished, mark: Mark) -> Office:
    id = str(event.office_id)
    return Office(id, event.name, event.county_code, event.township_code, event.kind, mark)


def filed(was: Office | None, _: OfficeFiled, mark: Mark) -> Office | None:
    return was and Office(was.id, was.name, was.county_code, was.township_code, was.kind, was.established, mark)


def office_by(office: Office, instant: datetime) -> Office | None:
    if mark_by(office.established, instant) is None:
        return None
    return replace(office, filed=mark_by(office.filed, instant))


OFFICE = Subjects({OfficeEstablished: established, OfficeFiled: filed}, office_by)
