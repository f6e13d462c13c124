"""What compliance makes of the others' events: facts of offices and of counties, judgements, and alerts."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any

from services.compliance.core import county_facts
from services.compliance.core.alert import DECIDER, Assess, Verdict, alert_id, standing, verdicts
from services.compliance.core.county import judge_county
from services.compliance.core.county_facts import CountyFacts, county_of, pools
from services.compliance.core.facts import FOLDS, OfficeFacts, evolve
from services.compliance.core.judge import Judgement, judge
from services.compliance.core.plan import Plan
from services.compliance.views import alerts, board
from shared.contract.codec import shaped
from shared.contract.compliance import AlertChange, AlertOpened, AlertReopened, AlertResolved, AlertUpdated
from shared.contract.envelope import Envelope
from shared.ports.views import Condition, Put, View
from shared.runtime.aggregate import Aggregate, Reading
from shared.runtime.handler import Handler, Sender
from shared.runtime.keeper import BY_COUNTY_AND_DAY, FACTS
from shared.runtime.policy import Judged, Kept, Policy

ALERT = Aggregate(DECIDER, Reading(alerts.VIEW, alerts.AlertCard, alerts.fold))
CHANGES: Mapping[type[AlertChange], str] = {
    AlertOpened: "opened",
    AlertUpdated: "updated",
    AlertResolved: "resolved",
    AlertReopened: "reopened",
}
COUNTY_FACTS = View("county_facts", BY_COUNTY_AND_DAY)
STANDING = ("open", "acknowledged")
OF_ONE_MAX = 500

Key = tuple[str, str]
Announce = Callable[[Kept[Any], Mapping[Any, Any], date], Awaitable[None]]


def office_of(envelope: Envelope[Any]) -> str | None:
    """Whose facts an event belongs to; nobody's where the rules do not read it."""
    return envelope.data.office_id if type(envelope.data) in FOLDS else None


def alert_change(event: object) -> tuple[str, str] | None:
    """What an alert of which severity has done; to take it on does not change it."""
    if not isinstance(event, AlertChange) or type(event) not in CHANGES:
        return None
    return CHANGES[type(event)], event.severity


def policy(plan: Plan, handler: Handler) -> Policy[OfficeFacts]:
    """The plan for offices, as the keeper of facts needs it."""
    return Policy(
        view=FACTS,
        shape=OfficeFacts,
        nothing=lambda _: OfficeFacts(),
        key=office_of,
        evolve=evolve,
        judge=judging(plan),
        standing=lambda office_id: standing_at(handler, {"office_id": office_id}),
        announce=announcing(handler, lambda kept: kept.id),
    )


def county_policy(plan: Plan, handler: Handler) -> Policy[CountyFacts]:
    """The plan for counties. A county's row goes by its code, and its alerts have no office."""
    with_people = pools(plan)
    return Policy(
        view=COUNTY_FACTS,
        shape=CountyFacts,
        nothing=lambda _: CountyFacts(),
        key=lambda envelope: county_of(envelope, with_people=with_people),
        evolve=county_facts.evolve,
        judge=lambda kept, day: county_judged(judge_county(kept.id, kept.facts, plan, day)),
        standing=lambda code: standing_at(handler, {"county_code": code, "office_id": None}),
        announce=announcing(handler, lambda _: None),
    )


def judging(plan: Plan) -> Callable[[Kept[OfficeFacts], date], Judged]:
    def judged(kept: Kept[OfficeFacts], day: date) -> Judged:
        judgement = judge(kept.facts, plan, day)
        shown = {board.VIEW: board.row(kept.id, kept.county_code, kept.facts, judgement)} if kept.facts.office else {}
        rules = len(judgement.findings)
        return Judged(next_day=judgement.next_day, announce=verdicts(judgement), shown=shown, rules=rules)

    return judged


def county_judged(judgement: Judgement) -> Judged:
    """Nothing is shown: whoever asks for a county has its row judged."""
    rules = len(judgement.findings)
    return Judged(next_day=judgement.next_day, announce=verdicts(judgement), shown={}, rules=rules)


def announcing(handler: Handler, office_id: Callable[[Kept[Any]], str | None]) -> Announce:
    async def announce(kept: Kept[Any], changes: Mapping[Key, Verdict | None], day: date) -> None:
        for key, verdict in changes.items():
            await assess(handler, kept, office_id(kept), key, verdict, day)

    return announce


async def assess(
    handler: Handler, kept: Kept[Any], office_id: str | None, key: Key, verdict: Verdict | None, day: date
) -> None:
    rule, subject = key
    command = Assess(
        at=handler.clock.now(),
        day=day,
        county_code=kept.county_code,
        office_id=office_id,
        subject=subject,
        facts_version=kept.version,
        verdict=verdict,
    )
    id = alert_id(rule, office_id, subject)
    traceparent = kept.traceparent if kept.cause else None
    sender = Sender(actor="compliance", caused_by=kept.cause, traceparent=traceparent)
    outcome = await handler.handle(ALERT, id, command, sender)
    if outcome.document and not outcome.commit:
        # Somebody has said it before, and may have been stopped before it could be seen.
        await handler.views.put([Put(alerts.VIEW, id, outcome.version, outcome.document)])


async def standing_at(handler: Handler, whose: Mapping[str, Condition]) -> Mapping[Key, Verdict]:
    """The alerts of an office, or of a county itself, that are not resolved."""
    found: dict[Key, Verdict] = {}
    for stage in STANDING:
        where = {**whose, "stage": stage}
        for row in await handler.views.find(alerts.VIEW, where, limit=OF_ONE_MAX):
            card = shaped(row.document, alerts.AlertCard)
            found[card.rule, card.subject] = standing(card)
    return found
