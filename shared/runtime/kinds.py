"""Kinds of things as HTTP knows them: where they stand, what must be unique about them, what is personal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from shared.ports.identity import Caller
from shared.ports.views import View
from shared.runtime.aggregate import AnyAggregate
from shared.runtime.answers import sees
from shared.runtime.claims import ClaimAggregate

Shown = Callable[[Mapping[str, str], bool], Mapping[str, object]]


def nothing_personal(_: Mapping[str, str], __: bool) -> Mapping[str, object]:
    return {}


def never(_: Mapping[str, Any]) -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of thing as HTTP knows it: where it stands, and what of its vault is shown, masked or in full.

    `by_put`: its place is there before it, so nothing of it is ever answered as created.
    `open_to`: who may command it, given its document. `sealed`: whether nothing personal of it is shown any more, but
    where two persons opened it.
    """

    path: str
    aggregate: AnyAggregate
    personal: Shown = nothing_personal
    by_put: bool = False
    open_to: Callable[[Caller, Any], bool] = sees
    sealed: Callable[[Mapping[str, Any]], bool] = never

    @property
    def view(self) -> View:
        if self.aggregate.reading is None:
            raise TypeError(f"{self.path} has no reading")
        return self.aggregate.reading.view


@dataclass(frozen=True, kw_only=True)
class Unique:
    """What a new thing must be the only one of. `closed`: whether a former holder has ended for good.

    `entered`: what in its command only says when it was entered, and makes it no other thing.
    """

    claims: ClaimAggregate
    of: str
    rule: str
    because: str
    closed: Callable[[Any], bool]
    entered: frozenset[str] = frozenset()


def masked(name: str) -> str:
    """张三丰 becomes 张*."""
    return f"{name[:1]}*"


@dataclass(frozen=True)
class Made:
    """How to make a new thing once it has an id, its own where it is known; and what of it belongs into the vault."""

    command: Callable[[str], object]
    secrets: Mapping[str, str]
    id: str | None = None
