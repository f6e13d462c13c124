"""What compliance makes of the others' events: facts, a judgement, and alerts for what changed."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any

from services.compliance.core.alert import DECIDER, Assess, Verdict, alert_id, standing, verdicts
from services.compliance.core.facts import FOLDS, OfficeFacts, evolve
from services.compliance.core.judge import judge
from services.compliance.core.plan import Plan
from services.compliance.views import alerts, board
from shared.contract.codec import shaped
from shared.contract.compliance import AlertChange, AlertOpened, AlertReopened, AlertResolved, AlertUpdated
from shared.contract.envelope import Envelope
from shared.ports.views import Put
from shared.runtime.aggregate import Aggregate, Reading
from shared.runtime.handler import Handler, Sender
from shared.runtime.policy import Judged, Kept, Policy

ALERT = Aggregate(DECIDER, Reading(alerts.VIEW, alerts.AlertCard, alerts.fold))
CHANGES: Mapping[type[AlertChange], str] = {
    AlertOpened: "opened",
    AlertUpdated: "updated",
    AlertResolved: "resolved",
    AlertReopened: "reopened",
}
STANDING = ("open", "acknowledged")
OF_AN_OFFICE_MAX = 500

Key = tuple[str, str]
Announce = Callable[[Kept[OfficeFacts], Mapping[Any, Any], date], Awaitable[None]]


def office_of(envelope: Envelope[Any]) -> str | None:
    """Whose facts an event belongs to; nobody's where the rules do not read it."""
    return envelope.data.office_id if type(envelope.data) in FOLDS else None


def alert_change(event: object) -> tuple[str, str] | None:
    """What an alert of which severity has done; to take it on does not change it."""
    if not isinstance(event, AlertChange) or type(event) not in CHANGES:
        return None
    return CHANGES[type(event)], event.severity


def policy(plan: Plan, handler: Handler) -> Policy[OfficeFacts]:
    """The plan, as the keeper of facts needs it."""
    return Policy(
        shape=OfficeFacts,
        nothing=lambda _: OfficeFacts(),
        key=office_of,
        evolve=evolve,
        judge=judging(plan),
        standing=lambda office_id: standing_at(handler, office_id),
        announce=announcing(handler),
    )


def judging(plan: Plan) -> Callable[[Kept[OfficeFacts], date], Judged]:
    def judged(kept: Kept[OfficeFacts], day: date) -> Judged:
        judgement = judge(kept.facts, plan, day)
        shown = {board.VIEW: board.row(kept.id, kept.county_code, kept.facts, judgement)} if kept.facts.office else {}
        rules = len(judgement.findings)
        return Judged(next_day=judgement.next_day, announce=verdicts(judgement), shown=shown, rules=rules)

    return judged


def announcing(handler: Handler) -> Announce:
    async def announce(kept: Kept[OfficeFacts], changes: Mapping[Key, Verdict | None], day: date) -> None:
        for key, verdict in changes.items():
            await assess(handler, kept, key, verdict, day)

    return announce


async def assess(handler: Handler, kept: Kept[OfficeFacts], key: Key, verdict: Verdict | None, day: date) -> None:
    rule, subject = key
    command = Assess(
        at=handler.clock.now(),
        day=day,
        county_code=kept.county_code,
        office_id=kept.id,
        subject=subject,
        facts_version=kept.version,
        verdict=verdict,
    )
    id = alert_id(rule, kept.id, subject)
    traceparent = kept.traceparent if kept.cause else None
    sender = Sender(actor="compliance", caused_by=kept.cause, traceparent=traceparent)
    outcome = await handler.handle(ALERT, id, command, sender)
    if outcome.document and not outcome.commit:
        # Somebody has said it before, and may have been stopped before it could be seen.
        await handler.views.put([Put(alerts.VIEW, id, outcome.version, outcome.document)])


async def standing_at(handler: Handler, office_id: str) -> Mapping[Key, Verdict]:
    """The alerts of an office that are not resolved."""
    found: dict[Key, Verdict] = {}
    for stage in STANDING:
        where = {"office_id": office_id, "stage": stage}
        for row in await handler.views.find(alerts.VIEW, where, limit=OF_AN_OFFICE_MAX):
            card = shaped(row.document, alerts.AlertCard)
            found[card.rule, card.subject] = standing(card)
    return found
