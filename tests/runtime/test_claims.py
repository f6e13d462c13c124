"""A claim and the thing that it is for: both stand in the end, or neither, whatever came between."""

import asyncio

import pytest

from shared.adapters.memory_bus import MemoryBus
from shared.adapters.memory_store import MemoryStore
from shared.kernel.claim import Claimed, GiveUp, Take, Taken
from shared.kernel.refusal import Refused, conflict
from shared.ports.store import EventStore, KeyUsed
from shared.runtime.claims import carrying_out, intent
from shared.runtime.handler import Handler, Sender
from shared.runtime.relay import Relay
from tests.runtime.cases import CASE, CLAIM, CLERK, Enrol, Note, a_clock, some_views
from tests.runtime.mortal import Heart, Mortal, survived

KEYED = Sender(actor="clerk", key="k", fingerprint="f")
REFUSED = "refused"


async def first(handler: Handler, holder: str, command: Note, sender: Sender) -> None:
    """The scarce thing is a slot: noted on the case `slot`, and refused to some."""
    if command.words == REFUSED:
        raise conflict("no slot is free")
    await handler.handle(CASE, "slot", Note(words=holder), Sender(actor=sender.actor))


def a_process(store: EventStore, heart: Heart | None = None) -> tuple[Handler, Relay]:
    heart = heart or Heart()
    port, reaction = Mortal(store, heart), carrying_out(CLAIM, CASE, Note, first)
    handler = Handler(port, some_views(), a_clock(), (CASE, CLAIM), {("caseclaim", Claimed): reaction})
    return handler, Relay("corrections", port, MemoryBus(), handler)


def take(holder: str, words: str = "first", sender: Sender = CLERK, closed: str | None = None) -> Take:
    return Take(holder=holder, intent=intent(Note(words=words), sender), closed=closed)


async def holder(handler: Handler) -> str | None:
    return (await handler.current(CLAIM, "unique")).state.holder


async def notes(handler: Handler, id: str) -> tuple[str, ...]:
    return (await handler.current(CASE, id)).state.notes


async def test_the_intent_is_carried_out_the_scarce_thing_first(store: EventStore) -> None:
    handler, _ = a_process(store)
    await handler.handle(CLAIM, "unique", take("a"), CLERK)
    assert (await holder(handler), await notes(handler, "slot"), await notes(handler, "a")) == ("a", ("a",), ("first",))


@pytest.mark.parametrize("words", ["first", REFUSED])
async def test_a_crash_anywhere_leaves_both_or_neither(words: str) -> None:
    for beat in range(1000):
        store, heart = MemoryStore(), Heart()
        heart.stop_at(beat)
        handler, _ = a_process(store, heart)
        try:
            ended = await survived(handler.handle(CLAIM, "unique", take("a", words, KEYED), CLERK))
        except Refused:
            ended = True
        handler, relay = a_process(store)
        while await relay.step():
            pass
        stands = words != REFUSED and bool(await store.load("caseclaim-unique"))
        assert await holder(handler) == ("a" if stands else None)
        assert await notes(handler, "a") == (words,) * stands
        assert await notes(handler, "slot") == ("a",) * stands
        if ended:
            return
    pytest.fail("it never came to its end")


async def test_a_refused_intent_gives_the_claim_up_and_the_caller_hears_why(store: EventStore) -> None:
    handler, relay = a_process(store)
    with pytest.raises(Refused):
        await handler.handle(CLAIM, "unique", take("a", REFUSED), CLERK)
    assert await holder(handler) is None
    assert await relay.step() == 2
    await handler.handle(CLAIM, "unique", take("b"), CLERK)
    assert (await holder(handler), await notes(handler, "a"), await notes(handler, "b")) == ("b", (), ("first",))


async def test_a_key_that_was_used_gives_the_claim_up(store: EventStore) -> None:
    handler, _ = a_process(store)
    await handler.handle(CASE, "other", Enrol(), KEYED)
    with pytest.raises(KeyUsed):
        await handler.handle(CLAIM, "unique", take("a", sender=KEYED), CLERK)
    assert await holder(handler) is None


async def test_of_two_who_claim_one_holds(store: EventStore) -> None:
    handlers = [a_process(store)[0] for _ in range(2)]
    outcomes = await asyncio.gather(
        *(handler.handle(CLAIM, "unique", take(id), CLERK) for id, handler in zip("ab", handlers, strict=True)),
        return_exceptions=True,
    )
    [taken] = [outcome for outcome in outcomes if isinstance(outcome, Taken)]
    assert taken.holder == await holder(handlers[0])
    assert sorted([await notes(handlers[0], "a"), await notes(handlers[0], "b")]) == [(), ("first",)]


async def test_a_closed_holder_is_succeeded_and_no_other(store: EventStore) -> None:
    handler, _ = a_process(store)
    await handler.handle(CLAIM, "unique", take("a"), CLERK)
    for closed in (None, "somebody"):
        with pytest.raises(Taken):
            await handler.handle(CLAIM, "unique", take("b", closed=closed), CLERK)
    await handler.handle(CLAIM, "unique", take("b", closed="a"), CLERK)
    assert (await holder(handler), await notes(handler, "b")) == ("b", ("first",))
    await handler.handle(CLAIM, "unique", GiveUp(holder="a"), CLERK)
    assert await holder(handler) == "b"


async def test_the_relay_does_not_carry_out_what_another_holds_by_now(store: EventStore) -> None:
    died = Handler(store, some_views(), a_clock(), (CASE, CLAIM), {})
    await died.handle(CLAIM, "unique", take("a"), CLERK)
    handler, relay = a_process(store)
    assert await holder(handler) == "a"
    await handler.handle(CLAIM, "unique", take("b", closed="a"), CLERK)
    await relay.step()
    assert (await notes(handler, "a"), await notes(handler, "b")) == ((), ("first",))
