"""Art. 12 必接必送: who is in prison is verified, assessed and planned for, and each is met on the day."""

from collections.abc import Iterator, Sequence
from datetime import date

from services.compliance.core.counting import none_of
from services.compliance.core.plan import Plan
from services.compliance.core.standing import Standing
from services.compliance.core.subjects.mark import Mark
from services.compliance.core.subjects.release import Dating, Description, Release
from services.compliance.core.timing import Obligation, none_overdue
from shared.kernel.legal_calendar import Term
from shared.kernel.periods import add_days


def verified(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """信息核查: who was notified without a day is looked for; whose day is known has been found."""
    for id, release in office.facts.releases.items():
        if release.dates and release.dates[0].release_day is None:
            notice = release.dates[0].mark
            term = plan.calendar.add_working_days(notice.day, plan.number("release-verify-working-days", office.day))
            dated = [dating.mark for dating in release.dates if dating.release_day]
            done = earliest((*(each.mark for each in release.verified), *dated))
            yield owed(id, notice, term, done, plan.number("release-lead-days", office.day))._replace(
                cancelled=over(release, office.day)
            )


def returned(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """Of who was not found the prison is told; who is found after all is not returned."""
    for id, release in office.facts.releases.items():
        told = [each for each in release.verified if each.mark.day <= office.day]
        if told and not told[-1].found:
            since = told[-1].mark
            term = plan.calendar.add_working_days(since.day, plan.number("release-return-working-days", office.day))
            done = earliest([mark for mark in release.returned if mark.day >= since.day])
            yield owed(id, since, term, done, plan.number("release-lead-days", office.day))._replace(
                cancelled=over(release, office.day)
            )


def assessed(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """The risk of whoever comes from prison; who was met without an assessment was assessed too late."""
    for id, release, dating, day in dated(office):
        due = add_days(day, -plan.number("release-risk-days", office.day))
        yield prepared(id, release, dating, due, earliest(release.assessed), office.day)


def planned(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """Who must be met has somebody to go; of others it is enough that the family comes."""
    for id, release, dating, day in dated(office):
        due = add_days(day, -plan.number("release-plan-days", office.day))
        must = must_be_met(release.described_on(office.day))
        ready = dating.planned if must else earliest((dating.planned, dating.pickup))
        severity = plan.choice("release-plan-urgent-severity", office.day) if must else None
        yield prepared(id, release, dating, due, ready, office.day)._replace(severity=severity)


def met(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """The last day that was named is the day, whenever it was named: a day in the past is judged at once.

    A release of which no day was ever named is only to be verified.
    """
    for id, release, dating, due in dated(office):
        said, done = release.described_on(office.day), release.handed_over
        urgent = said.key_person or (said.minor and not said.has_guardian)
        yield Obligation(
            id,
            begins=date.min,
            due=due,
            caused_by=dating.mark.event,
            soon_from=add_days(due, -plan.number("handover-lead-days", office.day)),
            met=done.day if done else None,
            in_time=done is not None and done.day <= due,
            cancelled=dating.release_day is None or over(release, office.day),
            severity=plan.choice("handover-urgent-severity", office.day) if urgent else None,
        )


def dated(office: Standing) -> Iterator[tuple[str, Release, Dating, date]]:
    """Releases whose day was named: what was said of it last, and the last day that was named."""
    for id, release in office.facts.releases.items():
        days = [dating.release_day for dating in release.dates if dating.release_day]
        if days:
            yield id, release, release.dates[-1], days[-1]


def must_be_met(said: Description) -> bool:
    """重点帮教对象, and whoever is not of age."""
    return said.key_person or said.minor


def prepared(id: str, release: Release, dating: Dating, due: date, ready: Mark | None, day: date) -> Obligation:
    """Whatever was not ready when the person was met came too late."""
    done = earliest((ready, release.handed_over))
    return Obligation(
        id,
        begins=release.dates[0].mark.day,
        due=due,
        caused_by=dating.mark.event,
        soon_from=due,
        met=done.day if done else None,
        in_time=ready is not None and ready.day <= due,
        cancelled=dating.release_day is None or over(release, day),
    )


def owed(id: str, since: Mark, term: Term, done: Mark | None, lead: int) -> Obligation:
    return Obligation(
        id,
        begins=since.day,
        due=term.last,
        caused_by=since.event,
        soon_from=add_days(term.last, -lead),
        met=done.day if done else None,
        in_time=done is not None and done.day <= term.last,
        computable=term.computable,
    )


def over(release: Release, day: date) -> bool:
    """Died in prison, say, or released to another place."""
    return release.ended is not None and release.ended.day <= day


def earliest(marks: Sequence[Mark | None]) -> Mark | None:
    return min((mark for mark in marks if mark), key=lambda mark: mark.day, default=None)


# 落实必接必送制度
HANDOVER = none_overdue("release-handover", met)

RULES = (
    # 服刑人员信息核查核实
    none_overdue("release-verify", verified),
    none_overdue("release-return", returned),
    none_overdue("release-risk", assessed),
    none_overdue("release-plan", planned),
    # 预防未成年人犯罪法56：没有监护人的未成年人
    none_of("release-minor", "unaccompanied_minors"),
    none_of("release-identity", "release_identities_contradicted"),
    HANDOVER,
)
