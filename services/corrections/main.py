"""What the corrections service is made of."""

from services.corrections.api import ROUTERS
from services.corrections.reactions import OFFENDER, OFFENDER_CLAIM, REACTIONS, RELEASE, RELEASE_CLAIM
from shared.runtime.copies import OF_ROSTER, OFFICES, Copies
from shared.runtime.eraser import ERASURE
from shared.runtime.import_routes import IMPORTS
from shared.runtime.openings import OPENING
from shared.runtime.service import Blueprint, Reader

BLUEPRINT = Blueprint(
    name="corrections",
    title="Offenders and released persons (Art. 12)",
    aggregates=(OFFENDER, RELEASE, OFFENDER_CLAIM, RELEASE_CLAIM, ERASURE, OPENING),
    reactions=REACTIONS,
    links={"offender": OFFENDER_CLAIM, "release": RELEASE_CLAIM},
    views=(OFFICES, IMPORTS),
    routers=ROUTERS,
    reader=lambda service: Reader(topics=("roster",), sink=Copies(service.ports.views, OF_ROSTER)),
)
