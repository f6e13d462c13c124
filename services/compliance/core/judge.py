"""All the rules, one office, one day: nothing goes in but the arguments."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.compliance.core.counting import one_to
from services.compliance.core.facts import OfficeFacts
from services.compliance.core.plan import Plan
from services.compliance.core.rule import Deadline, Finding
from services.compliance.core.rules import LASTING, RULES
from services.compliance.core.rules.art_04_support_staff import CORRECTION_RATIO
from services.compliance.core.rules.art_12_corrections import HANDOVER
from services.compliance.core.standing import Standing, standing

Figures = Mapping[str, int]
COUNTED_FIGURES = (
    "left_behind",
    "active_offenders",
    "awaiting_report",
    "out_of_supervision",
    "on_leave",
    "suspended",
    "offender_identities_contradicted",
    "groups_incomplete",
    "positioned_without_cause",
    "correction_workers",
    "formal_staff",
    "on_duty_staff",
    "special_staff",
    "resettlement_workers",
    "legal_service_workers",
    "mediators",
    "vacant_special_posts",
    "directors",
    "acting_directors",
    "deputies",
    "diverted_special_staff",
    "seconded_workers",
    "unlettered_secondments",
    "early_resignations",
    "vehicles_in_service",
    "networked_terminals",
    "premises_area_m2",
    "premises_independent",
    "premises_rooms",
    "townships_without_station",
    "villages",
    "villages_without_adviser",
    "villages_without_room",
    "cases_in_hand",
    "townships_without_adviser",
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the plan says of an office, or of a county, and the first day on which that can change without an event.

    Of an office that is not there, or not yet, there are figures alone. What is in `silent` is found and shown, but
    raises no alert: the plan has it read over the whole county, or the other way round.
    """

    subject: str | None
    day: date
    findings: tuple[Finding, ...]
    deadlines: tuple[Deadline, ...]
    next_day: date | None
    figures: Figures
    silent: tuple[str, ...] = ()


def judge(facts: OfficeFacts, plan: Plan, day: date) -> Judgement:
    """One finding for each rule in force, the compliant ones too; of a closed office, for those that last."""
    office, stands = facts.office, standing(facts, plan, day)
    if office is None or office.established.day > day:
        id, opening = (office.id, office.established.day) if office else (None, None)
        coming = (opening, stands.next_day, *plan.days())
        return Judgement(id, day, (), (), first_after(day, coming), figures_of(stands, plan, ()))
    answers = [answer for rule in (LASTING if office.closed_on(day) else RULES) if (answer := rule.read(stands, plan))]
    findings = tuple(answer.finding for answer in answers)
    closing = office.closed.day if office.closed else None
    coming = (stands.next_day, closing, *(answer.next_day for answer in answers), *plan.days())
    return Judgement(
        office.id,
        day,
        findings,
        tuple(deadline for answer in answers for deadline in answer.deadlines),
        first_after(day, coming),
        figures_of(stands, plan, findings),
        (CORRECTION_RATIO.id,) if plan.choice("correction-ratio-reading", day) == "county" else (),
    )


def first_after(day: date, coming: Iterable[date | None]) -> date | None:
    return min((other for other in coming if other and other > day), default=None)


def figures_of(office: Standing, plan: Plan, findings: Sequence[Finding]) -> Figures:
    """By the names under which clients know them. A release is overdue where its rule is in force."""
    number = plan.number("offenders-per-correction-worker", office.day)
    return {
        **{name: office.counts[name] for name in COUNTED_FIGURES},
        "correction_workers_required": one_to(number, office.counts["active_offenders"]),
        "releases_overdue": sum(finding.figure for finding in findings if finding.rule == HANDOVER.id),
    }


def pooled(offices: Iterable[Figures], plan: Plan, day: date) -> Figures:
    """Both readings of 1:15 for a county or the city: each office by itself, and all of them together."""
    each = tuple((figures["active_offenders"], figures["correction_workers"]) for figures in offices)
    number = plan.number("offenders-per-correction-worker", day)
    offenders = sum(offenders for offenders, _ in each)
    workers = sum(workers for _, workers in each)
    return {
        "offenders": offenders,
        "workers": workers,
        "required_by_office": sum(one_to(number, offenders) for offenders, _ in each),
        "required_pooled": one_to(number, offenders),
        "short_by_office": sum(max(0, one_to(number, offenders) - workers) for offenders, workers in each),
        "short_pooled": max(0, one_to(number, offenders) - workers),
    }
