"""Each public event as JSON Schema, for those who read the topics without our code."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, get_args, get_type_hints

from deploy.docs.markdown import words
from shared.contract.catalogue import PUBLIC
from shared.contract.codec import json_schema
from shared.contract.envelope import Public

Schema = Mapping[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
URN = "urn:sifasuo:schema:"


def schemas() -> Mapping[str, Schema]:
    """By type. Fields that a consumer does not know may be there, and are passed over."""
    return {name: {"$schema": DIALECT, "$id": f"{URN}{name}", **payload(event)} for name, event in PUBLIC.items()}


def payload(event: type[Public]) -> Schema:
    described = json_schema(event)
    shape = inlined(described, described.get("$defs", {}))
    hints = get_type_hints(event)
    says = words(event)
    return {
        "title": event.__name__,
        **({"description": says} if says else {}),
        "type": "object",
        "properties": {name: timed(field, hints[name]) for name, field in shape["properties"].items()},
        "required": shape["required"],
        "additionalProperties": True,
    }


def inlined(node: Any, known: Schema) -> Any:
    """With what it refers to in its place, so that a part of it can be put anywhere."""
    match node:
        case {"$ref": str(place)}:
            return inlined(known[place.removeprefix("#/$defs/")], known)
        case dict():
            return {key: inlined(value, known) for key, value in node.items() if key != "$defs"}
        case list():
            return [inlined(item, known) for item in node]
        case _:
            return node


def timed(field: Schema, hint: Any) -> Schema:
    """An instant of ours has an offset, which the codec cannot know."""
    if datetime not in (hint, *get_args(hint)):
        return field
    if "anyOf" in field:
        return {**field, "anyOf": [timed(one, datetime) for one in field["anyOf"]]}
    return {**field, "format": "date-time"} if field["type"] == "string" else field
