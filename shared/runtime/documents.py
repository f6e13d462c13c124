"""What an answer looks like, for OpenAPI: made from the very dataclasses that are encoded."""

from dataclasses import fields
from typing import Any, get_type_hints

from pydantic import BaseModel, ConfigDict, create_model

from shared.runtime.problems import ON_COMMANDS, ON_READING

Model = type[BaseModel]


def shown(card: type, **personal: Any) -> Model:
    """A document, and the fields that are there for who may see them."""
    hints = get_type_hints(card)
    own: dict[str, Any] = {field.name: (hints[field.name], ...) for field in fields(card)}
    for_some: dict[str, Any] = {field: (kind | None, None) for field, kind in personal.items()}
    name, closed = card.__name__.removesuffix("Card"), ConfigDict(extra="forbid")
    return create_model(name, __config__=closed, **own, **for_some)


def listed(model: Model, **more: Any) -> Model:
    """A page of them."""
    besides: dict[str, Any] = {name: (kind, ...) for name, kind in more.items()}
    items: Any = list[model]  # type: ignore[valid-type]
    return create_model(f"{model.__name__}List", items=(items, ...), next=(str | None, ...), **besides)


def makes(model: Model) -> dict[str, Any]:
    """A route that makes a thing: 201, or 200 where it is so already."""
    already = {200: {"description": "It is so already", "model": model}}
    return {"status_code": 201, "response_model": model, "responses": ON_COMMANDS | already}


def acts(model: Model) -> dict[str, Any]:
    """A route that commands a thing, and answers with it."""
    return {"response_model": model, "responses": ON_COMMANDS}


def reads(model: Model) -> dict[str, Any]:
    """A route that shows."""
    return {"response_model": model, "responses": ON_READING}
