"""HTTP in, commands out: townships, offices, posts, people, and what offices work with."""

from services.roster.api import (
    absences,
    budgets,
    imports,
    informatisation,
    leadership,
    moves,
    office_changes,
    offices,
    posts,
    premises,
    recruitments,
    secondments,
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
    moves.router,
    recruitments.router,
    leadership.router,
    absences.router,
    secondments.router,
    budgets.router,
    vehicles.router,
    informatisation.router,
    premises.router,
    imports.router,
)
