"""What compliance makes of the others' events: facts, a judgement, and alerts for what changed."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any

from services.compliance.core.alert import DECIDER, Assess, Verdict, alert_id, verdicts
from services.compliance.core.facts import FOLDS, OfficeFacts, evolve
from services.compliance.core.judge import judge
from services.compliance.core.plan import Plan
from services.compliance.views import alerts, board
from shared.contract.envelope import Envelope
from shared.ports.views import Put
from shared.runtime.aggregate import Aggregate, Reading
from shared.runtime.handler import Handler, Sender
from shared.runtime.keeper import Judged, Kept, Policy

ALERT = Aggregate(DECIDER, Reading(alerts.VIEW, alerts.AlertCard, alerts.fold))
STANDING = ("open", "acknowledged")
OF_AN_OFFICE_MAX = 500

Key = tuple[str, str]
Wanted = Mapping[Key, Verdict]
Announce = Callable[[Kept[OfficeFacts], Mapping[Any, Any], date], Awaitable[None]]


def office_of(envelope: Envelope[Any]) -> str | None:
    """Whose facts an event belongs to; nobody's where the rules do not read it."""
    return envelope.data.office_id if type(envelope.data) in FOLDS else None


def policy(plan: Plan, handler: Handler) -> Policy[OfficeFacts]:
    """The plan, as the keeper of facts needs it."""
    return Policy(
        shape=OfficeFacts,
        nothing=lambda _: OfficeFacts(),
        key=office_of,
        evolve=evolve,
        judge=judging(plan),
        announce=announcing(handler),
    )


def judging(plan: Plan) -> Callable[[Kept[OfficeFacts], date], Judged]:
    def judged(kept: Kept[OfficeFacts], day: date) -> Judged:
        judgement = judge(kept.facts, plan, day)
        document = board.row(kept.id, kept.county_code, kept.facts, judgement)
        shown = (Put(board.VIEW, kept.id, kept.version + 1, document),) if kept.facts.office else ()
        return Judged(next_day=judgement.next_day, announce=verdicts(judgement), shown=shown)

    return judged


def announcing(handler: Handler) -> Announce:
    async def announce(kept: Kept[OfficeFacts], wanted: Wanted, day: date) -> None:
        """Only what changed is assessed; after loading a row, everything that should stand or does stand."""
        known = kept.announced
        before = dict.fromkeys(await standing(handler, kept.id)) if known is None else known
        for key in sorted({*wanted, *before}):
            verdict = wanted.get(key)
            if known is None or verdict != known.get(key):
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
        verdict=verdict,
    )
    await handler.handle(
        ALERT, alert_id(rule, kept.id, subject), command, Sender(actor="compliance", caused_by=kept.cause)
    )


async def standing(handler: Handler, office_id: str) -> list[Key]:
    """The alerts of an office that are not resolved."""
    found: list[Key] = []
    for stage in STANDING:
        where = {"office_id": office_id, "stage": stage}
        rows = await handler.views.find(alerts.VIEW, where, limit=OF_AN_OFFICE_MAX)
        found += [(row.document["rule"], row.document["subject"]) for row in rows]
    return found
