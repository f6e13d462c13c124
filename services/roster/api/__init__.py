"""HTTP in, commands out: townships, offices, posts, people, and what offices work with."""

from services.roster.api import (
    budgets,
    imports,
    informatisation,
    leadership,
    office_changes,
    offices,
    posts,
    premises,
    townships,
    vehicles,
    workers,
)

ROUTERS = (
    townships.router,
    offices.router,
    office_changes.router,
    posts.router,
    workers.router,
    leadership.router,
    budgets.router,
    vehicles.router,
    informatisation.router,
    premises.router,
    imports.router,
)
