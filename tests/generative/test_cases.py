"""Laws of offenders' cases: whatever happens, and whoever moves where, nobody is uncounted or counted twice."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.compliance.core.facts import OfficeFacts, evolve
from services.compliance.core.spans import present, spans_of
from services.corrections.core.offender.away import (
    EndLeave,
    GrantLeave,
    RecordReturn,
    ReportAbsence,
    RestoreLiberty,
    RestrictLiberty,
)
from services.corrections.core.offender.case import DischargeOffender, EnrolOffender, RegisterOffender
from services.corrections.core.offender.decider import DECIDER, OffenderCommand
from services.corrections.core.offender.relocation import BeginRelocation, EnrolRelocated
from services.corrections.core.offender.state import Stage
from services.corrections.core.offender.supervision import ImposeDiscipline, RecordContact
from shared.contract.catalogue import wire_name
from shared.contract.envelope import Envelope, Public, event_id
from shared.kernel.refusal import Refused

FIRST = date(2026, 3, 2)
SPAN = 40
COUNTIES: Mapping[str, str] = {"a": "410105", "b": "410105", "c": "410102"}

days = st.integers(0, SPAN).map(lambda number: FIRST + timedelta(days=number))
offices = st.sampled_from(sorted(COUNTIES))
commands: st.SearchStrategy[OffenderCommand] = st.one_of(
    st.builds(EnrolOffender, day=days),
    st.builds(RecordContact, day=days, kind=st.just("visit")),
    st.builds(ImposeDiscipline, day=days, kind=st.just("admonition")),
    st.builds(ReportAbsence, day=days),
    st.builds(RecordReturn, day=days),
    st.builds(GrantLeave, day=days, until=days, approved_by=st.just("city")),
    st.builds(EndLeave, day=days),
    st.builds(RestrictLiberty, day=days),
    st.builds(RestoreLiberty, day=days),
    st.builds(lambda to, day: BeginRelocation(to_office_id=to, to_county_code=COUNTIES[to], day=day), offices, days),
    st.builds(EnrolRelocated, day=days),
    st.builds(DischargeOffender, day=days, reason=st.just("pardoned")),
)


@st.composite
def cases(draw: st.DrawFn) -> Sequence[Public]:
    """One case: of all that is asked, in whatever order, what is not refused."""
    office = draw(offices)
    register = RegisterOffender(
        county_code=COUNTIES[office],
        office_id=office,
        sentence="suspended",
        effective_day=FIRST,
        ends=FIRST + timedelta(days=700),
        female=False,
        minor=draw(st.booleans()),
    )
    past = list(DECIDER.decide(DECIDER.initial, register))
    for command in draw(st.lists(commands, max_size=25)):
        with suppress(Refused):
            past += DECIDER.decide(DECIDER.replay(past), command)
    return past


def told(nth: int, case: Sequence[Public]) -> Sequence[Envelope[Public]]:
    stream = f"offender-{nth}"
    return [
        Envelope(
            id=event_id(stream, version),
            type=wire_name(type(event)),
            source="/corrections",
            subject=str(nth),
            stream=stream,
            version=version,
            recorded_at=datetime(2026, 3, 2, tzinfo=UTC) + timedelta(minutes=version),
            actor="synthetic",
            caused_by=None,
            data=event,
        )
        for version, event in enumerate(case, 1)
    ]


def facts_of(several: Sequence[Sequence[Public]]) -> Mapping[str, OfficeFacts]:
    """Of each office, from what was told of it."""
    facts: defaultdict[str, OfficeFacts] = defaultdict(OfficeFacts)
    for nth, case in enumerate(several):
        for envelope in told(nth, case):
            office = str(envelope.data.office_id)
            assert envelope.data.county_code == COUNTIES[office]
            facts[office] = evolve(facts[office], envelope)
    return facts


@given(st.lists(cases(), max_size=4), days)
def test_on_every_day_whoever_is_enrolled_counts_at_one_office(several: list[Sequence[Public]], day: date) -> None:
    counted = sum(present(spans_of(facts)["active_offenders"], day) for facts in facts_of(several).values())
    assert counted == sum(enrolled_on(case, day) for case in several)


def enrolled_on(case: Sequence[Public], day: date) -> bool:
    """Of the whole case, wherever it was."""
    state = DECIDER.replay(case)
    come = bool(state.stays) and state.stays[0].since <= day
    return come and not (state.stage is Stage.DISCHARGED and state.day <= day)


@given(cases())
def test_a_minor_stays_a_minor_wherever_the_case_goes(case: Sequence[Public]) -> None:
    said = [minor for event in case if (minor := getattr(event, "minor", None)) is not None]
    assert len(set(said)) == 1
