"""What a claim leads to: the intent that it carries is carried out, at once or, after a crash, by the relay."""

from collections.abc import Awaitable, Callable
from typing import Any

from shared.contract.codec import plain, shaped
from shared.kernel.claim import Claim, Claimed, GiveUp, Take, claim_decider
from shared.kernel.decider import subject_of
from shared.kernel.refusal import Refused
from shared.ports.store import KeyUsed, Recorded
from shared.runtime.aggregate import Aggregate, AnyAggregate
from shared.runtime.handler import Handler, Reaction, Sender

FirstStep = Callable[[Handler, str, Any, Sender], Awaitable[None]]
ClaimAggregate = Aggregate[Any, Any, Claim, None]


def claim(category: str) -> ClaimAggregate:
    return Aggregate(claim_decider(category))


def intent(command: object, sender: Sender) -> dict[str, Any]:
    """Everything that it takes to carry the command out, and to remember that it was asked for with this key."""
    return {"command": plain(command), "key": sender.key, "fingerprint": sender.fingerprint}


def take_for(holder: str, command: object, sender: Sender) -> Take:
    return Take(holder=holder, intent=intent(command, sender))


async def nothing(_: Handler, __: str, ___: object, ____: Sender) -> None:
    """No step before the one that counts."""


def carrying_out(
    claims: ClaimAggregate,
    aggregate: AnyAggregate,
    command: type,
    first: FirstStep = nothing,
    undo: FirstStep = nothing,
) -> Reaction:
    """A reaction to Claimed. Where the intent is refused the claim is given up, and the refusal goes to the caller.

    `undo` takes back the first step where the one that counts was refused after all.
    """

    async def carry_out(recorded: Recorded, handler: Handler) -> None:
        claimed = recorded.event
        if not isinstance(claimed, Claimed):
            raise TypeError(claimed)
        unique = subject_of(recorded.commit.stream)
        if (await handler.current(claims, unique)).state.holder != claimed.holder:
            return
        asked, actor, traceparent = claimed.intent, recorded.commit.actor, recorded.commit.traceparent
        sender = Sender(actor=actor, key=asked["key"], fingerprint=asked["fingerprint"], traceparent=traceparent)
        wanted: object = shaped(asked["command"], command)
        try:
            await first(handler, claimed.holder, wanted, sender)
            await handler.handle(aggregate, claimed.holder, wanted, sender)
        except (Refused, KeyUsed):
            await undo(handler, claimed.holder, wanted, sender)
            await handler.handle(
                claims, unique, GiveUp(holder=claimed.holder), Sender(actor=actor, traceparent=traceparent)
            )
            raise

    return carry_out
