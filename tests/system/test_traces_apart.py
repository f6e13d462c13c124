"""The trace of one command through four processes and Kafka, as a collector gets it."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.system.apart import Apart
from tests.system.collector import collecting
from tests.system.offices import office, township
from tests.system.people import offender

pytestmark = pytest.mark.slow

DAY, COUNTY = "2026-11-02", "410105"
TRACE = "0af7651916cd43dd8448eb211c80319c"
WAIT_S = 20


def test_a_collector_gets_the_whole_way_of_a_command(
    tmp_path: Path, mongo_address: str, kafka_address: str, kafka_name: Callable[[], str]
) -> None:
    name = kafka_name()
    wanted = {
        (f"{name}.corrections", "POST /corrections/offenders/{id}/enrolment"),
        (f"{name}.corrections", "offender EnrolOffender"),
        (f"{name}.corrections", "publish sifasuo.corrections"),
        (f"{name}.compliance", "process sifasuo.compliance"),
        (f"{name}.compliance", "alert Assess"),
        (f"{name}.compliance", "publish sifasuo.compliance"),
    }
    with collecting() as collector:
        settings = {
            "SIFASUO_TODAY": "2026-11-24",
            "OTEL_EXPORTER_OTLP_ENDPOINT": collector.address,
            "OTEL_TRACES_SAMPLER": "parentbased_always_off",
            "OTEL_BSP_SCHEDULE_DELAY": "100",
        }
        with Apart(tmp_path, mongo=mongo_address, kafka=kafka_address, namespace=name, **settings) as running:
            enrolled_with_nobody_to_look_after_him(running)
            deadline = time.monotonic() + WAIT_S
            while not wanted <= {(told.service, told.name) for told in collector.told}:
                assert time.monotonic() < deadline, collector.told
                time.sleep(0.1)
    assert {told.trace for told in collector.told} == {TRACE}
    [decided] = [told for told in collector.told if told.name == "offender EnrolOffender"]
    [taken] = [told for told in collector.told if told.name == "process sifasuo.compliance"]
    assert taken.links == [decided.span]


def enrolled_with_nobody_to_look_after_him(running: Apart) -> None:
    """The last step is followed, and breaks 1:15."""
    with running.client() as client:
        assert client.post("/roster/townships", json=township(COUNTY)).is_success
        office_id = client.post("/roster/offices", json=office(COUNTY)).json()["id"]
        id = client.post("/corrections/offenders", json=offender(office_id, 1, DAY)).json()["id"]
        sent = {"traceparent": f"00-{TRACE}-b7ad6b7169203331-01"}
        path = f"/corrections/offenders/{id}/enrolment"
        assert client.post(path, json={"day": DAY}, headers=sent).is_success
