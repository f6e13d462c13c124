"""A public event as it travels: its attributes can be read even where its data cannot."""

from dataclasses import replace
from typing import Any

from shared.contract.catalogue import PUBLIC
from shared.contract.codec import Raw, decode, encode, read
from shared.contract.envelope import Envelope

Sealed = Envelope[Raw]


def record(envelope: Envelope[Any]) -> bytes:
    """Attributes and data as one JSON text."""
    return encode(envelope)


def sealed(record: bytes) -> Sealed:
    """The attributes of a record, its data left as it came. Raises Faulty."""
    return read(record, Sealed)


def unsealed(envelope: Sealed) -> Envelope[Any]:
    """With its data as the catalogue's event; plain JSON where the catalogue does not know the type. Raises Faulty."""
    shape = PUBLIC.get(envelope.type)
    data: Any = decode(bytes(envelope.data)) if shape is None else read(envelope.data, shape)
    return replace(envelope, data=data)
