"""What was measured, round by round, beside its ceiling of the same round."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Figure:
    """`ceiling`, where there is one: what the machine does of the kind without us.

    `cpu_us` are microseconds of the server's own processor time a piece, which a busy machine disturbs less.
    """

    name: str
    unit: str
    ours: Sequence[float]
    ceiling: str = ""
    ceilings: Sequence[float] = ()
    cpu_us: Sequence[float] = ()
    ceiling_cpu_us: Sequence[float] = ()
    aim: str = ""

    @property
    def ratios(self) -> list[float]:
        """Of each round."""
        return [ours / ceiling for ours, ceiling in zip(self.ours, self.ceilings, strict=True)] if self.ceiling else []
