"""Events to JSON and back. The only module that knows which library does it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import msgspec

from shared.contract.catalogue import wire_name

Shape = TypeVar("Shape")
Faulty = msgspec.MsgspecError

Raw = msgspec.Raw
encode = msgspec.json.encode
plain = msgspec.to_builtins
json_schema = msgspec.json.schema


def decode(body: bytes | str) -> Any:
    return msgspec.json.decode(body)


def pretty(document: object) -> str:
    """For a file that people read."""
    return msgspec.json.format(encode(document), indent=2).decode() + "\n"


@cache
def _decoder(shape: type) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(shape)


def read(body: bytes | str | msgspec.Raw, shape: type[Shape]) -> Shape:
    """Raises Faulty where the JSON is none, or not of that shape."""
    kind: type = shape  # mypy does not see that type[Shape] can be hashed
    decoder: msgspec.json.Decoder[Shape] = _decoder(kind)
    return decoder.decode(body)


def shaped(document: object, shape: type[Shape]) -> Shape:
    """What `plain` took apart, put together again."""
    return msgspec.convert(document, shape)


class UnknownEvent(ValueError):
    """A name that this codec was not told of."""


@dataclass(frozen=True)
class EventCodec:
    """The events that one log may hold, by name."""

    shapes: Mapping[str, type]

    @classmethod
    def of(cls, events: Iterable[type]) -> "EventCodec":
        return cls({wire_name(event): event for event in events})

    def pack(self, event: object) -> tuple[str, msgspec.Raw]:
        """Raises UnknownEvent: what could not be read again is not written."""
        name = wire_name(type(event))
        if name not in self.shapes:
            raise UnknownEvent(name)
        return name, Raw(encode(event))

    def unpack(self, name: str, body: bytes | msgspec.Raw) -> object:
        shape = self.shapes.get(name)
        if shape is None:
            raise UnknownEvent(name)
        return _decoder(shape).decode(body)
