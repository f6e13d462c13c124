"""Help begins with the handover or with the end of a correction, moves with the person, and ends."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from services.corrections.core.release import DECIDER
from services.corrections.core.release.commands import (
    EndHelp,
    GiveHelp,
    LoseContact,
    OpenHelp,
    ReceiveHelp,
    RegainContact,
    SendHelp,
)
from services.corrections.core.release.state import BookingLeft
from shared.contract.corrections import (
    ContactLost,
    ContactRegained,
    HelpEnded,
    HelpGiven,
    HelpHandedOn,
    HelpOpened,
    HelpReceived,
    HelpSent,
)
from tests.corrections.test_release import (
    ASSESSED,
    BOOKED,
    BOOKING,
    COUNTY,
    MET,
    NOTIFIED,
    OFFICE,
    PLANNED,
    RELEASE,
    TO_VERIFY,
)
from tests.given import given

DAY = date(2026, 4, 1)
NEXT = DAY + timedelta(days=1)
THERE, THAT_OFFICE = "410102", "mianfang-road"
WHERE: dict[str, Any] = {"county_code": COUNTY, "office_id": OFFICE, "day": DAY}
ELSEWHERE: dict[str, Any] = {"county_code": THERE, "office_id": THAT_OFFICE, "day": NEXT}
TO: dict[str, Any] = {"to_county_code": THERE, "to_office_id": THAT_OFFICE}

OPEN = OpenHelp(county_code=COUNTY, office_id=OFFICE, origin="correction", minor=False, day=DAY)
OPENED = HelpOpened(**WHERE, origin="correction", since=DAY, key_person=False, minor=False)
VISITED = HelpGiven(**WHERE, kind="visit")
LOST = ContactLost(**WHERE)
FOUND = ContactRegained(**{**WHERE, "day": NEXT})
SENT = HelpSent(**WHERE, **TO)
HANDED_ON = HelpHandedOn(**{**WHERE, "day": NEXT}, **TO)
RECEIVED = HelpReceived(
    **ELSEWHERE,
    from_office_id=OFFICE,
    origin="prison",
    since=RELEASE,
    key_person=True,
    minor=False,
    has_guardian=True,
)
ENDED = HelpEnded(**WHERE, reason="deceased")
HELPED = (NOTIFIED, MET)


def test_who_was_discharged_is_helped_without_a_handover() -> None:
    given(DECIDER).when(OPEN).then(OPENED)


@pytest.mark.parametrize("after", [(), (VISITED,), (ASSESSED,), (ENDED,)])
def test_what_is_opened_again_is_open_already(after: tuple[object, ...]) -> None:
    given(DECIDER, OPENED, *after).when(OPEN).then_nothing()


def test_who_comes_from_a_prison_does_not_come_from_a_correction() -> None:
    given(DECIDER, *HELPED).when(OPEN).then_refused("conflict")


@pytest.mark.parametrize("past", [HELPED, (OPENED,), (*HELPED, LOST), (*HELPED, SENT)])
def test_help_is_given_once_a_day_and_kind(past: tuple[object, ...]) -> None:
    given(DECIDER, *past).when(GiveHelp(kind="visit", day=DAY)).then(VISITED)
    given(DECIDER, *past, VISITED).when(GiveHelp(kind="visit", day=DAY)).then_nothing()
    given(DECIDER, *past, VISITED).when(GiveHelp(kind="job", day=DAY)).then(replace(VISITED, kind="job"))


@pytest.mark.parametrize("past", [(), (NOTIFIED,), (NOTIFIED, PLANNED), (*HELPED, ENDED)])
@pytest.mark.parametrize(
    "command",
    [GiveHelp(kind="visit", day=DAY), LoseContact(day=DAY), SendHelp(**TO, day=DAY), RegainContact(day=DAY)],
)
def test_nobody_is_helped_or_lost_before_the_handover_or_after_the_end(
    past: tuple[object, ...], command: object
) -> None:
    given(DECIDER, *past).when(command).then_refused("conflict")


def test_nobody_was_visited_at_home_who_was_in_custody() -> None:
    before = RELEASE - timedelta(days=1)
    given(DECIDER, *HELPED).when(GiveHelp(kind="visit", day=before)).then_refused("conflict")
    given(DECIDER, *HELPED).when(GiveHelp(kind="visit", day=RELEASE)).then(replace(VISITED, day=RELEASE))


def test_contact_is_lost_and_regained_and_lost_again() -> None:
    given(DECIDER, *HELPED).when(LoseContact(day=DAY)).then(LOST)
    given(DECIDER, *HELPED, LOST).when(LoseContact(day=DAY)).then_nothing()
    given(DECIDER, *HELPED, LOST).when(LoseContact(day=NEXT)).then_refused("conflict")
    given(DECIDER, *HELPED, LOST).when(RegainContact(day=NEXT)).then(FOUND)
    given(DECIDER, *HELPED, LOST, FOUND).when(RegainContact(day=NEXT)).then_nothing()
    given(DECIDER, *HELPED, LOST, FOUND).when(LoseContact(day=NEXT)).then(replace(LOST, day=NEXT))


def test_nobody_was_found_before_being_lost() -> None:
    past = given(DECIDER, *HELPED, LOST)
    past.when(RegainContact(day=DAY - timedelta(days=1))).then_refused("conflict")
    past.when(RegainContact(day=DAY)).then(replace(FOUND, day=DAY))


def test_the_papers_are_sent_to_the_other_office() -> None:
    given(DECIDER, *HELPED).when(SendHelp(**TO, day=DAY)).then(SENT)
    given(DECIDER, *HELPED, SENT).when(SendHelp(**TO, day=DAY)).then_nothing()


def test_nobody_is_sent_where_help_is_given_already() -> None:
    here = SendHelp(to_county_code=COUNTY, to_office_id=OFFICE, day=DAY)
    given(DECIDER, *HELPED).when(here).then_refused("conflict")


def test_what_is_received_is_one_commit_for_both_offices() -> None:
    given(DECIDER, *HELPED, SENT).when(ReceiveHelp(day=NEXT)).then(HANDED_ON, RECEIVED)
    given(DECIDER, *HELPED, SENT, HANDED_ON, RECEIVED).when(ReceiveHelp(day=NEXT)).then_nothing()


def test_the_new_office_learns_what_was_said_last() -> None:
    received = replace(RECEIVED, key_person=False, minor=True, has_guardian=False)
    given(DECIDER, *HELPED, ASSESSED, SENT).when(ReceiveHelp(day=NEXT)).then(HANDED_ON, received)
    from_correction = replace(RECEIVED, origin="correction", since=DAY, key_person=False)
    given(DECIDER, OPENED, SENT).when(ReceiveHelp(day=NEXT)).then(HANDED_ON, from_correction)


def test_nothing_is_received_that_was_not_sent_or_before_it_was() -> None:
    given(DECIDER, *HELPED).when(ReceiveHelp(day=NEXT)).then_refused("conflict")
    given(DECIDER, *HELPED, SENT).when(ReceiveHelp(day=DAY - timedelta(days=1))).then_refused("conflict")
    given(DECIDER, *HELPED, SENT, ENDED).when(ReceiveHelp(day=NEXT)).then_refused("conflict")
    given(DECIDER, *HELPED, SENT, HANDED_ON, RECEIVED).when(ReceiveHelp(day=DAY)).then_refused("conflict")


def test_after_the_move_help_is_the_new_offices() -> None:
    given(DECIDER, *HELPED, SENT, HANDED_ON, RECEIVED).when(GiveHelp(kind="visit", day=NEXT)).then(
        HelpGiven(**ELSEWHERE, kind="visit")
    )


@pytest.mark.parametrize("past", [HELPED, (OPENED,), (*HELPED, LOST), (TO_VERIFY,), (NOTIFIED, PLANNED)])
def test_help_ends_also_where_nobody_was_met_yet(past: tuple[object, ...]) -> None:
    given(DECIDER, *past).when(EndHelp(reason="deceased", day=DAY)).then(ENDED)
    given(DECIDER, *past, ENDED).when(EndHelp(reason="deceased", day=DAY)).then_nothing()
    given(DECIDER, *past, ENDED).when(EndHelp(reason="expired", day=DAY)).then_refused("conflict")


def test_for_who_died_in_prison_nobody_has_to_go() -> None:
    past = given(DECIDER, NOTIFIED, PLANNED, BOOKED)
    past.when(EndHelp(reason="deceased", day=DAY)).then(ENDED, BookingLeft(booking=BOOKING))


def test_help_that_never_began_does_not_end() -> None:
    given(DECIDER).when(EndHelp(reason="deceased", day=DAY)).then_refused("conflict")
