"""Another set of topics, filled from the logs, and entered when nobody publishes to the one before."""

from collections.abc import Sequence
from datetime import timedelta

from deploy.installation import REFILLED
from deploy.logs import logged
from shared.contract.catalogue import topic
from shared.ports.store import EventStore, Logged
from shared.ports.views import Put, Views
from shared.runtime.lease import RELAY, SharedLease
from shared.runtime.relay import envelopes
from shared.runtime.service import Service

WAITING_MAX = 1000
TOGETHER = 500
ON_THEIR_WAY = timedelta(minutes=1)
SAFE = "safe"


class NotFilled(Exception):
    """The topics of this epoch do not hold what the log has already told the topics of another one."""


async def republish(service: Service) -> int:
    """Fills the service's topic of this epoch from its log, ids unchanged, on from where it was filled to.

    How many events are new there. Those of the last minute before a filling are told again by the next one: under
    commands, one of them may have been on its way to a position that was passed over.
    """
    ports = service.ports
    row = await ports.views.get(REFILLED, ports.bus.epoch)
    filled, safe = (row.version, int(row.document[SAFE])) if row else (0, 0)
    settled = ports.clock.now() - ON_THEIR_WAY
    new = 0
    batch: list[Logged] = []
    async for entry in logged(service, safe):
        batch.append(entry)
        safe = entry.position if entry.commit.recorded_at < settled else safe
        if len(batch) == TOGETHER:
            new += await told(service, batch, filled, safe)
            batch = []
    return new + await told(service, batch, filled, safe)


async def told(service: Service, batch: Sequence[Logged], filled: int, safe: int) -> int:
    """How many of its events lie behind what was filled already."""
    if not batch:
        return 0
    ports, events, new = service.ports, [], 0
    for entry in batch:
        public = list(envelopes(service.name, entry.commit))
        events += public
        new += len(public) if entry.position > filled else 0
    await ports.bus.publish(topic(service.name), events)
    await ports.views.put([Put(REFILLED, ports.bus.epoch, batch[-1].position, {SAFE: safe})])
    return new


async def enter_epoch(service: Service) -> None:
    """Raises StillHeld, EpochLeft, and NotFilled where more was told to another epoch than this one was filled with."""
    lease, ports = service.lease, service.ports
    if lease is None or await lease.epoch() in (None, ports.bus.epoch):
        return
    vacant = await lease.vacant()
    row = await ports.views.get(REFILLED, ports.bus.epoch)
    if await has_told(ports.store, row.version if row else 0):
        raise NotFilled(f"{service.name}: epoch {ports.bus.epoch} is not filled; stop the service, `sifasuo republish`")
    await lease.enter(vacant)


async def has_told(store: EventStore, after: int = 0) -> bool:
    """Whether anything behind the position has been published already."""
    waiting = {(commit.stream, commit.version) for commit in await store.undispatched(WAITING_MAX)}
    beyond = await store.read(after, WAITING_MAX + 1)
    return any((entry.commit.stream, entry.commit.version) not in waiting for entry in beyond)


async def in_use(store: EventStore, views: Views, epoch: str) -> bool:
    """Whether a service's topic of this epoch, were it missing, would be missed: something was published to it."""
    return await SharedLease(views, RELAY, epoch).epoch() == epoch and await has_told(store)
