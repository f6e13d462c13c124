"""Whether what is asked for is there already, or has been: then it is not made once more by being asked for again."""

from collections.abc import Mapping
from typing import Any

from shared.contract.codec import plain
from shared.kernel.claim import Claimed, ClaimGivenUp, Taken
from shared.ports.store import EventStore
from shared.ports.vault import Vault
from shared.runtime.kinds import Made, Unique


async def made_before(store: EventStore, vault: Vault, unique: Unique, made: Made) -> Taken | None:
    """Who was made just so, and may have ended since. Who gave the claim up was never made."""
    held: dict[str, Taken] = {}
    for commit in await store.load(unique.claims.decider.stream(unique.of)):
        for event in commit.events:
            match event:
                case Claimed(holder=holder, intent=intent):
                    held[holder] = Taken(holder, intent)
                case ClaimGivenUp(holder=holder):
                    held.pop(holder, None)
    for taken in held.values():
        if await is_so(vault, taken, unique, made):
            return taken
    return None


async def is_so(vault: Vault, taken: Taken, unique: Unique, made: Made) -> bool:
    """Whether the holder was made from the same content, but for what only says when that was entered."""
    wanted: Mapping[str, Any] = plain(made.command(taken.holder))
    known: Mapping[str, Any] = taken.intent["command"]
    same = all(known.get(name) == wanted.get(name) for name in {*wanted, *known} - unique.entered)
    return same and made.secrets.items() <= (await vault.get(taken.holder)).items()
