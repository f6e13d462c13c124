"""What the rules may see of an office: intervals with both axes of time, folded from everybody's public events."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from operator import attrgetter
from typing import Any

from services.compliance.core.subjects.activity import ACTIVITIES, Activity
from services.compliance.core.subjects.budget import BUDGETS, Budget
from services.compliance.core.subjects.informatisation import INFORMATISATION, Informatisation
from services.compliance.core.subjects.leadership import LEADERSHIPS, Leadership
from services.compliance.core.subjects.mark import Mark, Subjects
from services.compliance.core.subjects.mediation_case import CASES, Case
from services.compliance.core.subjects.offender import OFFENDERS, Offender
from services.compliance.core.subjects.office import OFFICE, Office
from services.compliance.core.subjects.post import POSTS, Post
from services.compliance.core.subjects.premises import PREMISES, Premises
from services.compliance.core.subjects.recruitment import RECRUITMENTS, Recruitment
from services.compliance.core.subjects.referral import REFERRALS, Referral
from services.compliance.core.subjects.release import RELEASES, Release
from services.compliance.core.subjects.township import TOWNSHIPS, Township
from services.compliance.core.subjects.vehicle import VEHICLES, Vehicle
from services.compliance.core.subjects.visits import VISITS, Visits
from services.compliance.core.subjects.worker import WORKERS, Worker
from shared.contract.envelope import Envelope


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """`versions` are the last of each contributing stream that these facts contain."""

    office: Office | None = None
    offenders: Mapping[str, Offender] = field(default_factory=dict)
    workers: Mapping[str, Worker] = field(default_factory=dict)
    posts: Mapping[str, Post] = field(default_factory=dict)
    recruitments: Mapping[str, Recruitment] = field(default_factory=dict)
    leaderships: Mapping[str, Leadership] = field(default_factory=dict)
    budgets: Mapping[str, Budget] = field(default_factory=dict)
    vehicles: Mapping[str, Vehicle] = field(default_factory=dict)
    informatisation: Mapping[str, Informatisation] = field(default_factory=dict)
    premises: Mapping[str, Premises] = field(default_factory=dict)
    townships: Mapping[str, Township] = field(default_factory=dict)
    visits: Mapping[str, Visits] = field(default_factory=dict)
    referrals: Mapping[str, Referral] = field(default_factory=dict)
    activities: Mapping[str, Activity] = field(default_factory=dict)
    cases: Mapping[str, Case] = field(default_factory=dict)
    releases: Mapping[str, Release] = field(default_factory=dict)
    versions: Mapping[str, int] = field(default_factory=dict)


# By the field in which each of them stands, under its id.
SUBJECTS: Mapping[str, Subjects] = {
    "offenders": OFFENDERS,
    "workers": WORKERS,
    "posts": POSTS,
    "recruitments": RECRUITMENTS,
    "leaderships": LEADERSHIPS,
    "budgets": BUDGETS,
    "vehicles": VEHICLES,
    "informatisation": INFORMATISATION,
    "premises": PREMISES,
    "townships": TOWNSHIPS,
    "visits": VISITS,
    "referrals": REFERRALS,
    "activities": ACTIVITIES,
    "cases": CASES,
    "releases": RELEASES,
}
NAMES = tuple(each.name for each in fields(OfficeFacts))
OFFICE_AT, VERSIONS_AT = NAMES.index("office"), NAMES.index("versions")
all_of = attrgetter(*NAMES)

# For each event that the facts know: where its subject stands, and what becomes of it.
FOLDS: Mapping[type, tuple[int, Callable[[Any, Any, Mark], Any]]] = {
    event: (NAMES.index(name), fold)
    for name, subjects in {"office": OFFICE, **SUBJECTS}.items()
    for event, fold in subjects.folds.items()
}


def evolve(facts: OfficeFacts, envelope: Envelope[Any]) -> OfficeFacts:
    """Each version of a stream counts once; what the facts do not know of is only marked as seen.

    A subject is folded from its own stream alone, so streams may interleave in any order.
    """
    if envelope.version <= facts.versions.get(envelope.stream, 0):
        return facts
    became = list(all_of(facts))  # dataclasses.replace takes longer than all the rest of the fold
    became[VERSIONS_AT] = {**facts.versions, envelope.stream: envelope.version}
    known = FOLDS.get(type(envelope.data))
    if known:
        at, fold = known
        subject, mark = envelope.subject, Mark(envelope.data.day, envelope.id, envelope.recorded_at)
        was = facts.office if at == OFFICE_AT else became[at].get(subject)
        then = fold(was, envelope.data, mark)
        if then is not None:
            became[at] = then if at == OFFICE_AT else {**became[at], subject: then}
    return OfficeFacts(*became)


def known(facts: OfficeFacts, instant: datetime) -> OfficeFacts:
    """What had been recorded up to the instant. For judging: what is folded further are the facts themselves."""
    subjects = {name: all_by(getattr(facts, name), each, instant) for name, each in SUBJECTS.items()}
    office = facts.office and OFFICE.by(facts.office, instant)
    return OfficeFacts(office=office, **subjects, versions=facts.versions)


def all_by(subjects: Mapping[str, Any], kind: Subjects, instant: datetime) -> Mapping[str, Any]:
    return {id: then for id, subject in subjects.items() if (then := kind.by(subject, instant))}
