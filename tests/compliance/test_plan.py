"""A plan is read or refused with the place of its fault, and says for each day what then holds."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from services.compliance.core.plan import Plan
from services.compliance.core.plan_file import FaultyPlan
from services.compliance.core.rules import COUNTY_RULES, RULES
from services.compliance.core.vocabulary import CHECKED, CHOICES, COUNTED, LISTS, NUMBERS, STATED, TIMED
from tests.examples.numbers import OF_ZHENGZHOU, PARAMETERS
from tests.examples.plans import FILE, ZHENGZHOU, content, with_choice, with_number, with_rule_from

DAY = date(2026, 11, 24)
FIRST_DAY = date(2019, 10, 1)
DAYS = (FIRST_DAY, date(2020, 7, 1), date(2026, 1, 1))  # the plan's, the law's, and that of the declarations


def test_zhengzhous_numbers_are_the_plans() -> None:
    assert {name: ZHENGZHOU.number(name, DAY) for name in NUMBERS} == OF_ZHENGZHOU


def test_zhengzhou_reads_the_ratio_by_office_and_takes_key_persons_for_urgent() -> None:
    assert {name: ZHENGZHOU.choice(name, DAY) for name in CHOICES} == {
        "correction-ratio-reading": "office",
        "acting-director-severity": "P2",
        "contact-category": "ordinary",
        "contact-missed-again-severity": "P1",
        "leave-urgent-severity": "P0",
        "merge-overdue-severity": "P1",
        "handover-urgent-severity": "P0",
    }


def test_zhengzhous_lists_are_the_plans_and_the_ministrys() -> None:
    assert {name: ZHENGZHOU.listed(name, DAY) for name in LISTS} == {
        "budget-lines": ("running", "mediation", "correction", "resettlement", "legal-service", "publicity"),
        "dossier-either": ("application", "registration"),
        "dossier-documents": ("notice-of-rights", "identity", "record", "back-cover"),
        "dossier-documents-written": ("agreement",),
    }


def test_zhengzhou_begins_on_one_day_and_the_law_on_its_own() -> None:
    assert ZHENGZHOU.days() == DAYS
    assert ZHENGZHOU.city == "4101"


def test_the_plan_knows_the_rules_of_the_catalogue_and_zhengzhou_has_them_all_in_order() -> None:
    rules = [*(rule.id for rule in COUNTY_RULES), *(rule.id for rule in RULES)]
    assert set(rules) == {*COUNTED, *CHECKED, *STATED, *TIMED}
    assert rules == list(ZHENGZHOU.provisions)


def test_zhengzhous_parameters_are_told_from_its_policy() -> None:
    parameters = {name for name, (number,) in ZHENGZHOU.numbers.items() if number.basis == "parameter"}
    assert parameters == PARAMETERS


def test_a_number_holds_from_its_day_on_and_not_before() -> None:
    plan = with_number("mediators-min", 3, DAY)
    assert plan.number("mediators-min", date(2026, 11, 23)) == 2
    assert plan.number("mediators-min", DAY) == 3
    assert plan.number_since("mediators-min", date(2026, 11, 23)) == FIRST_DAY
    assert plan.number_since("mediators-min", DAY) == DAY
    assert plan.days() == (*DAYS, DAY)


def test_before_its_first_day_a_number_is_what_it_will_be() -> None:
    assert ZHENGZHOU.number("mediators-min", date(2000, 1, 1)) == 2


def test_a_choice_holds_from_its_day_on() -> None:
    plan = with_choice("correction-ratio-reading", "county", DAY)
    assert plan.choice("correction-ratio-reading", date(2026, 11, 23)) == "office"
    assert plan.choice("correction-ratio-reading", DAY) == "county"


def test_a_rule_is_in_force_from_its_day_on() -> None:
    plan = with_rule_from("mediators", DAY)
    assert plan.provision("mediators", date(2026, 11, 23)) is None
    provision = plan.provision("mediators", DAY)
    assert provision is not None
    assert (provision.article, provision.law, provision.value.severity) == (4, None, "P1")
    assert plan.begins("mediators") == DAY


def test_a_rule_that_is_left_out_is_never_in_force() -> None:
    plan = content()
    del plan["rules"]["mediators"]
    assert Plan.of(plan).provision("mediators", DAY) is None


def test_a_rule_can_rest_on_a_law() -> None:
    plan = content()
    del plan["rules"]["release-handover"][0]["article"]
    plan["rules"]["release-handover"][0]["law"] = "预防未成年人犯罪法 56"
    provision = Plan.of(plan).provision("release-handover", DAY)
    assert provision is not None
    assert (provision.article, provision.law) == (None, "预防未成年人犯罪法 56")


def number(plan: dict[str, Any]) -> dict[str, Any]:
    first: dict[str, Any] = plan["numbers"]["mediators-min"][0]
    return first


def rule(plan: dict[str, Any]) -> dict[str, Any]:
    first: dict[str, Any] = plan["rules"]["vacancy"][0]
    return first


FAULTS: list[tuple[str, Callable[[dict[str, Any]], object]]] = [
    ("numbres", lambda plan: plan.update(numbres={})),
    ("plan", lambda plan: plan.pop("plan")),
    ("plan.author", lambda plan: plan["plan"].update(author="x")),
    ("plan.title", lambda plan: plan["plan"].update(title="x")),
    ("plan.title.en", lambda plan: plan["plan"]["title"].pop("en")),
    ("plan.title.fr", lambda plan: plan["plan"]["title"].update(fr="x")),
    ("plan.title.zh", lambda plan: plan["plan"]["title"].update(zh="{figure}")),
    ("plan.city", lambda plan: plan["plan"].update(city=4101)),
    ("numbers.mediator-min", lambda plan: plan["numbers"].update({"mediator-min": []})),
    ("numbers.mediators-min", lambda plan: plan["numbers"].pop("mediators-min")),
    ("lists.dossiers", lambda plan: plan["lists"].update(dossiers=[])),
    ("lists.dossier-either[0].value", lambda plan: plan["lists"]["dossier-either"][0].update(value="application")),
    ("lists.dossier-either[0].value", lambda plan: plan["lists"]["dossier-either"][0].update(value=["letter"])),
    ("numbers.mediators-min", lambda plan: plan["numbers"]["mediators-min"].clear()),
    ("numbers.mediators-min", lambda plan: plan["numbers"].update({"mediators-min": 2})),
    ("numbers.mediators-min", lambda plan: plan["numbers"].update({"mediators-min": [2]})),
    ("numbers.mediators-min[0].value", lambda plan: number(plan).update(value="2")),
    ("numbers.mediators-min[0].value", lambda plan: number(plan).update(value=True)),
    ("numbers.mediators-min[0].value", lambda plan: number(plan).update(value=-1)),
    ("numbers.mediators-min[0].value", lambda plan: number(plan).update(value=10**9)),
    ("numbers.mediators-min[0].from", lambda plan: number(plan).update({"from": "2019-10-01"})),
    ("numbers.mediators-min[0].from", lambda plan: number(plan).update({"from": datetime(2019, 10, 1)})),  # noqa: DTZ001
    ("numbers.mediators-min[0].since", lambda plan: number(plan).update(since=FIRST_DAY)),
    ("numbers.mediators-min[0].article", lambda plan: number(plan).update(law="x")),
    ("numbers.mediators-min[0].article", lambda plan: number(plan).pop("article")),
    ("numbers.mediators-min[0].article", lambda plan: number(plan).update(article=15)),
    ("numbers.mediators-min[0].basis", lambda plan: number(plan).update(basis="hearsay")),
    ("numbers.mediators-min[0].source", lambda plan: number(plan).update(source=" ")),
    ("numbers.mediators-min[1].from", lambda plan: plan["numbers"]["mediators-min"].append(dict(number(plan)))),
    ("choices.merge-overdue-severity", lambda plan: plan["choices"].clear()),
    (
        "choices.correction-ratio-reading[0].value",
        lambda plan: plan["choices"]["correction-ratio-reading"][0].update(value="city"),
    ),
    ("patterns.office-name", lambda plan: plan["patterns"].pop("office-name")),
    ("patterns.office-name[0].value", lambda plan: plan["patterns"]["office-name"][0].update(value="(")),
    ("patterns.office-name[0].value", lambda plan: plan["patterns"]["office-name"][0].update(value=".+司法所")),
    ("rules.vacancies", lambda plan: plan["rules"].update(vacancies=[])),
    ("rules.vacancy[0].severity", lambda plan: rule(plan).update(severity="P4")),
    ("rules.vacancy[0].who_acts", lambda plan: rule(plan).update(who_acts="somebody")),
    ("rules.vacancy[0].text", lambda plan: rule(plan).pop("text")),
    ("rules.vacancy[0].text.zh", lambda plan: rule(plan)["text"].update(zh="{due}")),
    ("rules.vacancy[0].text.zh", lambda plan: rule(plan)["text"].update(zh="{figure")),
    ("rules.vacancy[0].text.zh", lambda plan: rule(plan)["text"].update(zh="{}")),
    ("rules.vacancy[0].text.zh", lambda plan: rule(plan)["text"].update(zh="{figure:z}")),
    ("rules.vacancy[0].text.zh", lambda plan: rule(plan)["text"].update(zh="{figure!r}")),
    ("rules.vacancy[0].due_soon", lambda plan: rule(plan).pop("due_soon")),
    ("rules.vacancy[0].overdue.en", lambda plan: rule(plan)["overdue"].update(en="")),
    ("rules.mediators[0].overdue", lambda plan: plan["rules"]["mediators"][0].update(overdue={"zh": "x", "en": "x"})),
]


@pytest.mark.parametrize(("where", "spoil"), FAULTS)
def test_a_fault_is_named_with_its_place(where: str, spoil: Callable[[dict[str, Any]], object]) -> None:
    plan = content()
    spoil(plan)
    with pytest.raises(FaultyPlan) as fault:
        Plan.of(plan)
    assert fault.value.where == where
    assert str(fault.value) == f"{where}: {fault.value.reason}"


def test_the_file_says_it_all_in_both_languages() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert text.count(".zh = ") == text.count(".en = ")
