"""The names of events: the service that tells, what happened, and the version of its meaning."""

import pytest

from shared.contract.catalogue import PUBLIC, _named, wire_name
from shared.contract.envelope import Public
from shared.contract.roster import WorkerHired


class WorkerHiredV2(Public):
    """Another meaning."""


class WorkerHiredV12(Public):
    """A much later one."""


class VehicleBought:
    """A private event."""


def test_another_meaning_stands_beside_the_first() -> None:
    assert _named("roster", (WorkerHired, WorkerHiredV2, WorkerHiredV12)) == {
        "sifasuo.roster.worker-hired.v1": WorkerHired,
        "sifasuo.roster.worker-hired.v2": WorkerHiredV2,
        "sifasuo.roster.worker-hired.v12": WorkerHiredV12,
    }


@pytest.mark.parametrize("name", PUBLIC)
def test_the_catalogue_and_the_classes_say_the_same(name: str) -> None:
    assert wire_name(PUBLIC[name]) == name


def test_a_private_event_has_its_own_name() -> None:
    assert wire_name(VehicleBought) == "vehicle-bought"
