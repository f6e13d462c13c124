"""Art. 12 安置帮教: who was released, or discharged from a correction, is visited for some years, and not lost."""

from collections.abc import Iterator
from datetime import date

from services.compliance.core.counting import at_least, none_of
from services.compliance.core.plan import Plan
from services.compliance.core.spans import first
from services.compliance.core.standing import Standing
from services.compliance.core.subjects.help import Help
from services.compliance.core.subjects.mark import Mark
from services.compliance.core.subjects.release import Release
from services.compliance.core.timing import Obligation, none_overdue
from shared.kernel.periods import add_days, add_months, add_years, the_day_after


def visited(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """The next visit: soon after the arrival, then month by month or quarter by quarter, to the end of the term.

    Whoever is lost cannot be visited; from the day of being found the time runs anew.
    """
    day = office.day
    for id, release, stay in helped(office):
        last = last_contact(stay, day)
        due = next_visit(release, stay, last, plan, day)
        coming = min((mark.day for mark in stay.visits if mark.day > day), default=None)
        if due <= end_of_term(stay, plan, day):
            yield Obligation(
                id,
                begins=last.day,
                due=due,
                caused_by=last.event,
                soon_from=add_days(due, -plan.number("help-visit-lead-days", day)),
                met=coming,
                in_time=coming is not None and coming <= due,
                cancelled=stay.lost_on(day) or left_by(release, stay, day),
            )


def last_contact(stay: Help, day: date) -> Mark:
    """The last visit, or the day of being found; before there was any, the arrival."""
    contacts = (*stay.visits, *(loss.found for loss in stay.losses), stay.begun)  # of one day, the visit
    return max((mark for mark in contacts if mark and mark.day <= day), key=lambda mark: mark.day)


def next_visit(release: Release, stay: Help, last: Mark, plan: Plan, day: date) -> date:
    """A key person's month begins at the earliest on the day of becoming one."""
    if last == stay.begun:
        return add_days(last.day, plan.number("help-first-visit-days", day))
    said = release.described_on(day)
    quarter = add_months(last.day, plan.number("help-visit-months", day))
    if not said.key_person:
        return quarter
    month = add_months(max(last.day, said.mark.day), plan.number("help-visit-key-months", day))
    return min(month, quarter)


def agreed(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """帮教协议: signed soon after the handover; who moves on has signed it already."""
    for id, release, stay in helped(office):
        if stay.begun == release.handed_over:
            due = add_days(stay.begun.day, plan.number("help-agreement-days", office.day))
            signed = min((mark.day for mark in stay.agreed), default=None)
            yield Obligation(
                id,
                begins=stay.begun.day,
                due=due,
                caused_by=stay.begun.event,
                soon_from=due,
                met=signed,
                in_time=signed is not None and signed <= due,
                cancelled=left_by(release, stay, office.day),
            )


def received(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """Nobody gets lost between two offices: what was sent is received."""
    for id, release, stay in helped(office):
        sent = [mark for mark in stay.sent if mark.day <= office.day]
        if sent:
            due = add_days(sent[-1].day, plan.number("help-move-days", office.day))
            yield Obligation(
                id,
                begins=sent[-1].day,
                due=due,
                caused_by=sent[-1].event,
                soon_from=due,
                met=stay.handed_on.day if stay.handed_on else None,
                in_time=stay.handed_on is not None and stay.handed_on.day <= due,
                cancelled=release.ended is not None and release.ended.day <= office.day,
            )


def ended(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """Help that has lasted its years is ended, and not forgotten."""
    for id, release, stay in helped(office):
        end, begun = end_of_term(stay, plan, office.day), stay.begun
        over = first(stay.handed_on, release.ended)
        due = add_days(end, plan.number("help-end-days", office.day))
        yield Obligation(
            id,
            begins=begun.day,
            due=due,
            caused_by=begun.event,
            soon_from=the_day_after(end),
            met=over.day if over else None,
            in_time=over is not None and over.day <= due,
        )


def helped(office: Standing) -> Iterator[tuple[str, Release, Help]]:
    """Whoever has begun to be helped here by the day; after coming back, the last time."""
    for id, release in office.facts.releases.items():
        begun = [stay for stay in release.stays if stay.begun.day <= office.day]
        if begun:
            yield id, release, begun[-1]


def end_of_term(stay: Help, plan: Plan, day: date) -> date:
    """From the release, or from the end of the correction."""
    name = "help-correction-years" if stay.origin == "correction" else "help-years"
    return add_years(stay.since, plan.number(name, day))


def left_by(release: Release, stay: Help, day: date) -> bool:
    over = first(stay.handed_on, release.ended)
    return over is not None and over.day <= day


RULES = (
    # 对刑满释放人员进行帮教：首次走访、定期走访
    none_overdue("help-visit", visited),
    none_overdue("help-agreement", agreed),
    # 下落不明
    none_of("help-contact", "lost_contacts"),
    # 迁居衔接
    none_overdue("help-move", received),
    # 帮教期满
    none_overdue("help-term", ended),
    # 雨霁志愿者
    at_least("volunteers", "volunteers", "volunteers-min"),
)
