"""Villages from a CSV file, compressed or not, by the code of their township."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from deploy.townships import lines

COLUMNS = ("township_code", "village_code", "village")


@dataclass(frozen=True, kw_only=True)
class Village:
    """As `POST /mediation/townships/{code}/villages` takes it."""

    code: str
    name: str


Villages = Mapping[str, Sequence[Village]]


def read_villages(file: Path) -> Villages:
    """In the order of their codes. Raises FaultyTable."""
    villages: dict[str, dict[str, Village]] = {}
    for line in lines(file, COLUMNS):
        township, village = (
            line.code("township_code"),
            Village(code=line.code("village_code"), name=line.cells["village"]),
        )
        if not village.code.startswith(township):
            raise line.faulty(f"village {village.code} does not lie in township {township}, by its code")
        if village.code in villages.setdefault(township, {}):
            raise line.faulty(f"village {village.code} stands here for the second time")
        villages[township][village.code] = village
    return {township: [those[code] for code in sorted(those)] for township, those in sorted(villages.items())}
