"""Random histories of one office, stream by stream, and random orders in which they arrive."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from shared.contract.envelope import Envelope
from tests.examples.offices import History
from tests.examples.told import SHANGHAI
from tests.examples.told_of_means import LINES, ROOMS
from tests.generative.days import FIRST, SPAN, busy_days, days
from tests.generative.offenders import an_offender
from tests.generative.people import a_leadership, a_post, a_recruitment, a_worker

Stream = tuple[Envelope[Any], ...]
Streams = tuple[Stream, ...]


@st.composite
def an_office(draw: st.DrawFn) -> History:
    told = History().established(draw(busy_days), place=draw(st.sampled_from([None, "经八路街道"])))
    steps = st.sampled_from(["filed", "renamed", "managed", "place", "closed"])
    for step in draw(st.lists(steps, max_size=3, unique=True)):
        match step:
            case "filed":
                told = told.filed(draw(days))
            case "renamed":
                told = told.renamed(draw(busy_days), draw(st.sampled_from(["金水区司法局文化路司法所", "司法所"])))
            case "closed":
                told = told.merged(draw(busy_days), "wenhua-road")
            case "managed":
                told = told.managed(draw(busy_days), *draw(st.sampled_from([("township",), ("county-bureau", "area")])))
            case _:
                told = told.place_renamed(draw(busy_days), draw(st.sampled_from(["文化路街道", "经八路镇"])))
    return told


@st.composite
def a_vehicle(draw: st.DrawFn, plate: str) -> History:
    """In service now and then, here or elsewhere: one after the other."""
    told = History()
    for number, day in enumerate(sorted(draw(st.lists(busy_days, min_size=1, max_size=4)))):
        told = told.taken_away(plate, day) if number % 2 else told.assigned(plate, day)
    return told


@st.composite
def informatisation(draw: st.DrawFn) -> History:
    told = History()
    for _ in range(draw(st.integers(0, 2))):
        told = told.connected(draw(busy_days), draw(st.integers(0, 2)), network=draw(st.booleans()))
    return told


@st.composite
def a_budget(draw: st.DrawFn, year: int) -> History:
    told = History()
    for _ in range(draw(st.integers(0, 3))):
        told = told.budgeted(
            year,
            draw(busy_days),
            lines_fen=dict.fromkeys(LINES[: draw(st.integers(4, 6))], 100),
            personnel_fen=draw(st.sampled_from([None, 0, 100])),
            standard_fen=draw(st.sampled_from([None, 100, 101])),
            separate=draw(st.booleans()),
        )
    return told


@st.composite
def premises(draw: st.DrawFn) -> History:
    told = History()
    for _ in range(draw(st.integers(0, 3))):
        told = told.housed(
            # Months before, so that a repair ends among the days that are looked at.
            draw(busy_days) - timedelta(days=draw(st.sampled_from([0, 30, 365]))),
            draw(st.sampled_from([0, 119_99, 120_00, 300_00])),
            independent=draw(st.booleans()),
            condition=draw(st.sampled_from(["sound", "dilapidated", "under-repair"])),
            rooms=ROOMS[: draw(st.integers(5, 7))],
        )
    return told


@st.composite
def a_release(draw: st.DrawFn, id: str) -> History:
    key_person = draw(st.booleans())
    told = History().notified(id, draw(busy_days), draw(st.none() | busy_days), key_person=key_person)
    for step in draw(st.lists(st.sampled_from(["redated", "taken back", "planned"]), max_size=2)):
        match step:
            case "redated":
                told = told.redated(id, draw(busy_days), draw(busy_days))
            case "taken back":
                told = told.notified(id, draw(busy_days), None, key_person=key_person)
            case _:
                told = told.planned(id, draw(busy_days))
    return told.handed_over(id, draw(busy_days)) if draw(st.booleans()) else told


@st.composite
def a_case(draw: st.DrawFn, id: str) -> History:
    """Its days do not run backwards; but what its dossier holds may be said at any time."""
    steps = (
        History.accepted,
        lambda told, case, day: told.extended(case, day, day + timedelta(days=draw(st.integers(0, 50)))),
        History.risk_noted,
        History.risk_reported,
        lambda told, case, day: told.agreed(
            case,
            day,
            form=draw(st.sampled_from(["written", "oral"])),
            performance_due=draw(st.none() | days),
            confirmation_wanted=draw(st.booleans()),
        ),
        History.applied,
        History.performed,
        History.revisited,
        History.closed,
        History.archived,
    )
    taken = [step for step in steps if draw(st.integers(0, 3))]
    opened, *when = sorted(draw(st.lists(busy_days, min_size=len(taken) + 1, max_size=len(taken) + 1)))
    told = History().opened(id, opened)
    for step, day in zip(taken, when, strict=True):
        told = step(told, id, day)
        if not draw(st.integers(0, 5)):
            told = told.kept(id, draw(busy_days))
    return told


@st.composite
def a_township(draw: st.DrawFn, code: str) -> History:
    """Its villages are listed, now and then anew; services come and go, in the order of their days."""
    codes = [f"{code}{number:03}" for number in range(3)]
    told = History()
    for day in sorted(draw(st.lists(busy_days, max_size=8))):
        village = draw(st.sampled_from(codes))
        kind = draw(st.sampled_from(["station", "township-adviser", "village-adviser", "village-room"]))
        where = village if kind.startswith("village") else None
        match draw(st.sampled_from(["listed", "provided", "provided", "withdrawn"])):
            case "listed":
                told = told.listed(day, *draw(st.sets(st.sampled_from(codes))), township=code)
            case "provided":
                told = told.provided(kind, day, where, township=code)
            case _:
                told = told.withdrawn(kind, day, where, township=code)
    return told


@st.composite
def other_work(draw: st.DrawFn, id: str) -> History:
    """A visit, a referral or an activity; what was done a year before may be wanted too."""
    match draw(st.sampled_from(["visit", "referral", "activity"])):
        case "visit":
            return History().visited(f"410105001{draw(st.integers(0, 2)):03}{id}", draw(busy_days))
        case "referral":
            told = History().referred(id, draw(busy_days))
            return told.referral_ended(id, draw(busy_days)) if draw(st.booleans()) else told
        case _:
            kind = draw(st.sampled_from(["publicity", "model-village"]))
            return History().worked(id, kind, draw(busy_days) - timedelta(days=draw(st.sampled_from([0, 365]))))


@st.composite
def streams(draw: st.DrawFn, offenders: int = 20) -> Streams:
    """Of an office that is there or will be; each recorded in its order, at some time or other."""
    told = [draw(an_office())]
    told += [draw(an_offender(f"o{number}")) for number in range(draw(st.integers(0, offenders)))]
    told += [draw(a_worker(f"w{number}")) for number in range(draw(st.integers(0, 6)))]
    told += [draw(a_post(f"p{number}")) for number in range(draw(st.integers(0, 2)))]
    told += [draw(a_recruitment(f"n{number}")) for number in range(draw(st.integers(0, 2)))]
    told += [draw(a_leadership())]
    told += [draw(a_township(code)) for code in draw(st.sampled_from([(), ("410105001",), ("410105001", "410105002")]))]
    told += [draw(other_work(f"s{number}")) for number in range(draw(st.integers(0, 4)))]
    told += [draw(a_case(f"c{number}")) for number in range(draw(st.integers(0, 3)))]
    told += [draw(a_budget(year)) for year in (FIRST.year, FIRST.year + 1)]
    told += [draw(a_vehicle(f"v{number}")) for number in range(draw(st.integers(0, 2)))]
    told += [draw(informatisation()), draw(premises())]
    told += [draw(a_release(f"r{number}")) for number in range(draw(st.integers(0, 3)))]
    return tuple(recorded(history.envelopes, draw(instants(len(history.envelopes)))) for history in told)


@st.composite
def crowded(draw: st.DrawFn) -> Streams:
    """Few kinds of people and few days, so that an office is short, and is not, several times and within a day."""
    few_days = st.sampled_from([FIRST + timedelta(days=number) for number in (9, 10, 11)])
    told = [History().established(draw(few_days))]
    for number in range(draw(st.integers(0, 12))):
        offender = History().enrolled(f"o{number}", draw(few_days))
        told.append(offender.discharged(f"o{number}", draw(few_days)) if draw(st.booleans()) else offender)
    for number in range(draw(st.integers(1, 7))):
        kind = draw(st.sampled_from(["mediator", "correction"]))
        worker = History().hired(f"w{number}", kind, draw(few_days), contract_until=draw(st.none() | few_days))
        told.append(worker.departed(f"w{number}", draw(few_days)) if draw(st.booleans()) else worker)
    return tuple(recorded(history.envelopes, draw(instants(len(history.envelopes)))) for history in told)


@st.composite
def instants(draw: st.DrawFn, number: int) -> Sequence[datetime]:
    minutes = sorted(draw(st.lists(st.integers(0, SPAN * 24 * 4), min_size=number, max_size=number)))
    return [datetime.combine(FIRST, time(0), SHANGHAI) + timedelta(minutes=15 * minute) for minute in minutes]


def recorded(stream: Stream, at: Sequence[datetime]) -> Stream:
    return tuple(replace(envelope, recorded_at=instant) for envelope, instant in zip(stream, at, strict=True))


@st.composite
def interleaved(draw: st.DrawFn, several: Streams) -> Sequence[Envelope[Any]]:
    """In any order that keeps each stream's."""
    turns = draw(st.permutations([number for number, stream in enumerate(several) for _ in stream]))
    waiting = [iter(stream) for stream in several]
    return [next(waiting[number]) for number in turns]


@st.composite
def delivered_again(draw: st.DrawFn, arrivals: Sequence[Envelope[Any]]) -> Sequence[Envelope[Any]]:
    """Now and then what came already comes once more: an event at once, or all from some event on (v1 v2 v3 v1 v2)."""
    arrived: list[Envelope[Any]] = []
    for envelope in arrivals:
        arrived.append(envelope)
        if arrived and not draw(st.integers(0, 4)):
            start = draw(st.integers(0, len(arrived) - 1))
            arrived += arrived[start : start + draw(st.integers(1, 5))]
    return arrived
