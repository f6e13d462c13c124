"""雨霁志愿者: who deepens the office's help."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.compliance.core.subjects.mark import Mark, Subjects, mark_by
from shared.contract.corrections import VolunteerDeparted, VolunteerJoined


@dataclass(frozen=True, slots=True)
class Volunteer:
    joined: Mark
    departed: Mark | None = None


def joined(_: Volunteer | None, __: VolunteerJoined, mark: Mark) -> Volunteer:
    return Volunteer(mark)


def departed(was: Volunteer | None, _: VolunteerDeparted, mark: Mark) -> Volunteer | None:
    return was and replace(was, departed=mark)


def volunteer_by(volunteer: Volunteer, instant: datetime) -> Volunteer | None:
    if mark_by(volunteer.joined, instant) is None:
        return None
    return replace(volunteer, departed=mark_by(volunteer.departed, instant))


VOLUNTEERS = Subjects({VolunteerJoined: joined, VolunteerDeparted: departed}, volunteer_by)
