"""What the roster service is made of."""

from services.roster.api import ROUTERS
from services.roster.reactions import (
    BUDGET,
    CODE_CLAIM,
    INFORMATISATION,
    LEADERSHIP,
    OFFICE,
    POST,
    PREMISES,
    REACTIONS,
    SEAT_CLAIM,
    TOWNSHIP,
    VEHICLE,
    WORKER,
    WORKER_CLAIM,
)
from shared.runtime.import_routes import IMPORTS
from shared.runtime.service import Blueprint

BLUEPRINT = Blueprint(
    name="roster",
    title="Townships, offices, posts, people and means (Art. 1-9)",
    aggregates=(
        TOWNSHIP,
        OFFICE,
        POST,
        WORKER,
        LEADERSHIP,
        BUDGET,
        VEHICLE,
        INFORMATISATION,
        PREMISES,
        CODE_CLAIM,
        SEAT_CLAIM,
        WORKER_CLAIM,
    ),
    reactions=REACTIONS,
    views=(IMPORTS,),
    routers=ROUTERS,
)
