"""What the mediation service is made of."""

from services.mediation.api import ROUTERS
from services.mediation.reactions import ACTIVITY, CASE, SERVICE, VILLAGES, VISITS
from shared.runtime.copies import OF_ROSTER, OFFICES, Copies
from shared.runtime.eraser import ERASURE
from shared.runtime.service import Blueprint, Reader

BLUEPRINT = Blueprint(
    name="mediation",
    title="Mediation, legal service in the villages, democracy and rule of law (Art. 10, 11)",
    aggregates=(CASE, VILLAGES, VISITS, SERVICE, ACTIVITY, ERASURE),
    reactions={},
    views=(OFFICES,),
    routers=ROUTERS,
    reader=lambda service: Reader(topics=("roster",), sink=Copies(service.ports.views, OF_ROSTER)),
)
