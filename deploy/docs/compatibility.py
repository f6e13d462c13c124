"""What was published stays as it is: the changes of an event that somebody who reads it could not take."""

import re
from collections.abc import Iterator, Mapping

from deploy.docs.schemas import Schema
from shared.contract.codec import encode


def breaches(published: Mapping[str, Schema], now: Mapping[str, Schema]) -> list[str]:
    """One sentence each: the event, the field, and what to do instead."""
    return [
        f"{name}: {change}; leave it as it was, and put {following(name)} beside it"
        for name, before in published.items()
        for change in (changes(before, now[name]) if name in now else ["the event is gone"])
    ]


def following(name: str) -> str:
    """The type's next version."""
    return re.sub(r"\d+$", lambda number: str(int(number[0]) + 1), name)


def changes(before: Schema, now: Schema) -> Iterator[str]:
    """Logs keep old events for ever, and their readers come in all ages: each must be able to read the other."""
    fields, required = now["properties"], now["required"]
    for field, said in before["properties"].items():
        if field not in fields:
            yield f"`{field}` is gone, or has another name"
            continue
        if fields[field] != said:
            yield f"`{field}` {retyped(said, fields[field])}"
        if field in required and field not in before["required"]:
            yield f"`{field}` must be there now, and older events may lack it"
        if field in before["required"] and field not in required:
            yield f"`{field}` may be missing now, and its readers count on it"
    for field in required:
        if field not in before["properties"]:
            yield f"`{field}` is new and has no default, and older events lack it"


def retyped(said: Schema, says: Schema) -> str:
    if "enum" not in said or "enum" not in says:
        return f"was {text(said)} and is {text(says)}"
    lost = [value for value in said["enum"] if value not in says["enum"]]
    won = [value for value in says["enum"] if value not in said["enum"]]
    parts = (f"no longer takes {text(lost)}" if lost else "", f"takes {text(won)} too" if won else "")
    return " and ".join(part for part in parts if part) or f"was {text(said)} and is {text(says)}"


def text(part: object) -> str:
    return encode(part).decode()
