"""Art. 12 刑事执行职能: every released person is met on the day of release (必接必送)."""

from collections.abc import Iterator
from datetime import date

from services.compliance.core.plan import Plan
from services.compliance.core.standing import Standing
from services.compliance.core.subjects.release import Release
from services.compliance.core.timing import Obligation, none_overdue
from shared.kernel.periods import add_days


def releases_met(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """The last day that was named is the day, whenever it was named: a day in the past is judged at once.

    A release of which no day was ever named is only to be verified.
    """
    for id, release in office.facts.releases.items():
        for dating in reversed(release.dates):
            if dating.release_day:
                yield met(id, release, dating.release_day, plan, office.day)
                break


def met(id: str, release: Release, due: date, plan: Plan, day: date) -> Obligation:
    urgent = release.key_person or (release.minor and not release.has_guardian)
    done = release.handed_over
    # The last word on the day: what named it, or what took it back.
    dating = release.dates[-1]
    return Obligation(
        id,
        begins=date.min,
        due=due,
        caused_by=dating.mark.event,
        soon_from=add_days(due, -plan.number("handover-lead-days", day)),
        met=done.day if done else None,
        in_time=done is not None and done.day <= due,
        cancelled=dating.release_day is None,
        severity=plan.choice("handover-urgent-severity", day) if urgent else None,
    )


# 落实必接必送制度
HANDOVER = none_overdue("release-handover", releases_met)

RULES = (HANDOVER,)
