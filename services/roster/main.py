"""What the roster service is made of."""

from services.roster.api import ROUTERS
from services.roster.reactions import OFFICE, POST, REACTIONS, SEAT_CLAIM, TOWNSHIP, WORKER, WORKER_CLAIM
from shared.runtime.service import Blueprint

BLUEPRINT = Blueprint(
    name="roster",
    title="Townships, offices, posts and people (Art. 1-4)",
    aggregates=(TOWNSHIP, OFFICE, POST, WORKER, SEAT_CLAIM, WORKER_CLAIM),
    reactions=REACTIONS,
    views=(),
    routers=ROUTERS,
)
