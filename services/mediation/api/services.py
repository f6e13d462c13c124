"""Advice and referrals."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.mediation.api.access import OnDay, Reading, Writing
from services.mediation.core.service import EndReferral, Kind, Outcome, RecordService
from services.mediation.reactions import SERVICE
from services.mediation.views.legal_service import ServiceCard
from shared.runtime.bodies import Filter, Id, OfOffices
from shared.runtime.desk import act, desk_of
from shared.runtime.documents import acts, listed, makes, reads, shown
from shared.runtime.kinds import Kind as Things

router = APIRouter(prefix="/mediation/services", tags=["services"])


class NewService(OnDay):
    office_id: Id
    kind: Kind


class End(OnDay):
    outcome: Outcome


class OfServices(OfOffices):
    kind: Filter = None
    stage: Filter = None


ServiceShown = shown(ServiceCard)
SERVICES = Things(path="/mediation/services", aggregate=SERVICE)


@router.post("", **makes(ServiceShown))
async def record(request: Request, body: NewService, caller: Writing) -> Response:
    """Somebody got advice, or was referred to those who help. Who it was is not asked."""
    desk = desk_of(request)
    desk.checked(body)
    county = await desk.county_of(caller, body.office_id)
    return await desk.create(request, caller, SERVICES, None, RecordService(county_code=county, **body.model_dump()))


@router.get("", **reads(listed(ServiceShown)))
async def services(request: Request, caller: Reading, query: Annotated[OfServices, Query()]) -> Response:
    """Advice and referrals of the caller's area."""
    return await desk_of(request).many(request, caller, SERVICES, query)


@router.get("/{id}", **reads(ServiceShown))
async def service(request: Request, id: str, caller: Reading) -> Response:
    """One of them."""
    return await desk_of(request).one(request, caller, SERVICES, id)


@router.post("/{id}/outcome", **acts(ServiceShown))
async def end(request: Request, id: str, body: End, caller: Writing) -> Response:
    """What became of a referral."""
    return await act(request, caller, SERVICES, id, body, EndReferral(outcome=body.outcome, day=body.day))
