"""The demo city's legal service and rule of law: stations, villages with their advisers, referrals, activities."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from deploy.demo_people import YEAR_DAYS, Chance, People
from deploy.demo_steps import Ref, Step, story
from deploy.townships import Township
from deploy.villages import Village

REFERRALS = ("legal-aid", "lawyer", "notary", "grassroots", "forensic")
WORK = ("publicity", "model-village", "assessor-selection", "enforcement-coordination")
LISTED = "villages-"
# Shares are assumptions: nearly everything is there, so that what is missing can be seen.
STATION, TOWNSHIP_ADVISER, ADVISER, ROOM, WORKED = 0.985, 0.93, 0.985, 0.97, 0.985
# Advisers are under contract from this autumn on; some have served longer, and of these most have come again.
LONG_SERVING, CAME_AGAIN = 0.03, 0.85
SERVICES, ADVICE, FOLLOWED = 300, 0.55, 0.985


@dataclass(frozen=True)
class PublicService:
    chance: Chance
    people: People
    today: date

    def villages(self, seat: Township, office: str, villages: Sequence[Village]) -> Iterator[Step]:
        """All that a township has, told at once; and the visits to villages whose adviser has served longer."""
        listed = [self.village(village) for village in villages]
        path = f"/mediation/townships/{seat.code}/villages"
        body = {"office_id": Ref(office), "villages": listed, "day": str(self.ago(300, 700))}
        name = f"{LISTED}{seat.code}"
        yield Step(stage="Villages", method="POST", path=(path,), body=body, saves=name)
        for line in listed:
            adviser = line.get("adviser")
            if adviser and adviser["since"] < str(self.today - timedelta(90)) and self.chance.likely(CAME_AGAIN):
                yield self.visit(line["code"], name)

    def village(self, village: Village) -> dict[str, Any]:
        line: dict[str, Any] = {"code": village.code, "name": village.name}
        if self.chance.likely(ADVISER):
            days = (100, 300) if self.chance.likely(LONG_SERVING) else (5, 70)
            line["adviser"] = {"name": self.people.name(), "since": str(self.ago(*days))}
        if self.chance.likely(ROOM):
            line["room_since"] = str(self.ago(100, 1500))
        return line

    def visit(self, code: str, listed: str) -> Step:
        """A village's code begins with its township's, which is the id in the answer to the listing."""
        path = ("/mediation/villages/", Ref(listed), code.removeprefix(listed.removeprefix(LISTED)), "/visits")
        body = {"day": str(self.ago(1, 70))}
        return Step(stage="Villages", method="POST", path=path, body=body, saves=f"visit-{code}")

    def stations(self, seat: Township, office: str) -> Iterator[Step]:
        """Of the township: a station, and a legal adviser."""
        if self.chance.likely(STATION):
            station = {"office_id": Ref(office), "township_code": seat.code, "since": str(self.ago(400, 2000))}
            name = f"station-{seat.code}"
            yield Step(stage="Villages", method="POST", path=("/mediation/stations",), body=station, saves=name)
        if self.chance.likely(TOWNSHIP_ADVISER):
            adviser = {"office_id": Ref(office), "name": self.people.name(), "since": str(self.ago(50, 900))}
            path = (f"/mediation/townships/{seat.code}/adviser",)
            name = f"township-adviser-{seat.code}"
            yield Step(stage="Villages", method="POST", path=path, body=adviser, saves=name)

    def services(self, offices: Sequence[str], number: int) -> Iterator[Iterator[Step]]:
        """Over the last year. What was referred lately may be open; of the rest nearly everything has ended."""
        for order in range(number):
            day = self.ago(0, YEAR_DAYS)
            kind = "advice" if self.chance.likely(ADVICE) else self.chance.choice(REFERRALS)
            body = {"office_id": Ref(self.chance.choice(offices)), "kind": kind, "day": str(day)}
            ended = day + timedelta(days=self.chance.randint(1, 6))
            outcome = {"day": str(ended), "outcome": self.chance.choice(("served", "served", "served", "declined"))}
            follows = kind != "advice" and ended <= self.today and self.chance.likely(FOLLOWED)
            then = [("outcome", outcome)] if follows else []
            yield story("Legal service", f"service-{order}", "/mediation/services", body, *then)

    def activities(self, offices: Sequence[str]) -> Iterator[Step]:
        """Last year and this year, some of each kind at nearly every office."""
        last_year = date(self.today.year - 1, 1, 1), date(self.today.year - 1, 12, 31)
        for office in offices:
            for kind in WORK:
                for first, last in (last_year, (date(self.today.year, 1, 1), self.today)):
                    if self.chance.likely(WORKED):
                        yield self.activity(office, kind, self.chance.day(first, last))

    def activity(self, office: str, kind: str, day: date) -> Step:
        body = {"office_id": Ref(office), "kind": kind, "number": self.chance.randint(1, 200), "day": str(day)}
        name = f"activity-{office}-{kind}-{day.year}"
        return Step(stage="Legal service", method="POST", path=("/mediation/activities",), body=body, saves=name)

    def ago(self, nearest: int, farthest: int) -> date:
        return self.chance.ago(self.today, nearest, farthest)
