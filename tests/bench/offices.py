"""Offices of a synthetic city, and the requests that keep them busy."""

from dataclasses import dataclass, field
from itertools import count
from typing import Self

from tests.bench.client import post, send
from tests.bench.servers import Server
from tests.system.people import offender

ENROLMENT_DAY = "2026-11-02"
APPROVAL = {"authority": "synthetic", "document": "synthetic", "day": "2020-01-02"}


@dataclass(frozen=True)
class City:
    """Nobody works in these offices: each is in breach, and each enrolment changes an alert of its office."""

    server: Server
    offices: tuple[str, ...]
    numbers: "count[int]" = field(default_factory=count)

    @classmethod
    async def built(cls, server: Server, offices: int) -> Self:
        requests = [post("/roster/offices", office(nth), server.token) for nth in range(offices)]
        sent = await send(server, requests, 8)
        return cls(server, tuple(body["id"] for body in sent.bodies))

    def registrations(self, number: int) -> list[bytes]:
        """Of so many new offenders, at the offices in turn."""
        return [self._registration(next(self.numbers)) for _ in range(number)]

    def enrolments(self, offenders: list[str]) -> list[bytes]:
        day = {"day": ENROLMENT_DAY}
        return [post(f"/corrections/offenders/{id}/enrolment", day, self.server.token) for id in offenders]

    def _registration(self, nth: int) -> bytes:
        office_id = self.offices[nth % len(self.offices)]
        return post("/corrections/offenders", offender(office_id, nth, ENROLMENT_DAY), self.server.token)


def office(nth: int) -> dict[str, object]:
    county = f"4101{nth % 16 + 1:02}"
    return {"name": f"synthetic {nth}", "county_code": county, "kind": "area", "approval": APPROVAL}
