"""Facts are folded once for each version, and remember when what was recorded."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import reduce
from typing import Any

import pytest

from services.compliance.core.facts import OfficeFacts, evolve, known
from services.compliance.core.subjects.mark import Mark
from services.compliance.core.subjects.offender import Offender, Stay, Term
from services.compliance.core.subjects.post import Holding
from services.compliance.core.subjects.township import Tenure
from shared.contract import codec, mediation, personnel, roster, townships
from shared.contract.envelope import Envelope
from tests.examples.everything import DAY, everything
from tests.examples.offices import History, an_office
from tests.examples.told import SHANGHAI
from tests.examples.told_of_service import TOWNSHIP, village


def mark(envelope: Envelope[Any]) -> Mark:
    return Mark(envelope.data.day, envelope.id, envelope.recorded_at)


def test_an_office_is_established_and_filed() -> None:
    history = an_office().filed(date(2020, 4, 1))
    established, filed = (mark(envelope) for envelope in history.envelopes)
    office = history.facts.office
    assert office is not None
    assert (office.id, office.county_code, office.kind) == ("jingba-road", "410105", "township")
    assert (office.established, office.filed) == (established, filed)


def test_an_offender_is_registered_enrolled_and_discharged() -> None:
    history = History().registered("x", DAY).enrolled("x", DAY).discharged("x", DAY)
    registered, enrolled, discharged = (mark(envelope) for envelope in history.envelopes)
    term = Term("suspended", date(2028, 11, 23), False, False, False, registered)
    assert history.facts.offenders == {"x": Offender(term, registered, (Stay(enrolled, discharged),), discharged)}


def test_who_was_registered_elsewhere_counts_from_the_enrolment_here() -> None:
    history = History().enrolled("x", DAY)
    assert history.facts.offenders == {"x": Offender(stays=(Stay(mark(history.envelopes[0])),))}


def test_a_return_from_a_leave_or_a_secondment_that_is_not_known_changes_nothing() -> None:
    history = History().hired("x", "formal", DAY)
    for strange in (history.paper("x", roster.WorkerReturned, DAY), history.brought_back("x", DAY)):
        assert strange.facts.workers == history.facts.workers


def test_a_post_changes_hands() -> None:
    history = (
        History()
        .approved("p", DAY)
        .taken("p", "a", DAY)
        .vacated("p", "b", DAY)  # not the holder
        .vacated("p", "a", DAY)
        .taken("p", "a", DAY)
        .vacated("p", "a", DAY)
    )
    _, taken, _, vacated, again, left = (mark(envelope) for envelope in history.envelopes)
    assert history.facts.posts["p"].holdings == (Holding("a", taken, vacated), Holding("a", again, left))


def test_a_second_notice_keeps_what_was_planned_and_done() -> None:
    history = History().notified("a", DAY, DAY).planned("a", DAY).handed_over("a", DAY).notified("a", DAY, None)
    release = history.facts.releases["a"]
    assert [dating.release_day for dating in release.dates] == [DAY, None]
    assert release.planned
    assert release.handed_over


def test_another_plan_does_not_change_since_when_there_is_one() -> None:
    history = History().notified("a", DAY, DAY).planned("a", DAY).planned("a", date(2026, 11, 25))
    assert history.facts.releases["a"].planned == mark(history.envelopes[1])


def test_of_what_happens_in_a_case_more_than_once_the_first_is_kept() -> None:
    history = History().opened("a", DAY).agreed("a", DAY).revisited("a", DAY).revisited("a", date(2026, 12, 1))
    assert history.facts.cases["a"].step("revisited") == mark(history.envelopes[2])


def test_who_follows_an_adviser_at_once_goes_on_with_the_same_tenure() -> None:
    history = History().provided("village-adviser", DAY, village(1)).provided("village-adviser", DAY, village(1))
    history = history.withdrawn("village-adviser", DAY, village(1)).withdrawn("village-adviser", DAY, village(1))
    first, _, last, _ = history.envelopes
    tenures = history.facts.townships[TOWNSHIP].provided("village-adviser", village(1))
    assert tenures == (Tenure(mark(first), mark(last)),)


def test_what_arrives_before_its_office_waits() -> None:
    facts = History().with_offenders(1, DAY).facts
    assert facts.office is None
    assert set(facts.offenders) == {"1"}


def test_a_version_that_was_seen_is_passed_over() -> None:
    history = everything()
    facts = history.facts
    for envelope in history.envelopes:
        assert evolve(facts, envelope) is facts


def test_a_version_after_a_gap_is_taken_because_the_others_were_another_offices() -> None:
    enrolled, relocated, received = History().enrolled("x", DAY).relocated("x", DAY).received("x", DAY).envelopes
    later = replace(received, version=7, id="offender-x.7", data=replace(received.data, day=date(2026, 12, 1)))
    facts = reduce(evolve, (enrolled, relocated, later), OfficeFacts())
    assert facts.versions == {"offender-x": 7}
    assert facts.offenders["x"].stays == (Stay(mark(enrolled), mark(relocated)), Stay(mark(later)))


WHERE: dict[str, Any] = {"county_code": "410105", "office_id": "jingba-road", "day": DAY}


@pytest.mark.parametrize(
    "data",
    [
        mediation.SessionHeld(**WHERE),
        townships.TownshipCreated(**WHERE, name="经八路街道", county="金水区", statutory=True),
        {"county_code": "410105", "kind": "of a later version of the program"},
    ],
)
def test_what_the_facts_do_not_know_is_only_marked_as_seen(data: object) -> None:
    envelope = replace(an_office().envelopes[0], stream="case-1", version=3, data=data)
    facts = evolve(an_office().facts, envelope)
    assert facts == replace(an_office().facts, versions={"office-jingba-road": 1, "case-1": 3})


@pytest.mark.parametrize(
    "history",
    [
        History().filed(DAY),
        History().renamed(DAY, "x"),
        History().ranked(DAY),
        History().abolished(DAY),
        History().merged(DAY, "x"),
        History().change_filed(DAY, 2),
        History().managed(DAY, "county-bureau"),
        History().place_renamed(DAY, "x"),
        History().discharged("x", DAY),
        History().contacted("x", DAY),
        History().relocated("x", DAY),
        History().departed("x", DAY),
        History().paper("x", roster.WorkerReturned, DAY),
        History().absent("x", DAY),
        History().seconded("x", DAY, DAY),
        History().brought_back("x", DAY),
        History().left("x", DAY),
        History().transfer_approved("x", DAY),
        History().taken_away("豫A0001警", DAY),
        History().taken("p", "x", DAY),
        History().vacated("p", "x", DAY),
        History().recruitment_step("x", personnel.RecruitmentFiled, DAY),
        History().steps_recorded("x", DAY, DAY, DAY),
        History().removed("x", DAY, since=DAY),
        History().withdrawn("station", DAY),
        History().referral_ended("a", DAY),
        History().accepted("a", DAY),
        History().extended("a", DAY, DAY),
        History().agreed("a", DAY),
        History().kept("a", DAY),
        History().redated("a", DAY, DAY),
        History().planned("a", DAY),
        History().handed_over("a", DAY),
    ],
)
def test_what_has_no_beginning_is_only_marked_as_seen(history: History) -> None:
    (envelope,) = history.envelopes
    assert history.facts == OfficeFacts(versions={envelope.stream: 1})


def test_facts_are_written_down_and_read_again() -> None:
    facts = everything().facts
    plain = codec.plain(facts)
    assert codec.shaped(codec.decode(codec.encode(plain)), OfficeFacts) == facts
    assert codec.shaped(plain, OfficeFacts) == facts


def test_all_that_is_known_in_the_end_is_all() -> None:
    facts = everything().facts
    assert known(facts, datetime(2028, 1, 1, tzinfo=SHANGHAI)) == facts


def test_nothing_is_known_before_it_was_recorded() -> None:
    facts = everything().facts
    before = datetime(2020, 3, 2, tzinfo=SHANGHAI)
    assert known(facts, before) == OfficeFacts(versions=facts.versions)


def test_what_is_known_at_an_instant_is_what_was_folded_until_then() -> None:
    history = everything()
    in_order = sorted(history.envelopes, key=lambda envelope: envelope.recorded_at)
    for number, envelope in enumerate(in_order, start=1):
        folded = reduce(evolve, in_order[:number], OfficeFacts())
        seen = known(history.facts, envelope.recorded_at)
        assert replace(seen, versions=folded.versions) == folded


def test_a_late_record_is_true_on_its_day_and_known_on_that_of_the_recording() -> None:
    late = datetime(2026, 12, 15, 9, tzinfo=SHANGHAI)
    facts = an_office().registered("x", DAY).enrolled("x", DAY, at=late).facts
    assert facts.offenders["x"].stays
    assert known(facts, late - timedelta(seconds=1)).offenders["x"].stays == ()
    assert known(facts, late).offenders["x"].stays
