"""What a demonstration consists of: public HTTP commands, which refer to what earlier ones have created."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

Body = Mapping[str, Any]
# What a thing has, said as a whole; all else happens to it.
PUT = ("dossier",)


@dataclass(frozen=True, slots=True)
class Ref:
    """The id in the answer to the step that saves this name."""

    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One request. `path` is joined from its parts, ids in place of references; so is every reference in the body.

    A step comes after all that it refers to; beyond that, steps may be carried out at the same time.
    """

    stage: str
    method: str
    path: tuple[str | Ref, ...]
    body: Body
    saves: str | None = None

    @property
    def uses(self) -> frozenset[str]:
        """The names that must have been saved before."""
        return frozenset(references((self.path, self.body)))


def references(part: Any) -> Iterator[str]:
    match part:
        case Ref():
            yield part.name
        case Mapping():
            for value in part.values():
                yield from references(value)
        case list() | tuple():
            for value in part:
                yield from references(value)


def story(stage: str, name: str, path: str, created: Body, *then: tuple[str, Body]) -> Iterator[Step]:
    """A thing is created, under its name, and then this and that happens to it, each after the one before."""
    yield Step(stage=stage, method="POST", path=(path,), body=created, saves=name)
    before = name
    for number, (what, body) in enumerate(then, 1):
        after = f"{name}/{number}"
        method = "PUT" if what in PUT else "POST"
        yield Step(stage=stage, method=method, path=(f"{path}/", Ref(before), f"/{what}"), body=body, saves=after)
        before = after


def side_by_side(stories: Iterable[Iterable[Step]]) -> Iterator[Step]:
    """The first step of each story, then the second of each: so the next one seldom waits for the one before."""
    for turn in zip_longest(*map(tuple, stories)):
        yield from filter(None, turn)
