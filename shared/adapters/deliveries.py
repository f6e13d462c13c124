"""From an envelope to its place on the bus, and from a record to what a consumer gets."""

from typing import Any

from shared.adapters.partitioner import partition_of
from shared.contract.codec import Faulty
from shared.contract.envelope import Envelope
from shared.contract.wire import opened, sealed
from shared.ports.bus import Delivery, Place


def place_of(topic: str, envelope: Envelope[Any], partitions: int) -> Place:
    """The county decides."""
    return Place(topic, partition_of(envelope.data.county_code, partitions))


def delivery(place: Place, offset: int, record: bytes) -> Delivery:
    """A record whose data cannot be read is a delivery all the same, with the reason."""
    try:
        envelope = opened(record)
    except Faulty as fault:
        attributes = sealed(record)
        return Delivery(place, offset, attributes.stream, attributes.version, None, str(fault), record)
    return Delivery(place, offset, envelope.stream, envelope.version, envelope, record=record)
