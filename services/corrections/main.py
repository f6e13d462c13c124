"""What the corrections service is made of."""

from services.corrections.api import ROUTERS
from services.corrections.reactions import (
    DUTY,
    OFFENDER,
    OFFENDER_CLAIM,
    REACTIONS,
    RELEASE,
    RELEASE_CLAIM,
    VOLUNTEER,
)
from shared.runtime.copies import OF_ROSTER, OFFICES, WORKERS, WORKERS_OF_ROSTER, Copies
from shared.runtime.import_routes import IMPORTS
from shared.runtime.service import Blueprint, Reader

COPIED = {**OF_ROSTER, **WORKERS_OF_ROSTER}

BLUEPRINT = Blueprint(
    name="corrections",
    title="Offenders, released persons and volunteers (Art. 12)",
    aggregates=(OFFENDER, RELEASE, DUTY, VOLUNTEER, OFFENDER_CLAIM, RELEASE_CLAIM),
    reactions=REACTIONS,
    views=(OFFICES, WORKERS, IMPORTS),
    routers=ROUTERS,
    reader=lambda service: Reader(topics=("roster",), sink=Copies(service.ports.views, COPIED)),
)
