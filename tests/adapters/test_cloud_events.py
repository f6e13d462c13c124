"""Our records are CloudEvents: the official SDK reads them, and whatever comes is a delivery."""

import json
from dataclasses import replace
from typing import Any

import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary
from cloudevents.core.formats.json import JSONFormat

from shared.adapters.cloud_events import delivery, headers, value
from shared.adapters.deliveries import delivery as read_again
from shared.contract.envelope import Envelope
from shared.contract.wire import record
from shared.ports.bus import Delivery, Place
from tests.contract.samples import COUNTY, DAY, DISCHARGED, ENROLLED, NOON, TOPIC, TRACEPARENT, envelope

PLACE = Place(TOPIC, 3)
CAUSED = replace(
    envelope("offender-a", 2, DISCHARGED), caused_by="release-b.1", traceparent=TRACEPARENT, actor="张三 (made up)"
)


def received(sent: Envelope[Any], body: bytes | None = None, **changed: bytes | None) -> Delivery:
    """As it comes, with some headers changed, or left out where they are none."""
    found = {**dict(headers(sent)), **changed}
    return delivery(PLACE, 17, found.items(), value(sent) if body is None else body)


def test_the_official_sdk_reads_what_we_write() -> None:
    message = KafkaMessage(dict(headers(CAUSED)), COUNTY.encode(), value(CAUSED))
    event = from_binary(message, JSONFormat())
    assert event.get_specversion() == "1.0"
    assert (event.get_id(), event.get_type()) == ("offender-a.2", "sifasuo.corrections.offender-discharged.v1")
    assert (event.get_source(), event.get_subject()) == ("/corrections", "a")
    assert event.get_time() == NOON
    assert event.get_datacontenttype() == "application/json"
    names = ("countycode", "officeid", "effectiveday", "streamversion", "causationid", "actor", "partitionkey")
    assert event.get_extension("traceparent") == TRACEPARENT
    assert [event.get_extension(name) for name in names] == [
        COUNTY,
        "office",
        DAY.isoformat(),
        "2",
        "release-b.1",
        "张三 (made up)",
        COUNTY,
    ]
    assert event.get_data() == json.loads(value(CAUSED))


def test_what_is_none_has_no_header() -> None:
    nowhere = replace(envelope("offender-a", 1), data=replace(ENROLLED, office_id=None))
    names = {name for name, _ in headers(nowhere)}
    assert not names & {"ce_officeid", "ce_causationid", "ce_traceparent"}
    assert received(nowhere).envelope == nowhere


@pytest.mark.parametrize("sent", [envelope("offender-a", 1), CAUSED])
def test_what_was_sent_is_received_as_it_was(sent: Envelope[Any]) -> None:
    assert received(sent) == Delivery(PLACE, 17, sent.stream, sent.version, sent, record=record(sent))


def test_headers_that_are_not_known_are_passed_over() -> None:
    strange = {"ce_dataschema": b"/schema", "ce_weather": b"rain", "traceparent": b"\xff", "x": None, "ce_y": None}
    assert received(CAUSED, **strange).envelope == CAUSED


def test_fields_that_are_not_known_are_passed_over() -> None:
    body = json.dumps({**json.loads(value(CAUSED)), "weather": "rain"}).encode()
    assert received(CAUSED, body).envelope == CAUSED


def test_a_type_that_is_not_known_comes_as_plain_json() -> None:
    delivered = received(CAUSED, ce_type=b"sifasuo.corrections.offender-praised.v1")
    assert delivered.envelope is not None
    assert delivered.envelope.data == json.loads(value(CAUSED))


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff\xfe", b"null", b'{"reason":"\xff"}', b'{},"id":"offender-b.9","type":"x"']
)
def test_data_that_cannot_be_read_is_a_fault_and_stays_one(body: bytes) -> None:
    delivered = received(CAUSED, body)
    assert (delivered.stream, delivered.version, delivered.envelope) == ("offender-a", 2, None)
    assert delivered.fault
    parked = read_again(PLACE, 17, delivered.record)
    assert (parked.stream, parked.version, parked.envelope) == ("offender-a", 2, None)


def test_no_value_at_all_is_a_fault() -> None:
    assert delivery(PLACE, 17, headers(CAUSED), None).fault


def test_a_parked_record_is_what_the_other_buses_keep() -> None:
    faulty = envelope("offender-a", 2, ENROLLED, "sifasuo.corrections.offender-discharged.v1")
    delivered = received(faulty)
    assert delivered.record == record(faulty)
    parked = read_again(PLACE, 17, delivered.record)
    assert parked._replace(fault=None) == delivered._replace(fault=None)


@pytest.mark.parametrize("name", ["ce_type", "ce_source", "ce_subject", "ce_time", "ce_actor", "ce_specversion"])
def test_a_missing_attribute_is_named(name: str) -> None:
    delivered = received(CAUSED, **{name: None})
    assert (delivered.stream, delivered.version, delivered.envelope) == ("offender-a", 2, None)
    assert name.removeprefix("ce_") in str(delivered.fault)


@pytest.mark.parametrize(
    ("name", "content"),
    [("ce_time", b"noon"), ("ce_time", b"2026-03-02T12:00:00"), ("ce_specversion", b"0.3")],
)
def test_an_attribute_that_cannot_be_read_is_a_fault(name: str, content: bytes) -> None:
    assert received(CAUSED, **{name: content}).fault


@pytest.mark.parametrize("id", [None, b"", b"7d1f", b"\xff", b"offender-a.x"])
def test_who_does_not_say_which_event_it_is_is_named_by_its_place(id: bytes | None) -> None:
    delivered = received(CAUSED, ce_id=id)
    assert (delivered.stream, delivered.version) == (f"{TOPIC}-3-17", 1)
    assert delivered.fault
    assert b"reason" in delivered.record


def test_a_record_of_somebody_else_is_a_fault() -> None:
    delivered = delivery(PLACE, 17, (), b"hello")
    assert (delivered.stream, delivered.version, delivered.envelope) == (f"{TOPIC}-3-17", 1, None)
    assert b"hello" in delivered.record
