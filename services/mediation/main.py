"""What the mediation service is made of."""

from services.mediation.api import ROUTERS
from services.mediation.reactions import CASE
from shared.runtime.copies import OF_ROSTER, OFFICES, Copies
from shared.runtime.service import Blueprint, Reader

BLUEPRINT = Blueprint(
    name="mediation",
    title="Mediation cases (Art. 10)",
    aggregates=(CASE,),
    reactions={},
    views=(OFFICES,),
    routers=ROUTERS,
    reader=lambda service: Reader(topics=("roster",), sink=Copies(service.ports.views, OF_ROSTER)),
)
