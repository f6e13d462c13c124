"""Random lives of workers, of the posts that they hold, and of those who lead an office."""

from datetime import timedelta

from hypothesis import strategies as st

from shared.contract import personnel, roster
from tests.examples.offices import History
from tests.generative.days import busy_days, days, days_from

STEPS = (
    personnel.RecruitmentApprovedByCity,
    personnel.RecruitmentApprovedByProvince,
    personnel.RecruitmentFiled,
)
REASONS = ("resigned", "retired", "transferred")
PAPERS = (
    roster.SecondmentLetterReceived,
    roster.SecondmentSigned,
    roster.SecondmentApproved,
    roster.SecondmentFiled,
)
kinds = st.sampled_from(["formal", "resettlement", "legal-service", "mediator", "correction"])


@st.composite
def a_worker(draw: st.DrawFn, id: str) -> History:
    kind = draw(kinds)
    until = draw(st.none() | busy_days) if kind != "formal" else None
    came, stays = draw(busy_days), st.integers(0, 20).map(lambda number: timedelta(days=number))
    told = History().hired(id, kind, came, contract_until=until, special=draw(st.booleans()))
    for step in draw(st.lists(st.sampled_from([a_leave, secondments]), unique=True)):
        told = draw(step(told, id))
    for _ in range(draw(st.integers(0, 2))):
        went = came + draw(stays)
        came = went + draw(stays)
        told = told.left(id, went).arrived(id, kind, came, contract_until=until)
    if draw(st.booleans()):
        told = told.transfer_approved(id, draw(busy_days))
    gone = max(came, draw(busy_days)) if told.facts.workers[id].before else draw(busy_days)
    return told.departed(id, gone, draw(st.sampled_from(REASONS))) if draw(st.booleans()) else told


@st.composite
def a_leave(draw: st.DrawFn, told: History, id: str) -> History:
    """Some so long that a correction worker counts no longer."""
    since = draw(busy_days) - timedelta(days=draw(st.sampled_from([0, 35])))
    return told.absent(id, since, draw(st.none() | days_from(since)))


@st.composite
def secondments(draw: st.DrawFn, told: History, id: str) -> History:
    """One, or another one after it; some so long that they need their papers, or should be over."""
    since = draw(busy_days) - timedelta(days=draw(st.sampled_from([0, 90, 180])))
    for _ in range(draw(st.integers(1, 2))):
        until = since + timedelta(days=draw(st.sampled_from([20, 100, 200])))
        told = told.seconded(id, since, until, letter=draw(st.booleans()))
        for paper in draw(st.lists(st.sampled_from(PAPERS), unique=True)):
            told = told.paper(id, paper, draw(days_from(since)))
        if draw(st.booleans()):
            told = told.extended_secondment(id, draw(days_from(since)), until + timedelta(days=50))
        back = draw(days_from(since))
        told, since = told.brought_back(id, back), draw(days_from(back))
    return told


@st.composite
def a_post(draw: st.DrawFn, id: str) -> History:
    # A year before, so that the term ends among the days that are looked at.
    told = History().approved(id, draw(days).replace(year=2024), draw(st.sampled_from(["special", "formal"])))
    for number in range(draw(st.integers(0, 2))):
        told = told.taken(id, f"holder-{number}", draw(busy_days) - timedelta(days=draw(st.sampled_from([0, 370]))))
        if draw(st.booleans()):
            told = told.vacated(id, f"holder-{number}", draw(busy_days))
    return told


@st.composite
def a_recruitment(draw: st.DrawFn, id: str) -> History:
    """For a post that may be there; its steps in any order."""
    day = draw(busy_days) - timedelta(days=draw(st.sampled_from([0, 300])))
    told = History().drawn_up(id, day, "p0", "p1")
    for step in draw(st.lists(st.sampled_from(STEPS), unique=True)):
        told = told.recruitment_step(id, step, draw(days_from(day)))
    return told


@st.composite
def a_leadership(draw: st.DrawFn) -> History:
    told, steps = History(), st.none() | busy_days
    for number in range(draw(st.integers(0, 3))):
        role, day = draw(st.sampled_from(["director", "director", "acting-director", "deputy"])), draw(busy_days)
        origin = draw(st.sampled_from(["office", "outside"]))
        without = draw(st.booleans())
        told = told.appointed(f"w{number}", day, role, origin=origin, proposed_day=draw(steps), without_steps=without)
        if without and draw(st.booleans()):
            told = told.steps_recorded(f"w{number}", day, draw(busy_days), draw(busy_days))
        for _ in range(draw(st.integers(0, 2))):
            told = told.removed(f"w{number}", max(day, draw(busy_days)), since=day, role=role)
    return told
