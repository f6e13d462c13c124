"""Who and what counts at an office, and from when until when: each under the name of its figure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, zip_longest

from services.compliance.core.facts import OfficeFacts
from services.compliance.core.subjects.leadership import Term
from services.compliance.core.subjects.mark import Mark
from services.compliance.core.subjects.offender import Stay
from services.compliance.core.subjects.post import Post
from services.compliance.core.subjects.supervision import Group, Lasting, Leave, marks_of
from services.compliance.core.subjects.township import Tenures, Township
from services.compliance.core.subjects.worker import Worker, stints
from shared.kernel.periods import the_day_after

# From the day of the first mark on, and before the day of the second.
Span = tuple[Mark, Mark | None]
Spans = Mapping[str, Sequence[Span]]

NO_CAUSE = "other"

KINDS: Mapping[str, str] = {
    "formal": "formal_staff",
    "resettlement": "resettlement_workers",
    "legal-service": "legal_service_workers",
    "mediator": "mediators",
    "correction": "correction_workers",
}


# What a village or a township should have, and the figure of those that lack it.
LACKED: Mapping[str, str] = {
    "station": "townships_without_station",
    "village-adviser": "villages_without_adviser",
    "village-room": "villages_without_room",
    "township-adviser": "townships_without_adviser",
}
NO_TOWNSHIP = Township()


def of_offenders(facts: OfficeFacts) -> Spans:
    """Whoever is out of supervision, on leave or deprived of liberty is counted under that name too."""
    offenders = facts.offenders.values()
    stays = [stay for each in offenders for stay in each.stays]
    return {
        "active_offenders": [(stay.enrolled, stay.left) for stay in stays],
        "awaiting_report": [
            (each.registered, first(each.stays[0].enrolled if each.stays else None, each.discharged))
            for each in offenders
            if each.registered
        ],
        "out_of_supervision": [span for stay in stays for span in during(stay, stay.supervision.absences)],
        "on_leave": [span for stay in stays for span in during(stay, stay.supervision.leaves)],
        "suspended": [span for stay in stays for span in during(stay, stay.supervision.restrictions)],
        "offender_identities_contradicted": [
            (each.term.mark, each.discharged) for each in offenders if each.term and each.term.identity_contradicted
        ],
        "groups_incomplete": [
            (group.mark, first(after, stay.left))
            for each in offenders
            for stay in each.stays
            for group, after in followed(stay.supervision.groups)
            if each.term and group.lacks(each.term.female, each.term.minor)
        ],
        "positioned_without_cause": [span for stay in stays for span in without_cause(stay)],
        # Nobody is shown it: whatever is entered ahead, on its day all is looked at again.
        "acts_of_supervision": [(mark, None) for stay in stays for mark in marks_of(stay.supervision)],
    }


def during(stay: Stay, lasting: Sequence[Lasting | Leave]) -> Iterator[Span]:
    """What lasts ends with the stay."""
    return ((each.begun, first(each.ended, stay.left)) for each in lasting)


def followed(groups: Sequence[Group]) -> Iterator[tuple[Group, Mark | None]]:
    """Each group, and when another took its place: of those of one day, the last that was entered."""
    ordered = sorted(groups, key=lambda group: (group.mark.day, group.mark.recorded_at))
    for group, after in zip_longest(ordered, ordered[1:]):
        yield group, after.mark if after else None


def without_cause(stay: Stay) -> Iterator[Span]:
    """Until the device is taken off."""
    for approval in stay.supervision.approvals:
        if approval.cause == NO_CAUSE:
            removed = [mark for mark in stay.supervision.removals if mark.day >= approval.mark.day]
            yield approval.mark, first(min(removed, key=lambda mark: mark.day, default=None), stay.left)


def of_posts(facts: OfficeFacts) -> Spans:
    special = (post for post in facts.posts.values() if post.category == "special")
    return {"vacant_special_posts": [gap for post in special for gap in vacancies(post)]}


def of_workers(facts: OfficeFacts) -> Spans:
    """Seconded away or not, who is on the roster counts. Of a kind that is not known, under the kind's own name."""
    spans: dict[str, list[Span]] = {"special_staff": [], **{name: [] for name in KINDS.values()}}
    for worker in chain.from_iterable(map(stints, facts.workers.values())):
        span = on_roster(worker)
        spans.setdefault(figure_of(worker), []).append(span)
        if worker.kind == "formal" and worker.special:
            spans["special_staff"].append(span)
    return spans


def of_leaders(facts: OfficeFacts) -> Spans:
    """Of the directors also those who were appointed without the steps before it, and those from outside."""
    terms = [term for leadership in facts.leaderships.values() for term in leadership.terms]
    directors = [term for term in terms if term.role == "director"]
    return {
        "directors": [in_office(term) for term in directors],
        "acting_directors": [in_office(term) for term in terms if term.role == "acting-director"],
        "deputies": [in_office(term) for term in terms if term.role == "deputy"],
        "directors_without_steps": [in_office(term) for term in directors if not in_steps(term)],
        "directors_from_outside": [in_office(term) for term in directors if term.origin == "outside"],
    }


def of_cases(facts: OfficeFacts) -> Spans:
    """`cases_in_hand` are those that are not in the archive yet."""
    spans: dict[str, list[Span]] = {
        "cases_in_hand": [],
        "cases_in_mediation": [],
        "extended_cases": [],
        "cases_at_risk": [],
        "open_agreements": [],
    }
    for case in facts.cases.values():
        ended = case.first("agreed", "failed", "closed")
        spans["cases_in_hand"].append((case.steps["opened"], case.step("archived")))
        for name, start, end in (
            ("cases_in_mediation", case.step("accepted"), ended),
            ("extended_cases", case.step("extended"), ended),
            ("cases_at_risk", case.step("risk-noted"), case.first("risk-reported", "archived")),
            ("open_agreements", case.step("agreed"), case.step("closed")),
        ):
            if start:
                spans[name].append((start, end))
    return spans


def of_townships(facts: OfficeFacts) -> Spans:
    """Which villages there are, and since when a village or a township lacks what it should have."""
    spans: dict[str, list[Span]] = {"villages": [], **{name: [] for name in LACKED.values()}}
    for township in facts.townships.values():
        for village, (since, until) in villages(township):
            spans["villages"].append((since, until))
            for kind in ("village-adviser", "village-room"):
                spans[LACKED[kind]] += gaps(since, until, township.provided(kind, village))
    for code, since in served(facts).items():
        township = facts.townships.get(code, NO_TOWNSHIP)
        for kind in ("station", "township-adviser"):
            spans[LACKED[kind]] += gaps(since, None, township.provided(kind))
    return spans


def of_vehicles(facts: OfficeFacts) -> Spans:
    services = (service for vehicle in facts.vehicles.values() for service in vehicle.services)
    return {"vehicles_in_service": [(service.assigned, service.withdrawn) for service in services]}


COUNTED: Sequence[Callable[[OfficeFacts], Spans]] = (
    of_offenders,
    of_posts,
    of_workers,
    of_leaders,
    of_townships,
    of_vehicles,
    of_cases,
)


def spans_of(facts: OfficeFacts) -> Spans:
    return {name: spans for counted in COUNTED for name, spans in counted(facts).items()}


def present(spans: Sequence[Span], day: date) -> int:
    there = [end for start, end in spans if start.day <= day]
    return len([end for end in there if end is None or end.day > day])


def here_by(facts: OfficeFacts, day: date) -> Iterator[tuple[str, Worker]]:
    """Everybody as of the last time, up to the day, that they came; who is yet to come as of the first."""
    for id, worker in facts.workers.items():
        first_time, *again = stints(worker)
        yield id, next((each for each in reversed(again) if each.hired.day <= day), first_time)


def figure_of(worker: Worker) -> str:
    return KINDS.get(worker.kind, worker.kind)


def on_roster(worker: Worker) -> Span:
    """Until the worker departs, or the contract is over: then it was the hiring that said so."""
    if worker.contract_until is None:
        return worker.hired, worker.departed
    over = Mark(the_day_after(worker.contract_until), worker.hired.event, worker.hired.recorded_at)
    return worker.hired, first(worker.departed, over)


def in_office(term: Term) -> Span:
    return term.appointed, min(term.removed, key=lambda mark: mark.day, default=None)


def in_steps(term: Term) -> bool:
    """Proposed, then asked for an opinion, then appointed; the same day for two of them will do."""
    steps = term.steps[-1]
    if steps.proposed_day is None or steps.opinion_day is None:
        return False
    return steps.proposed_day <= steps.opinion_day <= term.appointed.day


def without(span: Span, gaps: Iterable[Span]) -> Iterator[Span]:
    """What remains of it. A gap that ends where it begins, or before, is none; gaps may overlap."""
    start, end = span
    for begins, ends in sorted(gaps, key=lambda gap: gap[0].day):
        if (end and end.day <= begins.day) or (ends and ends.day <= begins.day):
            continue
        if start.day < begins.day:
            yield start, begins
        if ends is None:
            return
        start = max(start, ends, key=lambda mark: mark.day)
    if end is None or start.day < end.day:
        yield start, end


def vacancies(post: Post) -> Iterator[Span]:
    """From the approval of the post, or from when its last holder left it, until somebody took it.

    Who left it on the day of taking it, or before, never held it.
    """
    held = [each for each in post.holdings if each.vacated is None or each.taken.day < each.vacated.day]
    empty = post.approved
    for holding in sorted(held, key=lambda each: each.taken.day):
        if empty.day < holding.taken.day:
            yield empty, holding.taken
        if holding.vacated is None:
            return
        empty = max(empty, holding.vacated, key=lambda mark: mark.day)
    yield empty, None


def villages(township: Township) -> Iterator[tuple[str, Span]]:
    """From the first listing that has a village until the next one that has it no more."""
    there: dict[str, Mark] = {}
    for listing in sorted(township.listings, key=lambda each: each.mark.day):
        for code in there.keys() - set(listing.codes):
            yield code, (there.pop(code), listing.mark)
        there = {**dict.fromkeys(listing.codes, listing.mark), **there}
    yield from ((code, (since, None)) for code, since in there.items())


def served(facts: OfficeFacts) -> Mapping[str, Mark]:
    """The office's own township since the office is there, and any since its villages are listed under the office."""
    since = {code: township.listings[0].mark for code, township in facts.townships.items() if township.listings}
    office = facts.office
    if office and office.township_code:
        listed = since.get(office.township_code, office.established)
        return {**since, office.township_code: min(listed, office.established, key=lambda mark: mark.day)}
    return since


def gaps(since: Mark, until: Mark | None, tenures: Tenures) -> Iterator[Span]:
    """When nothing was provided, between the two."""
    empty = since
    for tenure in tenures:
        if empty.day < tenure.since.day:
            yield empty, first(tenure.since, until)
        if tenure.until is None:
            return
        empty = max(empty, tenure.until, key=lambda mark: mark.day)
    yield empty, until


def first(mark: Mark | None, other: Mark | None) -> Mark | None:
    """The earlier of the two; of the same day, the one named first."""
    if mark is None or other is None:
        return mark or other
    return other if other.day < mark.day else mark
