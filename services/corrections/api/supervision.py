"""What is done with offenders: declared, grouped, planned for, put into a category, met, warned, positioned, helped."""

from fastapi import APIRouter, Request, Response

from services.corrections.api.access import OnDay, Writing, must_have_happened
from services.corrections.api.offenders import OFFENDERS, OffenderShown
from services.corrections.core.offender.positioning import ApprovePositioning, Cause, RemovePositioning
from services.corrections.core.offender.supervision import (
    Categorise,
    Category,
    ContactKind,
    Discipline,
    FormGroup,
    Help,
    HelpOffender,
    HoldDeclaration,
    ImposeDiscipline,
    PlanCorrection,
    RecordContact,
)
from shared.runtime.desk import act
from shared.runtime.documents import acts

router = APIRouter(prefix="/corrections/offenders/{id}", tags=["offenders"])


class Group(OnDay):
    has_woman: bool
    has_minors_specialist: bool = False


class InCategory(OnDay):
    category: Category


class Contact(OnDay):
    kind: ContactKind


class Warned(OnDay):
    kind: Discipline


class Approval(OnDay):
    cause: Cause


class Helped(OnDay):
    kind: Help


@router.post("/declaration", **acts(OffenderShown))
async def declare(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The declaration was held (入矫宣告)."""
    return await act(request, caller, OFFENDERS, id, body, HoldDeclaration(day=body.day))


@router.post("/group", **acts(OffenderShown))
async def group(request: Request, id: str, body: Group, caller: Writing) -> Response:
    """The group was formed (矫正小组); another one takes its place."""
    return await act(request, caller, OFFENDERS, id, body, FormGroup(**body.model_dump()))


@router.post("/plan", **acts(OffenderShown))
async def plan(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The plan was drawn up (矫正方案)."""
    return await act(request, caller, OFFENDERS, id, body, PlanCorrection(day=body.day))


@router.post("/category", **acts(OffenderShown))
async def categorise(request: Request, id: str, body: InCategory, caller: Writing) -> Response:
    """Strict, ordinary or loose from this day on: how often there has to be a contact."""
    return await act(request, caller, OFFENDERS, id, body, Categorise(**body.model_dump()))


@router.post("/contacts", **acts(OffenderShown))
async def contact(request: Request, id: str, body: Contact, caller: Writing) -> Response:
    """A report, a visit, a talk or a check, also one that is entered late."""
    must_have_happened(request, body.day)
    return await act(request, caller, OFFENDERS, id, body, RecordContact(**body.model_dump()))


@router.post("/warnings", **acts(OffenderShown))
async def warn(request: Request, id: str, body: Warned, caller: Writing) -> Response:
    """Admonished, warned, or proposed for punishment or revocation."""
    must_have_happened(request, body.day)
    return await act(request, caller, OFFENDERS, id, body, ImposeDiscipline(**body.model_dump()))


@router.post("/positioning", **acts(OffenderShown))
async def approve_positioning(request: Request, id: str, body: Approval, caller: Writing) -> Response:
    """Approved, or extended. A cause that is none of the law's five is a finding."""
    return await act(request, caller, OFFENDERS, id, body, ApprovePositioning(**body.model_dump()))


@router.post("/positioning/removal", **acts(OffenderShown))
async def remove_positioning(request: Request, id: str, body: OnDay, caller: Writing) -> Response:
    """The device was taken off."""
    return await act(request, caller, OFFENDERS, id, body, RemovePositioning(day=body.day))


@router.post("/help", **acts(OffenderShown))
async def help_offender(request: Request, id: str, body: Helped, caller: Writing) -> Response:
    """Training, livelihood, or help in hardship."""
    return await act(request, caller, OFFENDERS, id, body, HelpOffender(**body.model_dump()))
