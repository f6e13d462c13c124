"""A lifecycle as a table: which event leads from which stage to which."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Stage = TypeVar("Stage", bound=StrEnum)


@dataclass(frozen=True)
class Lifecycle(Generic[Stage]):
    """What is not in the table cannot happen; the diagrams in docs/lifecycles.md are drawn from it."""

    table: Mapping[tuple[Stage, type[object]], Stage]

    def allows(self, stage: Stage, event: type[object]) -> bool:
        return (stage, event) in self.table

    def after(self, stage: Stage, event: type[object]) -> Stage:
        return self.table.get((stage, event), stage)

    def diagram(self) -> str:
        """Mermaid's text of the table; its ids take no hyphen."""
        arrows = (
            f"  {before.name.lower()} --> {after.name.lower()}: {kind.__name__}"
            for (before, kind), after in self.table.items()
        )
        return "\n".join(("stateDiagram-v2", *arrows))
