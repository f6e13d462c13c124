"""Events that could not be taken: parked with the reason, and later events of their stream wait behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, get_args

from shared.contract.codec import Faulty, shaped
from shared.contract.wire import opened
from shared.ports.bus import Delivery, Place
from shared.ports.clock import Clock
from shared.ports.views import Condition, Put, View, Views

DEAD_LETTERS = View("dead_letters", ("stream", "stage", "request", "county_code", "office_id"))
LETTERS_MAX = 500
NOBODYS = ""

Request = Literal["retry", "drop"]
HELD = ("parked", "waiting")


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """One parked record. `stage`: parked is the faulty one, waiting are those behind it, dropped is given up."""

    id: str
    stream: str
    version: int
    type: str
    county_code: str
    office_id: str | None
    stage: str
    reason: str
    parked_at: datetime
    topic: str
    partition: int
    offset: int
    record: str
    revision: int = 1
    request: Request | None = None
    requested_by: str | None = None
    requested_at: datetime | None = None

    @property
    def place(self) -> Place:
        return Place(self.topic, self.partition)

    def delivery(self) -> Delivery:
        """The record as it would come again from the bus."""
        place, record = self.place, self.record.encode()
        try:
            envelope = opened(record)
        except Faulty as fault:
            return Delivery(place, self.offset, self.stream, self.version, None, str(fault), record)
        return Delivery(place, self.offset, self.stream, self.version, envelope, None, record)


class DeadLetters:
    """The parked records of one service. Requests may come in on any instance; the consumer carries them out."""

    def __init__(self, views: Views, clock: Clock) -> None:
        self._views, self._clock = views, clock

    async def park(self, delivery: Delivery, stage: str, reason: str) -> None:
        """Parking again what is parked changes nothing. An unreadable record lies in nobody's area."""
        data = delivery.envelope.data if delivery.envelope else None
        letter = Letter(
            id=f"{delivery.stream}.{delivery.version:09}",
            stream=delivery.stream,
            version=delivery.version,
            stage=stage,
            reason=reason,
            parked_at=self._clock.now(),
            topic=delivery.place.topic,
            partition=delivery.place.partition,
            offset=delivery.offset,
            record=delivery.record.decode(errors="replace"),
            type=delivery.envelope.type if delivery.envelope else "unreadable",
            county_code=getattr(data, "county_code", NOBODYS),
            office_id=getattr(data, "office_id", None),
        )
        await self._views.put([Put(DEAD_LETTERS, letter.id, letter.revision, letter)])

    async def held(self) -> dict[str, int]:
        """The streams that wait, each with the first version that does."""
        letters = [letter for stage in HELD for letter in await self._all({"stage": stage})]
        return {letter.stream: letter.version for letter in sorted(letters, key=lambda letter: -letter.version)}

    async def count(self) -> int:
        """How many wait."""
        return sum([await self._views.count(DEAD_LETTERS, {"stage": stage}) for stage in HELD])

    async def dropped(self) -> set[tuple[str, int]]:
        """Stream and version of what was given up; it may be delivered again."""
        return {(letter.stream, letter.version) for letter in await self._all({"stage": "dropped"})}

    async def of_stream(self, stream: str) -> Sequence[Letter]:
        """What waits in a stream, in its order."""
        return [letter for letter in await self._all({"stream": stream}) if letter.stage in HELD]

    async def parked(self) -> Sequence[Letter]:
        """The faulty ones, behind which others may wait."""
        return await self._all({"stage": "parked"})

    async def requested(self) -> Sequence[Letter]:
        return [letter for request in get_args(Request) for letter in await self._all({"request": request})]

    async def get(self, id: str) -> Letter | None:
        row = await self._views.get(DEAD_LETTERS, id)
        return shaped(row.document, Letter) if row else None

    async def ask(self, letter: Letter, request: Request, actor: str) -> Letter:
        """Recorded with who asked; carried out by the consumer's next step. What was given up stays so."""
        if letter.stage not in HELD:
            return letter
        return await self._write(replace(letter, request=request, requested_by=actor, requested_at=self._clock.now()))

    async def still_faulty(self, letters: Sequence[Letter], reason: str) -> None:
        """The first cannot be taken yet, so the others wait on; whoever asked has been answered."""
        first, *behind = letters
        await self._write(replace(first, stage="parked", reason=reason, request=None))
        for letter in behind:
            if letter.request:
                await self._write(replace(letter, request=None))

    async def remove(self, letter: Letter) -> None:
        await self._views.delete(DEAD_LETTERS, letter.id)

    async def drop(self, letter: Letter) -> None:
        """The letter stays, and says who gave it up, and when."""
        await self._write(replace(letter, stage="dropped", request=None))

    async def _all(self, where: Mapping[str, Condition]) -> list[Letter]:
        letters: list[Letter] = []
        after = ""
        while rows := await self._views.find(DEAD_LETTERS, where, after=after, limit=LETTERS_MAX):
            letters += [shaped(row.document, Letter) for row in rows]
            after = rows[-1].id
        return letters

    async def _write(self, letter: Letter) -> Letter:
        newer = replace(letter, revision=letter.revision + 1)
        await self._views.put([Put(DEAD_LETTERS, newer.id, newer.revision, newer)])
        return newer
