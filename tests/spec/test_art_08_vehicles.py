"""Art. 8: 司法所应配备必要的执法执勤车辆；加快推进司法所规范化、信息化建设。"""

from datetime import date

import pytest

from tests.examples.judged import finding
from tests.examples.offices import an_office
from tests.examples.plans import with_number
from tests.examples.told_of_roster import ESTABLISHED

DAY = date(2026, 11, 24)
GONE = date(2026, 5, 4)


def test_one_vehicle_in_service_complies_and_none_does_not() -> None:
    """必要的: one, by the plan file's parameter."""
    found = finding("vehicle", an_office(), DAY)
    assert (found.compliant, found.figure, found.required) == (False, 0, 1)
    assert (found.article, found.severity, found.since) == (8, "P2", ESTABLISHED)
    assert finding("vehicle", an_office().assigned("豫A1", DAY), DAY).compliant


def test_a_vehicle_is_in_service_before_the_day_of_its_withdrawal() -> None:
    office = an_office().assigned("豫A1", ESTABLISHED).taken_away("豫A1", GONE)
    assert finding("vehicle", office, date(2026, 5, 3)).compliant
    found = finding("vehicle", office, GONE)
    assert (found.compliant, found.since, found.caused_by) == (False, GONE, ("vehicle-豫A1.2",))


def test_a_vehicle_may_come_back() -> None:
    office = an_office().assigned("豫A1", ESTABLISHED).taken_away("豫A1", GONE).assigned("豫A1", DAY)
    assert not finding("vehicle", office, date(2026, 11, 23)).compliant
    assert finding("vehicle", office, DAY).compliant


@pytest.mark.parametrize(("network", "terminals", "compliant"), [(True, 1, True), (True, 0, False), (False, 9, False)])
def test_one_terminal_on_the_network_complies(network: bool, terminals: int, compliant: bool) -> None:
    found = finding("informatised", an_office().connected(GONE, terminals, network=network), DAY)
    assert (found.compliant, found.severity, found.article, found.required) == (compliant, "P2", 8, 1)


def test_what_is_not_on_record_is_not_there() -> None:
    found = finding("informatised", an_office(), DAY)
    assert (found.compliant, found.since, found.text["zh"][:4]) == (False, ESTABLISHED, "尚未登记")


def test_another_number_of_terminals_holds_from_its_day_on() -> None:
    plan = with_number("terminals-min", 3, DAY)
    office = an_office().connected(ESTABLISHED, 2)
    assert finding("informatised", office, date(2026, 11, 23), plan).compliant
    assert finding("informatised", office, DAY, plan).since == DAY
