"""A long log of synthetic offices, as the other services would have published it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from shared.adapters.local_bus import LocalBus
from shared.adapters.sqlite_database import SqliteDatabase
from shared.contract.catalogue import topic, wire_name
from shared.contract.corrections import OffenderDischarged, OffenderEnrolled, OffenderRegistered
from shared.contract.envelope import Envelope, Public, event_id
from shared.contract.roster import OfficeEstablished, WorkerHired
from shared.kernel.decider import subject_of
from shared.ports.bus import Bus

RECORDED = datetime(2026, 1, 1, tzinfo=UTC)
APPROVED, TAKEN_UP, SENTENCED = date(2020, 1, 2), date(2020, 2, 3), date(2025, 3, 4)
TOGETHER = 2_000
STAFF = (
    *(("formal", True), ("formal", False), ("formal", False)),
    *(("resettlement", False), ("legal-service", False), ("mediator", False), ("mediator", False)),
    ("correction", False),
)


def where(nth: int, day: date) -> dict[str, Any]:
    """What every event says first."""
    return {"county_code": f"4101{nth % 16 + 1:02}", "office_id": f"o{nth}", "day": day}


def established(nth: int) -> Envelope[Any]:
    event = OfficeEstablished(
        **where(nth, APPROVED),
        name=f"synthetic {nth}",
        township_code=None,
        kind="area",
        approval_authority="synthetic",
        approval_document="synthetic",
    )
    return said("roster", f"office-o{nth}", 1, event)


def staffed(nth: int) -> Iterator[Envelope[Any]]:
    """Everybody whom the plan asks for while there are fifteen offenders at most."""
    for place, (kind, special) in enumerate(STAFF):
        event = WorkerHired(**where(nth, TAKEN_UP), kind=kind, special=special, post_id=None, contract_until=None)
        yield said("roster", f"worker-{nth}-{place}", 1, event)


def supervised(nth: int, offender: int) -> Iterator[Envelope[Any]]:
    """Registered and enrolled; nine of ten have been discharged."""
    stream = f"offender-{nth}-{offender}"
    day = SENTENCED + timedelta(days=offender % 360)
    ends = day + timedelta(days=200)
    registered = OffenderRegistered(**where(nth, day), sentence="suspended", ends=ends, female=False, minor=False)
    yield said("corrections", stream, 1, registered)
    yield said("corrections", stream, 2, OffenderEnrolled(**where(nth, day)))
    if offender % 10:
        yield said("corrections", stream, 3, OffenderDischarged(**where(nth, ends), reason="served"))


def said(service: str, stream: str, version: int, data: Public) -> Envelope[Any]:
    return Envelope(
        id=event_id(stream, version),
        type=wire_name(type(data)),
        source=f"/{service}",
        subject=subject_of(stream),
        stream=stream,
        version=version,
        recorded_at=RECORDED,
        actor="synthetic",
        caused_by=None,
        data=data,
    )


def history(offices: int, events: int) -> Iterator[Envelope[Any]]:
    """Offices, their staff, and then offenders at all of them in turn: as many events as there is room for."""
    for nth in range(offices):
        yield established(nth)
        yield from staffed(nth)
    room = events - offices * (1 + len(STAFF))
    coming = (event for offender in range(events) for nth in range(offices) for event in supervised(nth, offender))
    yield from islice(coming, max(0, room))


async def write(file: Path, envelopes: Iterator[Envelope[Any]]) -> None:
    """To a new bus."""
    database = SqliteDatabase(file)
    async with database:
        await publish(LocalBus(database), envelopes)


async def publish(bus: Bus, envelopes: Iterator[Envelope[Any]]) -> None:
    while some := list(islice(envelopes, TOGETHER)):
        for service in ("roster", "corrections"):
            await bus.publish(topic(service), [envelope for envelope in some if envelope.source == f"/{service}"])
