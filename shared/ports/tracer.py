"""How one command is followed through all that it leads to: spans, told apart and joined by W3C Trace Context."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Literal, Protocol

Kind = Literal["server", "internal", "producer", "consumer"]
Attributes = Mapping[str, str | int]
NOTHING: Attributes = {}


class Span(Protocol):
    """What is being done. It never carries personal data."""

    @property
    def traceparent(self) -> str | None:
        """What names it to whatever it leads to; none where that need not be followed."""
        ...

    def tell(self, name: str, attributes: Attributes) -> None:
        """What is only known later: a better name, and more of what there is to say."""
        ...


class Tracer(Protocol):
    """Where spans go. Whether a command is followed at all is decided once, when its first span begins."""

    @property
    def on(self) -> bool:
        """Whether there is any use in looking for what could be followed."""
        ...

    def span(
        self,
        name: str,
        kind: Kind,
        parent: str | None,
        links: Sequence[str] = (),
        attributes: Attributes = NOTHING,
    ) -> AbstractContextManager[Span]:
        """`parent` and `links` are traceparents; what is none begins a trace, or is left out."""
        ...


@dataclass(frozen=True, slots=True)
class Passed:
    """A span that nobody records: what was to be followed is followed on by others."""

    traceparent: str | None

    def tell(self, name: str, attributes: Attributes) -> None:
        """There is nobody to be told."""


NOBODY = nullcontext(Passed(None))


class Untraced:
    """Tracer where there is none."""

    on = False

    def span(
        self,
        name: str,  # noqa: ARG002 - as the port has them
        kind: Kind,  # noqa: ARG002
        parent: str | None,
        links: Sequence[str] = (),  # noqa: ARG002
        attributes: Attributes = NOTHING,  # noqa: ARG002
    ) -> AbstractContextManager[Span]:
        return nullcontext(Passed(parent)) if parent else NOBODY


UNTRACED = Untraced()
