"""Who sends a command, and by which Idempotency-Key."""

from fastapi import Request

from shared.ports.identity import Caller
from shared.ports.vault import Vault
from shared.runtime.handler import Sender
from shared.runtime.problems import WrongInput

KEY_MAX = 200


async def sender_of(request: Request, caller: Caller, vault: Vault) -> Sender:
    """Raises WrongInput for a key that is none."""
    key, traceparent = request.headers.get("idempotency-key"), request.state.traceparent
    if key is None:
        return Sender(actor=caller.sub, traceparent=traceparent)
    if not 0 < len(key) <= KEY_MAX:
        raise WrongInput("header.idempotency-key", f"an Idempotency-Key has 1 to {KEY_MAX} characters")
    asked = f"{request.method} {request.url.path} {(await request.body()).decode(errors='replace')}"
    hashed = vault.keyed_hash
    fingerprint = hashed("request", asked)
    return Sender(actor=caller.sub, key=hashed(caller.sub, key), fingerprint=fingerprint, traceparent=traceparent)


def became(request: Request, done: bool) -> None:
    """For whoever counts."""
    request.state.outcome = "done" if done else "unchanged"
