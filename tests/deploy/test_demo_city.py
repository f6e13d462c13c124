"""The demo city is the same for the same seed, about as large as it should be, and plainly nobody's."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from deploy.demo_city import demo_city
from deploy.demo_steps import Ref, Step, references, side_by_side, story
from deploy.townships import Township, read_townships
from shared.kernel.identity_number import fault

REFERENCE = Path(__file__).parents[2] / "deploy" / "reference"
TODAY = date(2026, 11, 24)
HAPPENED = ("day", "since", "effective_day", "approved_day")


@cache
def townships() -> Sequence[Township]:
    return read_townships(REFERENCE / "zhengzhou-townships.csv", REFERENCE / "zhengzhoudong_overlay.csv")


@cache
def city() -> Sequence[Step]:
    return tuple(demo_city(townships(), TODAY))


def created(path: str) -> list[Step]:
    return [step for step in city() if step.path == (path,)]


def then(what: str) -> list[Step]:
    return [step for step in city() if step.path[-1] == what]


@cache
def stories() -> Mapping[str, Sequence[Step]]:
    """What happens to each thing, by the name under which it was created."""
    told: defaultdict[str, list[Step]] = defaultdict(list)
    for step in city():
        told[str(step.saves).partition("/")[0]].append(step)
    return told


def of(path: str) -> Iterator[Sequence[Step]]:
    return (steps for steps in stories().values() if steps[0].path == (path,))


def days(part: Any) -> Iterator[str]:
    """Every day on which something happened."""
    match part:
        case Mapping():
            for name, value in part.items():
                yield from [value] if name in HAPPENED else days(value)


def tally(steps: Sequence[Step], field: str) -> Counter[Any]:
    return Counter(step.body[field] for step in steps)


def present() -> Iterator[Step]:
    return (steps[0] for steps in of("/roster/workers") if len(steps) == 1)


def active() -> Counter[str]:
    """Offenders who count, by office."""
    present = (steps[0] for steps in of("/corrections/offenders") if len(steps) > 1 and not left(steps))
    return Counter(step.body["office_id"].name for step in present)


def left(steps: Sequence[Step]) -> bool:
    return steps[-1].path[-1] == "/discharge"


def test_the_same_seed_gives_the_same_city_and_another_another() -> None:
    assert tuple(demo_city(townships(), TODAY)) == city()
    assert tuple(demo_city(townships(), TODAY, seed=1)) != city()


def test_a_smaller_city_has_so_much_less() -> None:
    small = list(demo_city([township for township in townships() if township.county_code == "410106"], TODAY))
    offenders = [step for step in small if step.path == ("/corrections/offenders",)]
    assert len(offenders) == round(4000 * 6 / 204)


@pytest.mark.parametrize("today", [date(2028, 2, 29), date(2027, 1, 1)])
def test_it_can_be_made_up_on_any_day(today: date) -> None:
    small = list(demo_city(townships()[:14], today))
    assert {day for step in small for day in days(step.body) if day > str(today)} == set()


def test_every_step_comes_after_those_that_it_refers_to() -> None:
    saved: set[str] = set()
    for step in city():
        assert step.uses <= saved
        assert step.saves not in saved
        saved.add(str(step.saves))


def test_nothing_that_has_happened_lies_in_the_future() -> None:
    late = [step for step in city() if any(day > str(TODAY) for day in days(step.body))]
    assert late == []


def test_what_happens_to_one_thing_happens_in_order() -> None:
    for steps in stories().values():
        told = [day for step in steps for day in days(step.body)]
        assert told == sorted(told)


def test_who_is_met_was_released_by_then() -> None:
    for release, *happened in of("/corrections/releases"):
        met = [step.body["day"] for step in happened if step.path[-1] == "/handover"]
        assert [day for day in met if day < release.body["release_day"]] == []


def test_who_has_served_has_served_to_the_end() -> None:
    for steps in of("/corrections/offenders"):
        served = [step.body["day"] for step in steps if step.body.get("reason") == "served"]
        assert [day for day in served if day < steps[0].body["ends"]] == []
        assert left(steps) or steps[0].body["ends"] > str(TODAY)


def test_every_identity_number_is_valid_and_nobody_elses() -> None:
    numbers = [step.body["id_number"] for step in city() if "id_number" in step.body]
    assert len(set(numbers)) == len(numbers) > 6000
    assert {fault(number) for number in numbers} == {None}


def test_sex_and_age_are_those_of_the_number() -> None:
    for step in created("/corrections/offenders"):
        number, body = step.body["id_number"], step.body
        assert body["female"] is (int(number[16]) % 2 == 0)
        comes_of_age = str(int(number[6:10]) + 18) + number[10:14]
        assert body["minor"] is (comes_of_age > body["effective_day"].replace("-", ""))


def test_everybody_is_plainly_synthetic() -> None:
    people = [step.body["name"] for step in city() if "id_number" in step.body]
    parties = [party["name"] for step in created("/mediation/cases") for party in step.body["parties"]]
    received = [step.body["received_by"] for step in then("/handover")]
    names = [*people, *parties, *received]
    assert [name for name in names if not re.fullmatch(r"\w某\d{4}", name)] == []
    assert len(set(names)) == len(names)


def test_every_township_has_one_office_named_by_the_plans_pattern() -> None:
    offices = created("/roster/offices")
    assert len(created("/roster/townships")) == 208
    assert (len(offices), len({step.body["township_code"] for step in offices})) == (204, 204)
    names = {step.body["name"] for step in offices}
    assert {"金水区司法局经八路司法所", "郑东新区司法局白沙司法所"} <= names
    assert [name for name in names if not re.fullmatch(r"\w+司法局\w{2,}司法所", name)] == []
    assert len(names) == 204
    assert 175 <= len(then("/filing")) < 204


def test_most_offices_begin_short_of_formal_staff() -> None:
    formal = Counter(step.body["office_id"].name for step in present() if step.body["kind"] == "formal")
    assert 2.3 <= sum(formal.values()) / 204 <= 2.7
    assert 0.4 <= sum(staff < 3 for staff in formal.values()) / 204 <= 0.7
    posts = created_posts()
    assert {2, 3, 4} == set(Counter(step.path[1] for step in posts).values())
    assert 204 <= tally(posts, "category")["special"] <= 306


def created_posts() -> list[Step]:
    return [step for step in city() if step.path[-1] == "/posts"]


def test_some_special_posts_have_been_vacant_for_over_a_year() -> None:
    special = {step.saves: step.body["approved_day"] for step in created_posts() if step.body["category"] == "special"}
    for hired, *left in of("/roster/workers"):
        post = hired.body.get("post_id", Ref("")).name
        if post in special:
            special[post] = left[0].body["day"] if left else ""
    vacant = [day for day in special.values() if day]
    overdue = [day for day in vacant if day < str(TODAY - timedelta(days=366))]
    assert 5 <= len(overdue) < len(vacant) <= 80


def test_most_offices_have_correction_workers_enough_and_some_do_not() -> None:
    workers = Counter(step.body["office_id"].name for step in present() if step.body["kind"] == "correction")
    short = [office for office, offenders in active().items() if workers[office] * 15 < offenders]
    assert 15 <= len(short) <= 60


@pytest.mark.parametrize(
    ("kind", "required", "fewest", "most"),
    [("resettlement", 1, 3, 30), ("legal-service", 1, 3, 30), ("mediator", 2, 15, 60)],
)
def test_some_offices_are_short_of_hired_workers(kind: str, required: int, fewest: int, most: int) -> None:
    there = Counter(step.body["office_id"].name for step in present() if step.body["kind"] == kind)
    short = 204 - sum(number >= required for number in there.values())
    assert fewest <= short <= most


def test_some_contracts_end_soon_and_none_has_ended() -> None:
    contracts = [step.body["contract"] for step in present() if step.body.get("contract")]
    soon = [contract for contract in contracts if contract["until"] <= str(TODAY + timedelta(days=60))]
    assert 40 <= len(soon) <= 130
    assert min(contract["until"] for contract in contracts) > str(TODAY)


def test_offenders_are_as_many_and_as_mixed_as_assumed() -> None:
    offenders = created("/corrections/offenders")
    assert len(offenders) == 4000
    assert 0.93 <= tally(offenders, "sentence")["suspended"] / 4000 <= 0.97
    assert 0.09 <= tally(offenders, "female")[True] / 4000 <= 0.13
    assert 0.008 <= tally(offenders, "minor")[True] / 4000 <= 0.022
    assert 250 <= len(then("/discharge")) <= 350
    assert 20 <= 4000 - len(then("/enrolment")) <= 80
    assert active().total() == len(then("/enrolment")) - len(then("/discharge"))


def test_nearly_everybody_is_met_in_time_and_some_are_on_leave_or_lost() -> None:
    met = [step.body["day"] for step in then("/contacts")]
    assert len(met) == active().total()
    late = [day for day in met if day < str(TODAY - timedelta(days=15))]
    assert 20 <= len(late) <= 90
    assert 15 <= len(then("/leave")) <= 65
    assert 1 <= len(then("/absence")) <= 12


def test_releases_fall_due_this_week_and_nearly_all_that_are_past_were_met() -> None:
    releases = {steps[0].body["release_day"]: steps for steps in of("/corrections/releases")}
    assert min(releases) >= str(TODAY - timedelta(days=365))
    assert max(releases) <= str(TODAY + timedelta(days=60))
    told = list(of("/corrections/releases"))
    week = [steps for steps in told if str(TODAY) <= steps[0].body["release_day"] < str(TODAY + timedelta(days=7))]
    past = [steps for steps in told if steps[0].body["release_day"] < str(TODAY)]
    late = [steps for steps in past if steps[-1].body.get("day", "9999") > steps[0].body["release_day"]]
    missed = [steps for steps in past if steps[-1].path[-1] != "/handover"]
    assert (len(told), len(week), len(late), len(missed)) == (900, 25, 10, 2)
    planned = [steps for steps in week if steps[-1].path[-1] == "/plan"]
    assert 10 <= len(planned) < 25
    assert 0.06 <= tally([steps[0] for steps in told], "key_person")[True] / 900 <= 0.12


def test_who_goes_to_meet_somebody_works_at_that_office() -> None:
    office = {step.saves: step.body["office_id"] for step in created("/roster/workers")}
    for release, *happened in of("/corrections/releases"):
        for step in happened:
            assert {office[name] for name in references(step.body)} <= {release.body["office_id"]}


def put(what: str) -> list[Step]:
    return [step for step in city() if step.method == "PUT" and step.path[-1] == f"/{what}"]


def test_offices_have_what_they_work_with_and_some_lack_a_part_of_it() -> None:
    premises = put("premises")
    assert len({step.path[1] for step in premises}) == 204
    assert 20 <= sum(step.body["area_m2"] < 120 for step in premises) <= 65
    assert {"sound", "dilapidated", "under-repair"} == set(tally(premises, "condition"))
    for year in (TODAY.year - 1, TODAY.year):
        lines = [len(step.body["lines"]) for step in put(f"budgets/{year}")]
        assert (len(lines), set(lines)) == (204, {5, 6})
    vehicles = [step for step in city() if step.path[-1] == "/vehicles"]
    assert len({step.body["plate"] for step in vehicles}) == len(vehicles) > 180
    assert 5 <= 204 - len({step.path[1] for step in vehicles}) <= 45
    assert 185 <= len(put("informatisation")) < 204


def test_mediation_cases_stand_at_many_stages_and_nearly_all_that_ended_succeeded() -> None:
    cases = list(of("/mediation/cases"))
    assert 540 <= len(cases) <= 600
    assert len({steps[-1].path[-1] for steps in cases}) >= 6
    outcomes = tally(then("/closure"), "outcome")
    assert 0.94 <= outcomes["agreed"] / (outcomes["agreed"] + outcomes["failed"]) <= 0.98


def test_a_mediator_works_at_the_office_of_the_case_and_did_by_then() -> None:
    workers = {step.saves: step.body for step in created("/roster/workers")}
    for case, *happened in of("/mediation/cases"):
        for step in happened:
            for name in references(step.body):
                assert workers[name]["kind"] == "mediator"
                assert workers[name]["office_id"] == case.body["office_id"]
                assert workers[name]["since"] <= case.body["day"]


def test_a_story_goes_on_from_the_step_before() -> None:
    first, second, third = story("Stage", "a", "/things", {"x": 1}, ("go", {}), ("stop", {"who": [Ref("b")]}))
    assert (first.path, first.saves, first.uses) == (("/things",), "a", frozenset())
    assert (second.path, second.uses) == (("/things/", Ref("a"), "/go"), frozenset({"a"}))
    assert third.uses == {"a/1", "b"}


def test_stories_are_told_side_by_side() -> None:
    both = side_by_side([story("Stage", "a", "/things", {}, ("go", {})), story("Stage", "b", "/things", {})])
    assert [step.saves for step in both] == ["a", "b", "a/1"]
