"""What the office did for law publicity and government by law."""

from dataclasses import dataclass
from datetime import datetime

from services.compliance.core.subjects.mark import Mark, Subjects, mark_by
from shared.contract.mediation import ActivityHeld


@dataclass(frozen=True, slots=True)
class Activity:
    kind: str
    held: Mark


def held(_: Activity | None, event: ActivityHeld, mark: Mark) -> Activity:
    return Activity(event.kind, mark)


def activity_by(activity: Activity, instant: datetime) -> Activity | None:
    return activity if mark_by(activity.held, instant) else None


ACTIVITIES = Subjects({ActivityHeld: held}, activity_by)
