"""Budgets (经费预算)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, get_args

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import AfterValidator, Field

from services.roster.api.access import Reading, Writing
from services.roster.api.offices import visible_office
from services.roster.core.budget import Line, RecordBudget
from services.roster.reactions import BUDGET
from services.roster.views.budget_book import BudgetCard
from shared.runtime.bodies import Body, Day, OfOffices
from shared.runtime.desk import desk_of
from shared.runtime.documents import acts, listed, reads, shown
from shared.runtime.kinds import Kind

router = APIRouter(prefix="/roster")

YUAN_MAX = 10**12
Yuan = Annotated[Decimal, Field(ge=0, le=YUAN_MAX, decimal_places=2)]
Year = Annotated[int, Path(ge=2000, le=2100)]


def in_order(lines: Mapping[Line, Decimal]) -> Mapping[Line, Decimal]:
    """As the plan lists them: the same lines are the same content."""
    return {line: lines[line] for line in get_args(Line) if line in lines}


class BudgetAsItStands(Body):
    """From `day` on, which is today where nothing is said. A line that is left out is not allotted."""

    lines: Annotated[dict[Line, Yuan], AfterValidator(in_order)]
    personnel: Yuan | None = None
    standard: Yuan | None = None
    separate: bool
    day: Day | None = None


class OfBudgets(OfOffices):
    year: int | None = Field(None, ge=2000, le=2100)


BudgetShown = shown(BudgetCard)
BUDGETS = Kind(path="/roster/budgets", aggregate=BUDGET, by_put=True)


def budget_id(office_id: str, year: int) -> str:
    return f"{office_id}-{year}"


def fen(yuan: Decimal | None) -> int | None:
    return None if yuan is None else int(yuan * 100)


@router.put("/offices/{id}/budgets/{year}", **acts(BudgetShown), tags=["budgets"])
async def record_budget(request: Request, id: str, year: Year, body: BudgetAsItStands, caller: Writing) -> Response:
    """What the office is allotted for the year, from a day on; what stood before stays on record."""
    desk = desk_of(request)
    desk.checked(body)
    card = await visible_office(request, caller, id)
    command = RecordBudget(
        office_id=id,
        county_code=card["county_code"],
        year=year,
        lines_fen={line: int(yuan * 100) for line, yuan in body.lines.items()},
        personnel_fen=fen(body.personnel),
        standard_fen=fen(body.standard),
        separate=body.separate,
        day=body.day or desk.today(),
    )
    return await desk.put(request, caller, BUDGETS, budget_id(id, year), command)


@router.get("/budgets", **reads(listed(BudgetShown)), tags=["budgets"])
async def budgets(request: Request, caller: Reading, query: Annotated[OfBudgets, Query()]) -> Response:
    """Budgets of the caller's area."""
    return await desk_of(request).many(request, caller, BUDGETS, query)


@router.get("/offices/{id}/budgets/{year}", **reads(BudgetShown), tags=["budgets"])
async def budget(request: Request, id: str, year: Year, caller: Reading) -> Response:
    """That of one office and year, with all that stood before."""
    return await desk_of(request).one(request, caller, BUDGETS, budget_id(id, year))
