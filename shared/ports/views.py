"""Where read models are kept: documents by id, found by declared fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class View:
    """A collection of documents, and the top-level fields by which they are found.

    `indexes` are looked up; `filters` only narrow what an index, or the order of ids, has found, and cost no write.
    """

    name: str
    indexes: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        return (*self.indexes, *self.filters)


@dataclass(frozen=True, slots=True)
class Row:
    """A document as plain JSON types; `version` is that of what it was made from."""

    id: str
    version: int
    document: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Put:
    """A document to be written: any dataclass or mapping that the codec can encode."""

    view: View
    id: str
    version: int
    document: object


@dataclass(frozen=True, slots=True)
class Prefix:
    """A field that begins so."""

    text: str


@dataclass(frozen=True, slots=True)
class AtMost:
    """A field that is there, and in text order not beyond this: days, instants."""

    text: str


Condition = str | bool | int | None | Prefix | AtMost


class Views(Protocol):
    """One service's read models. A write is durable and can be read when it returns."""

    async def get(self, view: View, id: str) -> Row | None: ...

    async def get_many(self, view: View, ids: Sequence[str]) -> Sequence[Row]:
        """Those that are there, in no promised order."""
        ...

    async def put(self, puts: Sequence[Put]) -> None:
        """Each only where it is newer than what is there: writing twice, or late, changes nothing."""
        ...

    async def swap(self, put: Put, expected: int) -> bool:
        """Compare and set: written only where the row stands at `expected` (0: there is none)."""
        ...

    async def find(
        self, view: View, where: Mapping[str, Condition], *, after: str = "", limit: int = 50
    ) -> Sequence[Row]:
        """By id, from behind `after`. Every field of `where` must be declared by the view."""
        ...

    async def count(self, view: View, where: Mapping[str, Condition]) -> int: ...

    async def delete(self, view: View, id: str) -> None: ...
