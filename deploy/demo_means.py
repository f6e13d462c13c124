"""What the demo city's offices work with: budgets, vehicles, networks, premises."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from deploy.demo_people import Chance
from deploy.demo_steps import Body, Ref, Step

STAGE = "Means"
LINES = ("running", "mediation", "correction", "resettlement", "legal-service", "publicity")
ROOMS = ("mediation", "correction", "resettlement", "legal-service", "publicity", "archive", "duty")
# Shares are assumptions: most offices have what they need, and what is missing can be seen.
WHOLE, SEPARATE, TO_STANDARD = 0.95, 0.93, 0.95
VEHICLES, REPLACED = {0: 10, 1: 74, 2: 16}, 0.05
CONNECTED = 0.97
SPACIOUS, INDEPENDENT, EVERY_ROOM, DILAPIDATED, UNDER_REPAIR = 0.8, 0.92, 0.7, 0.03, 0.03
STANDARD_YUAN = 60_000


@dataclass(frozen=True)
class Means:
    chance: Chance
    today: date

    def of(self, office: str, since: date, plates: Iterator[int]) -> Iterator[Step]:
        """All that one office has; the office is there since that day."""
        for year in (self.today.year - 1, self.today.year):
            yield self.put(office, f"budgets/{year}", self.budget(year))
        yield from self.vehicles(office, since, plates)
        if self.chance.likely(CONNECTED):
            network = {"network": True, "terminals": self.chance.randint(2, 9), "day": str(since)}
            yield self.put(office, "informatisation", network)
        yield from self.premises(office, since)

    def budget(self, year: int) -> Body:
        """Mostly settled by March; some are short of a line, of the standard, or are not booked by themselves."""
        lines = {line: 5_000 * self.chance.randint(2, 9) for line in LINES}
        lines["running"] = STANDARD_YUAN if self.chance.likely(TO_STANDARD) else STANDARD_YUAN - 5_000
        if not self.chance.likely(WHOLE):
            del lines[self.chance.choice(LINES[1:])]
        day = self.chance.day(date(year, 1, 8), min(date(year, 4, 2), self.today))
        return {
            "lines": lines,
            "personnel": 80_000 * self.chance.randint(3, 6),
            "standard": STANDARD_YUAN,
            "separate": self.chance.likely(SEPARATE),
            "day": str(day),
        }

    def vehicles(self, office: str, since: date, plates: Iterator[int]) -> Iterator[Step]:
        """Now and then one has been withdrawn, and another one follows, or does not."""
        for _ in range(self.chance.choices(list(VEHICLES), list(VEHICLES.values()))[0]):
            plate = f"演A·{next(plates):05}"
            name = f"vehicle-{plate}"
            body = {"plate": plate, "since": str(self.chance.day(since, self.today))}
            path = ("/roster/offices/", Ref(office), "/vehicles")
            yield Step(stage=STAGE, method="POST", path=path, body=body, saves=name)
            if self.chance.likely(REPLACED):
                gone = (*path, "/", Ref(name), "/withdrawal")
                yield Step(stage=STAGE, method="POST", path=gone, body={"day": str(self.today)}, saves=f"{name}/1")

    def premises(self, office: str, since: date) -> Iterator[Step]:
        metres = self.chance.randint(120, 320) if self.chance.likely(SPACIOUS) else self.chance.randint(70, 119)
        rooms = ROOMS if self.chance.likely(EVERY_ROOM) else self.chance.sample(ROOMS, self.chance.randint(4, 6))
        sound: dict[str, Any] = {
            "area_m2": metres + self.chance.choice((0, 0.5, 0.99)),
            "independent": self.chance.likely(INDEPENDENT),
            "condition": "sound",
            "rooms": list(rooms),
        }
        yield self.put(office, "premises", {**sound, "day": str(since)})
        dilapidated = self.chance.ago(self.today, 10, 60)
        if self.chance.likely(DILAPIDATED):
            yield self.put(office, "premises", {**sound, "condition": "dilapidated", "day": str(dilapidated)})
        elif self.chance.likely(UNDER_REPAIR):
            begun = self.chance.ago(self.today, 100, 420)
            yield self.put(office, "premises", {**sound, "condition": "under-repair", "day": str(begun)})

    def put(self, office: str, what: str, body: Body) -> Step:
        name = f"{what.replace('/', '-')}-{office}-{body['day']}"
        path = ("/roster/offices/", Ref(office), f"/{what}")
        return Step(stage=STAGE, method="PUT", path=path, body=body, saves=name)
