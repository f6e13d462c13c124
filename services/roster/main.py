"""What the roster service is made of."""

import tomllib
from pathlib import Path

from services.roster.api import ROUTERS
from services.roster.core.terms import Terms
from services.roster.reactions import (
    BUDGET,
    CODE_CLAIM,
    INFORMATISATION,
    LEADERSHIP,
    MOVE_CLAIM,
    OFFICE,
    POST,
    PREMISES,
    REACTIONS,
    RECRUITMENT,
    SEAT_CLAIM,
    TOWNSHIP,
    VEHICLE,
    WORKER,
    WORKER_CLAIM,
)
from services.roster.views import open_matters
from shared.runtime.copies import Copies
from shared.runtime.eraser import ERASURE
from shared.runtime.import_routes import IMPORTS
from shared.runtime.service import Blueprint, Reader

PLAN = Path(__file__).parents[1] / "compliance" / "plans" / "zhengzhou_2019.toml"


def read_terms(path: Path = PLAN) -> Terms:
    """The few numbers of the city's plan by which roster refuses; compliance reads the same file, and faults it."""
    return Terms.of(tomllib.loads(path.read_text(encoding="utf-8")))


def blueprint(terms: Terms) -> Blueprint:
    return Blueprint(
        name="roster",
        title="Townships, offices, posts, people and means (Art. 1-9)",
        aggregates=(
            TOWNSHIP,
            OFFICE,
            POST,
            WORKER,
            RECRUITMENT,
            LEADERSHIP,
            BUDGET,
            VEHICLE,
            INFORMATISATION,
            PREMISES,
            CODE_CLAIM,
            SEAT_CLAIM,
            WORKER_CLAIM,
            MOVE_CLAIM,
            ERASURE,
        ),
        reactions=REACTIONS,
        links={"worker": WORKER_CLAIM},
        views=(IMPORTS, open_matters.VIEW),
        routers=ROUTERS,
        reader=lambda service: Reader(
            topics=("corrections", "mediation"), sink=Copies(service.ports.views, open_matters.OF_OTHERS)
        ),
        knowledge=terms,
    )
