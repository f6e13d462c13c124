"""An alert opens, is taken on, resolves and comes back; and nothing happens twice."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from services.compliance.core.alert import (
    DECIDER,
    Acknowledge,
    Assess,
    Verdict,
    alert_id,
    verdict_of,
    verdicts,
)
from services.compliance.core.county import county_ratio
from services.compliance.core.judge import judge, pooled
from services.compliance.core.plan import Plan
from shared.contract import codec
from shared.contract.compliance import (
    AlertAcknowledged,
    AlertChange,
    AlertOpened,
    AlertReopened,
    AlertResolved,
    AlertUpdated,
)
from tests.examples.offices import History, a_staffed_office
from tests.examples.plans import ZHENGZHOU, with_choice
from tests.examples.told import COUNTY, SHANGHAI
from tests.examples.told_of_roster import ESTABLISHED
from tests.given import given

DAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 9, tzinfo=SHANGHAI)
LATER = AT + timedelta(days=2)
LATER_DAY = date(2026, 11, 26)

SHORT = Verdict(
    rule="correction-ratio",
    article=4,
    law=None,
    severity="P1",
    since=DAY,
    figures={"active_offenders": 16, "figure": 1, "required": 2},
    caused_by=("offender-16.2",),
    who_acts="county-bureau",
    text={"zh": "…", "en": "…"},
)
WORSE = replace(SHORT, severity="P0")
MILDER = replace(SHORT, severity="P2")
MORE = replace(SHORT, figures={"active_offenders": 31, "figure": 1, "required": 3})


def assess(verdict: Verdict | None, at: datetime = AT, facts_version: int = 7) -> Assess:
    return Assess(
        at=at,
        day=at.date(),
        county_code=COUNTY,
        office_id="jingba-road",
        subject="jingba-road",
        facts_version=facts_version,
        verdict=verdict,
    )


def opened() -> AlertOpened:
    return AlertOpened(
        county_code=COUNTY,
        office_id="jingba-road",
        day=DAY,
        rule="correction-ratio",
        article=4,
        law=None,
        severity="P1",
        subject="jingba-road",
        stage="open",
        opened_at=AT,
        resolved_at=None,
        since=DAY,
        figures={"active_offenders": 16, "figure": 1, "required": 2},
        caused_by=("offender-16.2",),
        who_acts="county-bureau",
        text={"zh": "…", "en": "…"},
        facts_version=7,
    )


def like(alert: AlertChange, kind: type[AlertChange], **changes: Any) -> AlertChange:
    return kind(**{**{field.name: getattr(alert, field.name) for field in fields(alert)}, **changes})


ACKNOWLEDGED = like(opened(), AlertAcknowledged, stage="acknowledged")
RESOLVED = like(opened(), AlertResolved, stage="resolved", resolved_at=LATER, day=LATER_DAY)


def test_what_should_stand_open_is_opened() -> None:
    given(DECIDER).when(assess(SHORT)).then(opened())


def test_nothing_to_stand_opens_nothing() -> None:
    given(DECIDER).when(assess(None)).then_nothing()


def test_the_same_verdict_again_changes_nothing() -> None:
    given(DECIDER, opened()).when(assess(SHORT, LATER)).then_nothing()
    given(DECIDER, ACKNOWLEDGED).when(assess(SHORT, LATER)).then_nothing()


def test_the_same_verdict_after_being_written_down_changes_nothing() -> None:
    written = codec.EventCodec.of(DECIDER.events)
    given(DECIDER, written.unpack(*written.pack(opened()))).when(assess(SHORT, LATER)).then_nothing()


@pytest.mark.parametrize(
    "changes",
    [
        {"figures": {"figure": 0, "required": 2}},
        {"caused_by": ("offender-15.2",)},
        {"since": date(2026, 11, 20)},
        {"severity": "P2"},
        {"text": {"zh": "…！", "en": "…!"}},
    ],
)
def test_another_verdict_updates_the_open_alert(changes: dict[str, Any]) -> None:
    update = like(opened(), AlertUpdated, day=LATER_DAY, **changes)
    given(DECIDER, opened()).when(assess(replace(SHORT, **changes), LATER)).then(update)


def test_other_figures_leave_an_acknowledged_alert_acknowledged() -> None:
    update = like(ACKNOWLEDGED, AlertUpdated, day=LATER_DAY, figures=MORE.figures)
    given(DECIDER, ACKNOWLEDGED).when(assess(MORE, LATER)).then(update)


def test_a_milder_severity_leaves_an_acknowledged_alert_acknowledged() -> None:
    update = like(ACKNOWLEDGED, AlertUpdated, day=LATER_DAY, severity="P2")
    given(DECIDER, ACKNOWLEDGED).when(assess(MILDER, LATER)).then(update)


def test_a_worse_severity_opens_an_acknowledged_alert_again() -> None:
    update = like(ACKNOWLEDGED, AlertUpdated, day=LATER_DAY, severity="P0", stage="open")
    given(DECIDER, ACKNOWLEDGED).when(assess(WORSE, LATER)).then(update)


@pytest.mark.parametrize("alert", [opened(), ACKNOWLEDGED])
def test_when_nothing_should_stand_the_alert_resolves(alert: AlertChange) -> None:
    given(DECIDER, alert).when(assess(None, LATER)).then(RESOLVED)


def test_a_resolved_alert_stays_resolved() -> None:
    given(DECIDER, RESOLVED).when(assess(None, LATER)).then_nothing()


def test_a_resolved_alert_comes_back() -> None:
    again = like(opened(), AlertReopened, day=LATER_DAY, opened_at=LATER, figures=MORE.figures)
    given(DECIDER, RESOLVED).when(assess(MORE, LATER)).then(again)


def test_an_open_alert_is_acknowledged() -> None:
    given(DECIDER, opened()).when(Acknowledge(at=LATER, day=LATER_DAY)).then(replace(ACKNOWLEDGED, day=LATER_DAY))


def test_acknowledging_again_changes_nothing() -> None:
    given(DECIDER, ACKNOWLEDGED).when(Acknowledge(at=LATER, day=LATER_DAY)).then_nothing()


def test_a_reopened_alert_is_acknowledged_anew() -> None:
    again = like(opened(), AlertReopened)
    given(DECIDER, again).when(Acknowledge(at=LATER, day=DAY)).then(ACKNOWLEDGED)


def test_what_is_over_cannot_be_acknowledged() -> None:
    given(DECIDER, RESOLVED).when(Acknowledge(at=LATER, day=LATER_DAY)).then_refused("conflict")
    given(DECIDER).when(Acknowledge(at=LATER, day=LATER_DAY)).then_refused("conflict")


def test_what_is_no_command_is_a_fault_of_the_program() -> None:
    no_command: Any = object()
    with pytest.raises(AssertionError):
        DECIDER.decide(None, no_command)


def test_an_alert_has_one_id_for_rule_office_and_subject() -> None:
    id = alert_id("correction-ratio", "jingba-road", "jingba-road")
    assert id == alert_id("correction-ratio", "jingba-road", "jingba-road")
    assert len(id) == 32
    others = {alert_id("mediators", "jingba-road", "jingba-road"), alert_id("correction-ratio", None, "410105")}
    assert len({id, *others}) == 3


def standing(history: History, day: date, plan: Plan = ZHENGZHOU) -> Mapping[tuple[str, str], Verdict]:
    return verdicts(judge(history.facts, plan, day))


def test_a_compliant_office_has_nothing_to_stand_open() -> None:
    assert standing(a_staffed_office(), DAY) == {}
    assert standing(History().with_offenders(1, DAY), DAY) == {}


def test_a_count_that_is_short_is_one_alert_of_the_office() -> None:
    office = a_staffed_office().hired("correction-a", "correction", ESTABLISHED).with_offenders(16, DAY)
    (((rule, subject), verdict),) = standing(office, DAY).items()
    assert (rule, subject) == ("correction-ratio", "jingba-road")
    assert (verdict.severity, verdict.article, verdict.since) == ("P1", 4, DAY)
    assert verdict.caused_by == ("offender-16.2",)
    assert verdict.figures == {
        "active_offenders": 16,
        "correction_workers": 1,
        "correction_workers_required": 2,
        "figure": 1,
        "required": 2,
    }


def test_a_deadline_is_one_alert_of_its_subject_and_none_of_the_office() -> None:
    office = a_staffed_office().notified("a", DAY, date(2026, 12, 1)).notified("b", DAY, date(2026, 12, 20))
    office = office.notified("c", DAY, date(2026, 11, 20), key_person=True)
    raised = standing(office, DAY)
    to_be_met = {subject: verdict for (rule, subject), verdict in raised.items() if rule == "release-handover"}
    assert {subject: verdict.severity for subject, verdict in to_be_met.items()} == {"a": "P3", "c": "P0"}
    soon, overdue = raised["release-handover", "a"], raised["release-handover", "c"]
    assert (soon.since, soon.figures) == (DAY, {"figure": 0, "required": 0})
    assert (overdue.since, overdue.figures) == (date(2026, 11, 21), {"figure": 1, "required": 0})
    assert overdue.text["en"] == "A person was released on 2026-11-20 and was not met on that day."
    assert (overdue.caused_by, overdue.who_acts, overdue.article) == (("release-c.1",), "office", 12)


def test_the_ratio_read_by_county_is_an_alert_of_the_county() -> None:
    plan = with_choice("correction-ratio-reading", "county", ESTABLISHED)
    facts = a_staffed_office().with_offenders(1, DAY).facts
    judgement = judge(facts, plan, DAY)
    assert verdicts(judgement) == {}
    found = county_ratio([facts], plan, DAY)
    assert found is not None
    verdict = verdict_of(found, pooled([judgement.figures], plan, DAY))
    assert verdict is not None
    assert (verdict.figures["required_pooled"], verdict.figures["required"]) == (1, 1)
    assert verdict_of(replace(found, since=None), {}) is None


@pytest.mark.parametrize("alert", [opened(), ACKNOWLEDGED, RESOLVED])
@pytest.mark.parametrize("verdict", [None, SHORT, MORE, WORSE])
def test_a_verdict_upon_older_facts_is_late(alert: AlertChange, verdict: Verdict | None) -> None:
    given(DECIDER, alert).when(assess(verdict, LATER, facts_version=6)).then_nothing()


def test_a_verdict_upon_newer_facts_says_upon_which() -> None:
    newer = {"day": LATER_DAY, "facts_version": 8}
    given(DECIDER, opened()).when(assess(MORE, LATER, 8)).then(
        like(opened(), AlertUpdated, figures=MORE.figures, **newer)
    )
    given(DECIDER, opened()).when(assess(None, LATER, 8)).then(like(RESOLVED, AlertResolved, **newer))
    given(DECIDER, RESOLVED).when(assess(SHORT, LATER, 8)).then(like(opened(), AlertReopened, opened_at=LATER, **newer))


def test_to_take_an_alert_on_leaves_it_upon_the_facts_that_it_was_judged_by() -> None:
    taken_on = like(ACKNOWLEDGED, AlertAcknowledged, facts_version=9)
    given(DECIDER, like(opened(), AlertOpened, facts_version=9)).when(Acknowledge(at=LATER, day=DAY)).then(taken_on)
    given(DECIDER, taken_on).when(assess(None, LATER, 8)).then_nothing()
