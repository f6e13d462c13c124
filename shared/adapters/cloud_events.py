"""CloudEvents 1.0 in Kafka's binary mode: what an envelope says travels as headers, its data as the record's value."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Literal

from shared.contract.catalogue import PUBLIC
from shared.contract.codec import Faulty, Raw, decode, encode, plain, read, shaped
from shared.contract.envelope import Envelope, stream_and_version
from shared.contract.wire import record
from shared.ports.bus import Delivery, Place

Headers = Sequence[tuple[str, bytes]]
Received = Collection[tuple[str, bytes | None]]

PREFIX = "ce_"
CONTENT_TYPE = ("content-type", b"application/json")


class NotOurs(ValueError):
    """A record whose headers do not say which event it is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Attributes:
    """What the headers must say so that a record can be read. All others are passed over."""

    specversion: Literal["1.0"]
    id: str
    type: str
    source: str
    subject: str
    time: datetime
    actor: str
    causationid: str | None = None
    traceparent: str | None = None


KNOWN = {PREFIX + field.name: field.name for field in fields(Attributes)}


def headers(envelope: Envelope[Any]) -> Headers:
    """The attributes and our extensions; what is none is left out. Its data is a public event."""
    said = {
        "specversion": "1.0",
        "id": envelope.id,
        "type": envelope.type,
        "source": envelope.source,
        "subject": envelope.subject,
        "time": plain(envelope.recorded_at),
        "countycode": envelope.data.county_code,
        "officeid": envelope.data.office_id,
        "effectiveday": plain(envelope.data.day),
        "streamversion": str(envelope.version),
        "causationid": envelope.caused_by,
        "traceparent": envelope.traceparent,
        "actor": envelope.actor,
    }
    attributes = [(PREFIX + name, value.encode()) for name, value in said.items() if value is not None]
    return [*attributes, CONTENT_TYPE]


def value(envelope: Envelope[Any]) -> bytes:
    return encode(envelope.data)


def delivery(place: Place, offset: int, headers: Received, body: bytes | None) -> Delivery:
    """A record as it came. Whatever is wrong with it, it is a delivery, and its fault says why.

    Where not even the headers say which event it is, it is a stream of its own, named by its place.
    """
    said = {KNOWN[name]: _text(content) for name, content in headers if name in KNOWN and content is not None}
    where = stream_and_version(said.get("id", ""))
    stream, version = where or (f"{place.topic}-{place.partition}-{offset}", 1)
    data = body or b"null"
    try:
        attributes = _attributes(said, where)
    except (Faulty, NotOurs) as reason:
        parked = {name: _text(content or b"") for name, content in headers}
        return Delivery(place, offset, stream, version, None, str(reason), encode({**parked, "data": _text(data)}))
    shape = PUBLIC.get(attributes.type)
    try:
        opened = decode(data) if shape is None else read(data, shape)
    except (Faulty, UnicodeDecodeError) as reason:
        parked_text = record(_envelope(attributes, stream, version, _raw(data)))
        return Delivery(place, offset, stream, version, None, str(reason), parked_text)
    text = record(_envelope(attributes, stream, version, Raw(data)))
    return Delivery(place, offset, stream, version, _envelope(attributes, stream, version, opened), None, text)


def _attributes(said: Mapping[str, str], where: tuple[str, int] | None) -> Attributes:
    """Raises Faulty or NotOurs."""
    attributes = shaped(said, Attributes)
    if where is None:
        raise NotOurs(f"id {attributes.id!r} does not name a stream and a version")
    if attributes.time.tzinfo is None:
        raise NotOurs(f"time {said['time']!r} has no time zone")
    return attributes


def _envelope(attributes: Attributes, stream: str, version: int, data: Any) -> Envelope[Any]:
    return Envelope(
        id=attributes.id,
        type=attributes.type,
        source=attributes.source,
        subject=attributes.subject,
        stream=stream,
        version=version,
        recorded_at=attributes.time,
        actor=attributes.actor,
        caused_by=attributes.causationid,
        traceparent=attributes.traceparent,
        data=data,
    )


def _raw(data: bytes) -> Raw:
    """What is no JSON must not be pasted into some, where it could say something else: it becomes a text."""
    try:
        decode(data)
    except (Faulty, UnicodeDecodeError):
        return Raw(encode(_text(data)))
    return Raw(data)


def _text(content: bytes) -> str:
    return content.decode(errors="replace")
