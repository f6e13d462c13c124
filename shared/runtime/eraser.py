"""Erasing a person: the vault's rows and what leads to them, and nothing of what is counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from shared.kernel.claim import Claimed, ClaimGivenUp
from shared.kernel.decider import subject_of
from shared.kernel.erasure import DECIDER, PersonErased
from shared.ports.store import Commit, EventStore, Recorded
from shared.ports.vault import Vault
from shared.ports.views import View
from shared.runtime.aggregate import Aggregate, Reading
from shared.runtime.claims import ClaimAggregate
from shared.runtime.handler import Handler, Reaction

ERASURES = View("erasures", ("county_code",), ("office_id",))
NUMBER = "id_number"


@dataclass(frozen=True, kw_only=True, slots=True)
class ErasureCard:
    """Whose personal data was erased: `id` is that of the thing, `category` what kind of thing; by whom, when, why."""

    id: str
    version: int
    category: str
    county_code: str
    office_id: str | None
    reason: str
    day: date
    by: str
    at: datetime


def fold(_: ErasureCard | None, recorded: Recorded) -> ErasureCard:
    event = recorded.event
    if not isinstance(event, PersonErased):
        raise TypeError(event)
    return ErasureCard(
        id=subject_of(recorded.commit.stream),
        version=recorded.version,
        category=event.category,
        county_code=event.county_code,
        office_id=event.office_id,
        reason=event.reason,
        day=event.day,
        by=recorded.commit.actor,
        at=recorded.commit.recorded_at,
    )


ERASURE = Aggregate(DECIDER, Reading(ERASURES, ErasureCard, fold))


class Eraser:
    """`links`: the claims that lead from an identity number to a thing, by the thing's category."""

    def __init__(self, store: EventStore, vault: Vault, links: Mapping[str, ClaimAggregate]) -> None:
        self._store, self._vault, self._links = store, vault, links

    @property
    def reactions(self) -> Mapping[tuple[str, type], Reaction]:
        return {(DECIDER.category, PersonErased): self._on_erased}

    async def erase(self, category: str, id: str) -> None:
        """Harmless to repeat. The number goes last, for it alone leads to what else must go."""
        number = (await self._vault.get(id)).get(NUMBER)
        if number and category in self._links:
            claims = self._links[category].decider.stream(self._vault.keyed_hash(category, number))
            await self._store.erase([one for one in await self._store.load(claims) if is_of(one, id)])
        await self._vault.erase(id)
        await self._store.forget(f"{category}-{id}")

    async def _on_erased(self, recorded: Recorded, _: Handler) -> None:
        if isinstance(recorded.event, PersonErased):
            await self.erase(recorded.event.category, subject_of(recorded.commit.stream))


def is_of(commit: Commit, holder: str) -> bool:
    """Whether a claim was made, or given up, for the holder."""
    return any(isinstance(event, Claimed | ClaimGivenUp) and event.holder == holder for event in commit.events)
