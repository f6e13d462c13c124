"""Pages, tables, and the words that the code has for itself."""

import inspect
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any, get_type_hints

Table = Iterable[Sequence[str]]


def words(thing: object) -> str:
    """Its docstring in one line, without what dataclass makes up where there is none."""
    text = inspect.cleandoc(getattr(thing, "__doc__", None) or "")
    made_up = text.startswith(f"{getattr(thing, '__name__', '')}(")
    return "" if made_up else " ".join(text.split())


def table(head: Sequence[str], rows: Table) -> str:
    lines = (head, ["---"] * len(head), *rows)
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def page(title: str, intro: str, *parts: str) -> str:
    made = "<!-- Made from the code by `make docs`. Change the code, not this page. -->"
    return "\n\n".join((f"# {title}", made, intro, *(part for part in parts if part))) + "\n"


def type_name(hint: Any) -> str:
    """As it is written in the code: `date`, `str | None`, `tuple[str, ...]`."""
    return hint.__name__ if inspect.isclass(hint) and not getattr(hint, "__args__", ()) else bare(str(hint))


def bare(hint: str) -> str:
    for prefix in ("datetime.", "typing.", "collections.abc."):
        hint = hint.replace(prefix, "")
    return hint


def field_rows(shape: type, but: type = object) -> Table:
    hints, known = get_type_hints(shape), getattr(but, "__dataclass_fields__", {})
    return [
        (f"`{field.name}`", f"`{type_name(hints[field.name])}`") for field in fields(shape) if field.name not in known
    ]
