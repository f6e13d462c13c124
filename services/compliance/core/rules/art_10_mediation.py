"""Art. 10 人民调解: the law's terms (人民调解法) from the application to the archive, and what follows an agreement."""

from collections.abc import Iterator
from datetime import date

from services.compliance.core.plan import Plan
from services.compliance.core.standing import Standing
from services.compliance.core.subjects.mark import Mark
from services.compliance.core.subjects.mediation_case import Agreement, Case
from services.compliance.core.timing import Obligation, none_overdue
from shared.kernel.periods import add_days, the_day_after

TERM, CONFIRMATION = "mediation-term", "confirmation-window"


def in_hand(office: Standing) -> Iterator[tuple[str, Case]]:
    """What went into the archive is judged by its dossier alone."""
    return ((id, case) for id, case in office.facts.cases.items() if not case.archived_by(office.day))


def agreements(office: Standing) -> Iterator[tuple[str, Case, Agreement, Mark]]:
    for id, case in in_hand(office):
        agreed = case.step("agreed")
        if case.agreement and agreed:
            yield id, case, case.agreement, agreed


def accepted_in_time(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """The committee takes a case on, or declines it, within so many working days."""
    day = office.day
    for id, case in in_hand(office):
        opened, answered = case.steps["opened"], case.first("accepted", "closed")
        last, computable = plan.calendar.add_working_days(opened.day, plan.number("mediation-acceptance-days", day))
        yield Obligation(
            id,
            begins=opened.day,
            due=last,
            caused_by=opened.event,
            soon_from=last,
            met=answered.day if answered else None,
            in_time=answered is not None and answered.day <= last,
            computable=computable,
        )


def mediated_in_time(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """A case comes to an agreement, a failure or a withdrawal within the term that counts from its acceptance."""
    lead = plan.number("mediation-lead-days", office.day)
    for id, case in in_hand(office):
        accepted, ended = case.step("accepted"), case.first("agreed", "failed", "closed")
        if accepted:
            last, computable = plan.last_day(TERM, end_of_term(case, accepted, plan, office.day), office.day)
            yield Obligation(
                id,
                begins=accepted.day,
                due=last,
                caused_by=accepted.event,
                soon_from=add_days(last, -lead),
                met=ended.day if ended else None,
                in_time=ended is not None and ended.day <= last,
                overdue_from=plan.number_since("mediation-term-days", office.day),
                computable=computable,
            )


def end_of_term(case: Case, accepted: Mark, plan: Plan, day: date) -> date:
    """Extended once, by consent that was given within the term, and by no more than the plan allows."""
    end, extended = add_days(accepted.day, plan.number("mediation-term-days", day)), case.step("extended")
    if extended is None or case.extended_until is None or extended.day > min(day, plan.last_day(TERM, end, day).last):
        return end
    return max(end, min(case.extended_until, add_days(end, plan.number("mediation-extension-days", day))))


def confirmed_in_time(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """The parties may apply to the court within the window; whoever wants to and has not is warned, and has missed it.

    Whoever does not want to may let it pass.
    """
    day = office.day
    term, lead = plan.number("confirmation-window-days", day), plan.number("confirmation-lead-days", day)
    urgent_lead = plan.number("confirmation-urgent-lead-days", day)
    for id, case, agreement, agreed in agreements(office):
        last, computable = plan.last_day(CONFIRMATION, add_days(agreement.effective, term), day)
        wanted, applied, closed = agreement.confirmation_wanted, case.step("confirmation"), case.step("closed")
        yield Obligation(
            id,
            begins=agreed.day,
            due=last,
            caused_by=agreed.event,
            soon_from=add_days(last, -lead) if wanted else the_day_after(last),
            urgent_from=add_days(last, -urgent_lead) if wanted else None,
            met=applied.day if applied else None,
            in_time=applied is not None and applied.day <= last,
            cancelled=(not wanted and day > last) or (closed is not None and closed.day <= min(day, last)),
            overdue_from=plan.number_since("confirmation-window-days", day),
            computable=computable,
        )


def performed_in_time(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """What was agreed on is done by the day that was agreed on; the committee sees to it until the case is closed."""
    for id, case, agreement, agreed in agreements(office):
        if agreement.performance_due:
            yield until_closed(id, case, agreed, agreement.performance_due, "performed", office, plan)


def revisited_in_time(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """The parties are asked again how it went, before the case is closed."""
    term = plan.number("mediation-revisit-days", office.day)
    for id, case, agreement, agreed in agreements(office):
        yield until_closed(id, case, agreed, add_days(agreement.effective, term), "revisited", office, plan)


def until_closed(  # noqa: PLR0913, PLR0917 - whose, what, by when, and how it stands
    id: str, case: Case, agreed: Mark, due: date, step: str, office: Standing, plan: Plan
) -> Obligation:
    done, closed = case.step(step), case.step("closed")
    return Obligation(
        id,
        begins=agreed.day,
        due=due,
        caused_by=agreed.event,
        soon_from=add_days(due, -plan.number("mediation-lead-days", office.day)),
        met=done.day if done else None,
        in_time=done is not None and done.day <= due,
        cancelled=closed is not None and closed.day <= office.day,
    )


def risks_reported(office: Standing, _: Plan) -> Iterator[Obligation]:
    """The police hear of it on the day on which it was noted."""
    for id, case in in_hand(office):
        noted, reported = case.step("risk-noted"), case.step("risk-reported")
        if noted:
            yield Obligation(
                id,
                begins=noted.day,
                due=noted.day,
                caused_by=noted.event,
                soon_from=noted.day,
                met=reported.day if reported else None,
                in_time=reported is not None and reported.day <= noted.day,
            )


def dossiers_complete(office: Standing, plan: Plan) -> Iterator[Obligation]:
    """Of each case that was mediated and is in the archive, unless it was complete by then."""
    for id, case in office.facts.cases.items():
        archived = case.step("archived")
        if archived and archived.day <= office.day and "accepted" in case.steps:
            complete = complete_since(case, plan, office.day)
            if complete is None or complete > archived.day:
                yield Obligation(
                    id,
                    begins=archived.day,
                    due=archived.day,
                    caused_by=archived.event,
                    soon_from=archived.day,
                    met=complete,
                    in_time=False,
                )


def complete_since(case: Case, plan: Plan, day: date) -> date | None:
    """The first day by which all was in it that the plan of that day wants to be there."""
    either, wanted = set(plan.listed("dossier-either", day)), set(plan.listed("dossier-documents", day))
    if case.agreement and case.agreement.form == "written":
        wanted |= set(plan.listed("dossier-documents-written", day))
    full = (each for each in case.dossiers if wanted.issubset(each.documents) and not either.isdisjoint(each.documents))
    return min((each.mark.day for each in full), default=None)


RULES = (
    # 人民调解法 17; the law names no number of days
    none_overdue("mediation-acceptance", accepted_in_time),
    # 司法部令第75号 33: 一般应当在一个月内调结
    none_overdue(TERM, mediated_in_time),
    # 人民调解法 25: 有可能激化的，应当采取有针对性的预防措施；……及时向当地公安机关或者其他有关部门报告
    none_overdue("escalation-report", risks_reported),
    # 人民调解法 33: 自调解协议生效之日起三十日内共同向人民法院申请司法确认
    none_overdue(CONFIRMATION, confirmed_in_time),
    # 人民调解法 31: 对调解协议的履行情况进行监督，督促当事人履行约定的义务
    none_overdue("agreement-performance", performed_in_time),
    none_overdue("mediation-revisit", revisited_in_time),
    # 人民调解法 27: 建立调解工作档案，将调解登记、调解工作记录、调解协议书等材料立卷归档
    none_overdue("mediation-dossier", dossiers_complete),
)
