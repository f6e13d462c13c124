"""Since when and by which event an office is short, counted again for each day and each event: slow, and plain."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from services.compliance.core.counting import one_to
from services.compliance.core.duty import spans_on
from services.compliance.core.facts import OfficeFacts
from services.compliance.core.plan import Plan
from services.compliance.core.spans import Span, Spans
from services.compliance.core.subjects.mark import Mark

HAVE = {
    "formal-staff": "formal_staff",
    "on-duty-staff": "on_duty_staff",
    "special-staff": "special_staff",
    "resettlement-worker": "resettlement_workers",
    "legal-service-worker": "legal_service_workers",
    "mediators": "mediators",
    "correction-ratio": "correction_workers",
    "vehicle": "vehicles_in_service",
}
NONE_OF = {
    "merge-incomplete": "left_behind",
    "special-diverted": "diverted_special_staff",
    "director-steps": "directors_without_steps",
    "director-origin": "directors_from_outside",
    "secondment-letter": "unlettered_secondments",
    "early-resignation": "early_resignations",
    "station": "townships_without_station",
    "village-adviser": "villages_without_adviser",
    "village-room": "villages_without_room",
    "township-adviser": "townships_without_adviser",
    "offender-identity": "offender_identities_contradicted",
    "correction-group": "groups_incomplete",
    "out-of-supervision": "out_of_supervision",
    "positioning-cause": "positioned_without_cause",
}
NUMBER = {
    **{rule: f"{rule}-min" for rule in HAVE},
    "on-duty-staff": "formal-staff-min",
    "correction-ratio": "offenders-per-correction-worker",
    "vehicle": "vehicles-min",
}
NEED = {"correction-ratio": "active_offenders", "on-duty-staff": "formal_staff"}

# A moment of a day: from its beginning, through its events in their order, to its end.
Moment = tuple[date, datetime, str]


def beginning(day: date) -> Moment:
    return day, datetime.min.replace(tzinfo=UTC), ""


def end(day: date) -> Moment:
    return day, datetime.max.replace(tzinfo=UTC), ""


def of(mark: Mark) -> Moment:
    return mark.day, mark.recorded_at, mark.event


def really(spans: Sequence[Span]) -> Sequence[Span]:
    return [(start, stop) for start, stop in spans if stop is None or start.day < stop.day]


@dataclass(frozen=True)
class Recount:
    rule: str
    facts: OfficeFacts
    plan: Plan

    @property
    def have(self) -> Sequence[Span]:
        return really(self.spans[{**HAVE, **NONE_OF}[self.rule]])

    @property
    def need(self) -> Sequence[Span]:
        return really(self.spans[NEED[self.rule]]) if self.rule in NEED else ()

    @cached_property
    def spans(self) -> Spans:
        return spans_on(self.facts, self.plan, self.plan.days()[-1])

    def short(self, moment: Moment) -> bool:
        """At that moment the rule is judged, and there are too few, or some where none must be."""
        office = self.facts.office
        if office is None or self.plan.begins(self.rule) > moment[0] or of(office.established) > moment:
            return False
        if self.rule in NONE_OF:
            return there(self.have, moment) > 0
        number = self.plan.number(NUMBER[self.rule], moment[0])
        return there(self.have, moment) < self.required(number, there(self.need, moment))

    def required(self, number: int, need: int) -> int:
        if self.rule == "on-duty-staff":
            return number if need >= number else 0
        return one_to(number, need) if self.rule == "correction-ratio" else number

    def since(self, day: date) -> date:
        while self.short(end(day - timedelta(days=1))):
            day -= timedelta(days=1)
        return day

    def cause(self, since: date) -> str:
        moments = [beginning(since), *(moment for moment in self.events() if moment[0] == since)]
        turning = [
            moment
            for before, moment in zip([end(since - timedelta(days=1)), *moments], moments, strict=False)
            if self.short(moment) and not self.short(before)
        ]
        return max(moment for moment in self.events() if moment <= turning[-1])[2]

    def events(self) -> Sequence[Moment]:
        office = self.facts.office
        marks = [mark for span in (*self.have, *self.need) for mark in span if mark]
        return sorted(of(mark) for mark in (*marks, *([office.established] if office else [])))


def there(spans: Sequence[Span], moment: Moment) -> int:
    return sum(of(start) <= moment and (stop is None or moment < of(stop)) for start, stop in spans)
