"""Where each partition has been read to: rows that say where to resume, and prove nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.contract.codec import shaped
from shared.ports.bus import Place
from shared.ports.views import View, Views

POSITIONS = View("positions")
PARTITIONS_MAX = 5_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Resume:
    """Where to read on in one partition, and when the last event that was read there had been recorded."""

    next: int
    recorded_at: datetime | None


def row_of(epoch: str, place: Place) -> str:
    return f"{epoch}/{place.topic}/{place.partition}"


async def stored_resumes(views: Views, epoch: str, places: Sequence[Place]) -> Mapping[Place, Resume]:
    rows = await views.get_many(POSITIONS, [row_of(epoch, place) for place in places])
    stored = {row.id: shaped(row.document, Resume) for row in rows}
    return {place: stored[row_of(epoch, place)] for place in places if row_of(epoch, place) in stored}


async def stored_positions(views: Views, epoch: str, places: Sequence[Place]) -> Mapping[Place, int]:
    return {place: at.next for place, at in (await stored_resumes(views, epoch, places)).items()}


async def recorded_up_to(views: Views, epoch: str) -> Sequence[datetime]:
    """When the last event of each partition was recorded, as far as anybody has read it."""
    rows = await views.find(POSITIONS, {}, after=f"{epoch}/", limit=PARTITIONS_MAX)
    stored = [shaped(row.document, Resume).recorded_at for row in rows if row.id.startswith(f"{epoch}/")]
    return [at for at in stored if at]
