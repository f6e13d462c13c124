"""The board, one office on any day, counties and the city, what falls due, and the plan itself."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel

from services.compliance.core.county import judge_county
from services.compliance.core.county_facts import CountyFacts
from services.compliance.core.facts import OfficeFacts, known
from services.compliance.core.judge import Judgement, judge, pooled
from services.compliance.core.plan import Plan
from services.compliance.core.rule import Deadline, Finding, Stage
from services.compliance.core.subjects.office import Office
from services.compliance.reactions import COUNTY_FACTS
from services.compliance.views import board
from shared.contract.codec import plain, shaped
from shared.ports.identity import Caller
from shared.ports.views import Condition, Prefix, Row, View
from shared.runtime.access import needs, service_of, within
from shared.runtime.answers import agrees, answer
from shared.runtime.bodies import Filter, Page
from shared.runtime.desk import desk_of
from shared.runtime.documents import listed, shown
from shared.runtime.keeper import FACTS
from shared.runtime.problems import ON_READING, NotFound
from shared.runtime.service import Service

SCANNED = 20
FALLING_DUE = (Stage.PENDING, Stage.DUE_SOON, Stage.OVERDUE, Stage.NOT_COMPUTABLE)


class Offices:
    """What compliance knows of offices, within the area of who asks."""

    def __init__(self, service: Service, plan: Plan) -> None:
        self._service, self.plan, self._views = service, plan, service.ports.views

    def today(self) -> date:
        return self._service.ports.clock.today()

    def instant(self, known: datetime | None) -> datetime | None:
        """An instant without offset is meant in the office's own time."""
        zone = self._service.ports.clock.now().tzinfo
        return known.replace(tzinfo=zone) if known and known.tzinfo is None else known

    async def one(self, caller: Caller, id: str, on: date, instant: datetime | None) -> Response:
        """How the office stood, or will stand, on a day; `instant`: as far as it was known by then."""
        row = await self._views.get(FACTS, id)
        if row is None or not caller.sees(row.document["county_code"], id):
            raise NotFound(f"there is no office {id}")
        facts = shaped(row.document["facts"], OfficeFacts)
        facts = known(facts, instant) if instant else facts
        if facts.office is None:
            raise NotFound(f"office {id} is not established yet, as far as is known")
        judgement = judge(facts, self.plan, on)
        office = {**plain(facts.office), "id": id, "county_code": row.document["county_code"]}
        return answer(
            {
                "office": office,
                "on": on,
                "figures": judgement.figures,
                "findings": judgement.findings,
                "deadlines": judgement.deadlines,
            }
        )

    async def judged(self, area: str, on: date) -> AsyncIterator[tuple[Office, Judgement]]:
        """Every office that there is on the day, as it stands then."""
        async for row in self._all(FACTS, {"county_code": Prefix(area)}):
            facts = shaped(row.document["facts"], OfficeFacts)
            judgement = judge(facts, self.plan, on)
            if facts.office and judgement.findings:
                yield facts.office, judgement

    async def rolled_up(self, caller: Caller, area: str) -> Response:
        """Sums over the office rows, with both readings of 1:15; true up to the last event that was read."""
        must_see_whole(caller, area)
        rows = [row.document async for row in self._all(board.VIEW, {"county_code": Prefix(area)})]
        if not rows:
            raise NotFound(f"no office is known in {area}")
        counties = [row async for row in self._all(COUNTY_FACTS, {"county_code": Prefix(area)})]
        there = [document for document in rows if not document.get("closed", False)]
        figures: Counter[str] = Counter()
        breaches: Counter[str] = Counter()
        for document in rows:
            figures.update(document["figures"])
            breaches.update(document["breaches"])
        against_plan = [self._county(row) for row in counties]
        breaches.update(finding.rule for each in against_plan for finding in each["findings"] if not finding.compliant)
        consumer = self._service.consumer
        return answer(
            {
                "area": area,
                "offices": len(there),
                "compliant_offices": sum(document["compliant"] for document in there),
                "figures": dict(figures),
                "breaches": dict(breaches),
                "correction_ratio": pooled([document["figures"] for document in rows], self.plan, self.today()),
                "counties": against_plan,
                "true_up_to": await consumer.true_up_to() if consumer else None,
            }
        )

    def _county(self, row: Row) -> dict[str, Any]:
        """What the plan says of a county as a whole; of its townships those that lack an office."""
        facts = shaped(row.document["facts"], CountyFacts)
        judgement = judge_county(row.id, facts, self.plan, self.today())
        return {
            "county_code": row.id,
            "townships": sum(each.statutory and each.closed is None for each in facts.townships.values()),
            "findings": judgement.findings,
            "deadlines": [each for each in judgement.deadlines if each.stage in FALLING_DUE],
        }

    async def deadlines(self, caller: Caller, query: "OfDeadlines") -> Response:
        """What falls due in the caller's area, the earliest first."""
        seen = within(caller)
        due = [
            {"key": f"{deadline.due} {deadline.rule} {deadline.subject}", "office_id": id, **plain(deadline)}
            async for id, facts in self._facts(seen, query.office_id)
            for deadline in judge(facts, self.plan, self.today()).deadlines
            if deadline.stage in FALLING_DUE and (query.until is None or deadline.due <= query.until)
        ]
        items = sorted((item for item in due if item["key"] > query.after), key=by_key)[: query.limit]
        return answer({"items": items, "next": items[-1]["key"] if len(items) == query.limit else None})

    async def _facts(
        self, seen: Mapping[str, Condition], office_id: str | None
    ) -> AsyncIterator[tuple[str, OfficeFacts]]:
        county = {"county_code": seen["county_code"]}
        offices = {str(id) for id in (office_id, seen.get("office_id")) if id}
        if offices:
            found: Sequence[Row] = await self._views.get_many(FACTS, sorted(offices)) if len(offices) == 1 else ()
            rows = [row for row in found if agrees(county["county_code"], row.document["county_code"])]
            for row in rows:
                yield row.id, shaped(row.document["facts"], OfficeFacts)
            return
        async for row in self._all(FACTS, county):
            yield row.id, shaped(row.document["facts"], OfficeFacts)

    async def _all(self, view: View, where: Mapping[str, Condition]) -> AsyncIterator[Row]:
        after = ""
        while rows := await self._views.find(view, where, after=after, limit=SCANNED):
            for row in rows:
                yield row
            after = rows[-1].id
            await asyncio.sleep(0)  # a whole city takes a while, and alerts do not wait for it


def must_see_whole(caller: Caller, area: str) -> None:
    """Raises NotFound: an office is no county, and a county no city."""
    if not area.startswith(caller.area) or caller.office:
        raise NotFound("it lies outside the caller's area")


def by_key(item: Mapping[str, Any]) -> str:
    return str(item["key"])


class OfBoard(Page):
    """`rule`: only offices that break it."""

    county_code: Filter = None
    rule: Filter = None
    compliant: bool | None = None

    def filters(self) -> dict[str, str | bool]:
        """A rule is found by the flag that says that it is broken. Raises NotFound for one that there is not."""
        filters = super().filters()
        if self.rule is None:
            return filters
        if self.rule not in board.FLAGS:
            raise NotFound(f"there is no rule {self.rule}")
        del filters["rule"]
        return {**filters, board.FLAGS[self.rule]: True}


class OfDeadlines(Page):
    until: date | None = None
    office_id: Filter = None


class DeadlineShown(BaseModel):
    """`text` and `since` are there while somebody should be told."""

    key: str
    office_id: str
    rule: str
    subject: str
    due: date
    stage: Stage
    severity: str
    caused_by: list[str]
    since: date | None
    text: dict[str, str]


class OfficeAgainstPlan(BaseModel):
    office: dict[str, object]
    on: date
    figures: dict[str, int]
    findings: list[Finding]
    deadlines: list[Deadline]


class CountyAgainstPlan(BaseModel):
    """`townships`: the statutory ones."""

    county_code: str
    townships: int
    findings: list[Finding]
    deadlines: list[Deadline]


class RolledUp(BaseModel):
    """`offices` are those that are there; `counties` what is found of each county as a whole.

    `true_up_to`: when the last event was recorded that these figures contain.
    """

    area: str
    offices: int
    compliant_offices: int
    figures: dict[str, int]
    breaches: dict[str, int]
    correction_ratio: dict[str, int]
    counties: list[CountyAgainstPlan]
    true_up_to: datetime | None


BoardShown = shown(board.BoardRow)
router = APIRouter(prefix="/compliance", tags=["offices"], responses=ON_READING)
Reading = Annotated[Caller, Depends(needs("compliance:read"))]


def offices_of(request: Request) -> Offices:
    service = service_of(request)
    return Offices(service, service.blueprint.knowledge)


@router.get("/offices", response_model=listed(BoardShown))
async def board_of_offices(request: Request, caller: Reading, query: Annotated[OfBoard, Query()]) -> Response:
    """The board: per office the figures and the breached rules."""
    rows, after = await desk_of(request).rows(caller, board.VIEW, query)
    return answer({"items": [board.without_flags(row.document) for row in rows], "next": after})


@router.get("/offices/{id}", response_model=OfficeAgainstPlan)
async def office(
    request: Request, id: str, caller: Reading, on: date | None = None, known: datetime | None = None
) -> Response:
    """One office against the plan: on any day, and as it was known at any instant."""
    offices = offices_of(request)
    return await offices.one(caller, id, on or offices.today(), offices.instant(known))


@router.get("/counties/{code}", response_model=RolledUp)
async def county(request: Request, code: str, caller: Reading) -> Response:
    """A county rolled up, with both readings of 1:15."""
    return await offices_of(request).rolled_up(caller, code)


@router.get("/city", response_model=RolledUp)
async def city(request: Request, caller: Reading) -> Response:
    """The city rolled up, with both readings of 1:15."""
    offices = offices_of(request)
    return await offices.rolled_up(caller, offices.plan.city)


@router.get("/deadlines", response_model=listed(DeadlineShown))
async def deadlines(request: Request, caller: Reading, query: Annotated[OfDeadlines, Query()]) -> Response:
    """What falls due, the earliest first."""
    return await offices_of(request).deadlines(caller, query)


@router.get("/plan")
async def plan_in_force(request: Request, _: Reading) -> Response:
    """The plan: numbers, choices, lists and rules, each from its day on, with its words; and the calendar.

    `calendar`: the first and the last year whose holidays are known, and those that should be and are not.
    """
    offices = offices_of(request)
    plan, tables = offices.plan, offices.plan.calendar.tables
    years = {"first": min(tables, default=None), "last": max(tables, default=None)}
    calendar = {**years, "missing": plan.calendar.missing(offices.today())}
    return answer({**{field.name: getattr(plan, field.name) for field in fields(plan)}, "calendar": calendar})
