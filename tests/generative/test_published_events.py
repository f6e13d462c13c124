"""Whatever an event says, it is written as its committed schema says, under the headers that AsyncAPI describes."""

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deploy.docs.files import DOCS, published
from shared.adapters.cloud_events import headers, value
from shared.contract.catalogue import PUBLIC, wire_name
from shared.contract.codec import decode, encode, read
from shared.contract.envelope import Envelope, Public, event_id

OFFSETS = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
INSTANTS = st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30), timezones=OFFSETS)  # noqa: DTZ001


def filled(hint: Any) -> st.SearchStrategy[Any]:
    """An instant has an offset, and a mapping is one that the codec writes; all else is whatever the type allows."""
    if get_origin(hint) is Mapping:
        return st.dictionaries(*(st.from_type(part) for part in get_args(hint)))
    if datetime not in (hint, *get_args(hint)):
        return st.from_type(hint)
    return INSTANTS if hint is datetime else INSTANTS | st.none()


def events(shape: type[Public]) -> st.SearchStrategy[Public]:
    return st.builds(shape, **{name: filled(hint) for name, hint in get_type_hints(shape).items()})


def envelopes(shape: type[Public]) -> st.SearchStrategy[Envelope[Any]]:
    return st.builds(
        lambda subject, version, **more: Envelope(
            id=event_id(f"thing-{subject}", version),
            type=wire_name(shape),
            source=f"/{wire_name(shape).split('.')[1]}",
            subject=subject,
            stream=f"thing-{subject}",
            version=version,
            **more,
        ),
        subject=st.text(min_size=1),
        version=st.integers(1, 10**9 - 1),
        recorded_at=INSTANTS,
        actor=st.text(),
        caused_by=st.none() | st.text(min_size=1),
        data=events(shape),
    )


@cache
def of_data(name: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(dict(published()[name]), validate_formats=True)


@cache
def of_headers(name: str) -> jsonschema_rs.Draft7Validator:
    components = decode((DOCS / "asyncapi.json").read_bytes())["components"]
    schema = {"$ref": f"#/components/messages/{name}/headers", "components": components}
    return jsonschema_rs.Draft7Validator(schema, validate_formats=True)


@pytest.mark.parametrize("name", PUBLIC)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_an_event_is_written_as_its_schema_says(name: str, data: st.DataObject) -> None:
    sent = data.draw(envelopes(PUBLIC[name]))
    of_data(name).validate(decode(value(sent)))
    of_headers(name).validate({header: content.decode() for header, content in headers(sent)})


@pytest.mark.parametrize("name", PUBLIC)
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_a_reader_of_today_takes_fields_of_tomorrow(name: str, data: st.DataObject) -> None:
    event = data.draw(events(PUBLIC[name]))
    later = {**decode(encode(event)), "weather": "rain"}
    of_data(name).validate(later)
    assert read(encode(later), PUBLIC[name]) == event


@pytest.mark.parametrize("name", PUBLIC)
def test_each_field_that_is_required_is_asked_for(name: str) -> None:
    whole: dict[str, Any] = {field: [] for field in published()[name]["properties"]}
    for field in published()[name]["required"]:
        lacking = {other: content for other, content in whole.items() if other != field}
        assert any(f'"{field}" is a required' in fault.message for fault in of_data(name).iter_errors(lacking))
