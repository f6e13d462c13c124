"""Whose personal data was erased is on record, and why."""

from dataclasses import replace
from datetime import date

from shared.kernel.erasure import DECIDER, Erase, PersonErased
from tests.given import given

DAY = date(2026, 11, 24)
ERASE = Erase(category="offender", county_code="410105", office_id="a", reason="on-request", day=DAY)
ERASED = PersonErased(category="offender", county_code="410105", office_id="a", reason="on-request", day=DAY)


def test_a_person_is_erased() -> None:
    given(DECIDER).when(ERASE).then(ERASED)


def test_for_the_same_reason_it_is_so_already() -> None:
    given(DECIDER, ERASED).when(replace(ERASE, day=date(2026, 12, 1))).then_nothing()


def test_what_was_entered_anew_may_be_erased_for_another_reason() -> None:
    given(DECIDER, ERASED).when(replace(ERASE, reason="unlawful")).then(replace(ERASED, reason="unlawful"))
